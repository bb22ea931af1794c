import { InputError } from '@backstage/errors';
import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
import { isRefused } from '@flytower/cloud-node/upstream/http';
import type { Problem } from '@flytower/cloud-node/precheck';
import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import { installAddon } from '../addons/installAddon';
import type { RancherCollector } from '../collect/RancherCollector';
import type { ClusterRecord } from '../map/toCluster';
import { toClusterPlan, type ClusterRequest } from './clusterPlan';
import {
  createCluster,
  findCluster,
  isMadeBy,
  nameTaken,
} from './createCluster';
import { clusterProblems } from './precheckCluster';

/** What a new cluster needs to know of its project. Whoever wants it was checked already. */
export interface ProjectDoor {
  getProject(id: string): Promise<Project>;
  getCapacity(id: string): Promise<ProjectCapacity>;
}

/** Makes clusters: says what stands against one, and writes it once. */
export class ClusterCreator {
  constructor(
    private readonly options: {
      collectors: readonly RancherCollector[];
      addons: readonly AddonConfig[];
      projects: ProjectDoor;
    },
  ) {}

  /** What stands against it; what the operation itself has made already does not. */
  async precheck(
    input: ClusterRequest,
    operationId?: string,
  ): Promise<Problem[]> {
    const choice = this.collectorFor(input.source);
    if (!choice.found) return [choice.problem];
    const { source, releases } = choice.found;
    const [there, project] = await Promise.all([
      findCluster(source, input.name),
      this.options.projects.getProject(input.projectId),
    ]);
    return clusterProblems(input, {
      rancher: source.config,
      releases: releases.all,
      addons: this.options.addons.map(addon => addon.name),
      nameIsTaken: there !== undefined && !isMadeBy(there, operationId),
      project,
      // quota that cannot be read is a warning: OpenStack decides in the end
      capacity: await this.options.projects
        .getCapacity(input.projectId)
        .catch(() => undefined),
    });
  }

  /**
   * Writes it; called again by the same operation, it takes what is there and makes what is missing.
   *
   * @returns `refused`: the add-ons that cannot be installed, and why. The cluster is there for all that
   */
  async create(
    input: ClusterRequest,
    by: { requester: string; operationId: string },
  ): Promise<{ record: ClusterRecord; refused: Record<string, string> }> {
    const choice = this.collectorFor(input.source);
    if (!choice.found) throw new InputError(choice.problem.message);
    const { source } = choice.found;

    let cluster = await findCluster(source, input.name);
    if (cluster && !isMadeBy(cluster, by.operationId)) {
      throw nameTaken(source, input.name);
    }
    cluster ??= await createCluster(source, toClusterPlan(input, by));
    const { record } = choice.found.workOut(cluster);
    const refused = await this.installAddons(input, choice.found, record, by);
    return { record, refused };
  }

  private async installAddons(
    input: ClusterRequest,
    collector: RancherCollector,
    cluster: ClusterRecord,
    by: { requester: string; operationId: string },
  ): Promise<Record<string, string>> {
    const refused: Record<string, string> = {};
    for (const addon of this.options.addons) {
      if (!input.addons.includes(addon.name)) continue;
      try {
        await installAddon({
          source: collector.source,
          cluster,
          addon,
          version: addon.versions[0],
          values: {},
          ...by,
        });
      } catch (error) {
        if (!isRefused(error)) throw error;
        refused[addon.name] = error.message;
      }
    }
    return refused;
  }

  private collectorFor(source: string | undefined) {
    const { collectors } = this.options;
    const candidates = collectors.filter(({ source: { config } }) =>
      source ? config.name === source : config.openstack,
    );
    if (candidates.length === 1) return { found: candidates[0] };
    const names = collectors.map(({ source: { config } }) => config.name);
    return {
      problem: {
        severity: 'blocks' as const,
        field: 'source',
        message:
          candidates.length > 1
            ? `Say in which Rancher: one of ${names.join(', ')}`
            : `There is no Rancher "${
                source ?? ''
              }" that creates clusters; there are ${names.join(', ')}`,
      },
    };
  }
}
