import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Precheck } from '@flytower/cloud-common';
import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
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

/** What a new cluster needs to know of its project, asked for as the person who wants it. */
export interface ProjectDoor {
  getProject(id: string): Promise<Project>;
  getCapacity(id: string): Promise<ProjectCapacity>;
}

/** Makes clusters: looks at everything that could stand against it first, then writes it once. */
export class ClusterCreator {
  constructor(
    private readonly collectors: readonly RancherCollector[],
    private readonly addons: readonly AddonConfig[],
  ) {}

  async precheck(
    input: ClusterRequest,
    projects: ProjectDoor,
  ): Promise<Precheck> {
    const collector = this.collectorFor(input.source);
    if (!collector.found) return { problems: [collector.problem] };
    const there = await findCluster(collector.found.source, input.name);
    return {
      problems: await this.problems(input, collector.found, projects, {
        nameIsTaken:
          there !== undefined && !isMadeBy(there, input.idempotencyKey),
      }),
    };
  }

  async create(
    input: ClusterRequest,
    options: { projects: ProjectDoor; requester: string },
  ): Promise<ClusterRecord> {
    const choice = this.collectorFor(input.source);
    if (!choice.found) throw new InputError(sentence(choice.problem));
    const collector = choice.found;
    const plan = toClusterPlan(input, options.requester);

    let cluster = await findCluster(collector.source, input.name);
    if (cluster && !isMadeBy(cluster, input.idempotencyKey)) {
      throw nameTaken(collector.source, input.name);
    }
    if (!cluster) {
      const problems = await this.problems(input, collector, options.projects, {
        nameIsTaken: false,
      });
      const blocking = problems.filter(one => one.severity === 'blocks');
      if (blocking.length > 0) {
        throw new InputError(blocking.map(sentence).join('; '));
      }
      cluster = await createCluster(collector.source, plan);
    }
    const { record } = collector.workOut(cluster);
    await this.installAddons(input, collector, record, options.requester);
    return { ...record, projectId: input.projectId, region: input.region };
  }

  private async installAddons(
    input: ClusterRequest,
    collector: RancherCollector,
    cluster: ClusterRecord,
    requester: string,
  ): Promise<void> {
    for (const addon of this.addons) {
      if (!input.addons.includes(addon.name)) continue;
      await installAddon({
        source: collector.source,
        cluster,
        addon,
        version: addon.versions[0],
        values: {},
        requester,
      });
    }
  }

  private async problems(
    input: ClusterRequest,
    collector: RancherCollector,
    projects: ProjectDoor,
    { nameIsTaken }: { nameIsTaken: boolean },
  ): Promise<Precheck['problems']> {
    const project = await projects
      .getProject(input.projectId)
      .catch(withoutNotFound);
    if (!project) {
      return [
        {
          severity: 'blocks',
          field: 'projectId',
          message: `There is no project "${input.projectId}" that you may see`,
        },
      ];
    }
    return clusterProblems(input, {
      rancher: collector.source.config,
      releases: collector.releases.all,
      addons: this.addons.map(addon => addon.name),
      nameIsTaken,
      project,
      // quota that cannot be read is a warning: OpenStack decides in the end
      capacity: await projects
        .getCapacity(input.projectId)
        .catch(() => undefined),
    });
  }

  private collectorFor(source: string | undefined) {
    const candidates = this.collectors.filter(({ source: { config } }) =>
      source ? config.name === source : config.openstack,
    );
    if (candidates.length === 1) return { found: candidates[0] };
    const names = this.collectors.map(({ source: { config } }) => config.name);
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

function sentence(problem: Precheck['problems'][number]): string {
  return problem.field
    ? `${problem.field}: ${problem.message}`
    : problem.message;
}

function withoutNotFound(error: unknown): undefined {
  const name = error instanceof Error ? error.name : '';
  if (error instanceof NotFoundError || name === 'NotFoundError')
    return undefined;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.name === 'NotFoundError')
    return undefined;
  throw new ServiceUnavailableError(
    'The project cannot be read at the moment; try again later',
    error,
  );
}
