import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  cloudLabels,
  type Freshness,
  type Precheck,
} from '@flytower/cloud-common';
import type { newFunctionSchema } from '@flytower/cloud-common/functions';
import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  knativeKinds,
  knativeManifests,
} from '@flytower/cloud-node/upstream/knative';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { PlatformCollector } from '../collect/PlatformCollector';
import { toFunction, type FunctionRecord } from '../map/toFunction';
import type { GitHosts } from './gitHosts';
import { namespaceOf } from './namespaceOf';

/** A checked request for a function. */
export type FunctionRequest = z.output<typeof newFunctionSchema>;

/** What of a project has to be known. */
export interface TargetProject {
  id: string;
  name: string;
  enabled: boolean;
  regions?: string[];
}

type Problems = Precheck['problems'];

/** Says what stands against a new function, and starts its first build. */
export class FunctionMaker {
  constructor(
    private readonly options: {
      collectors: readonly PlatformCollector[];
      gitHosts: GitHosts;
      freshness(): Freshness[];
    },
  ) {}

  /** The function that the request would build anew, when there is one already. */
  existing(
    input: FunctionRequest,
    project: TargetProject,
  ): FunctionRecord | undefined {
    const collector = this.collectorOf(input, project);
    if (!collector) return undefined;
    const { name } = namespaceOf(project, collector.namespaces());
    return collector.find({ namespace: name, name: input.name });
  }

  precheck(input: FunctionRequest, project: TargetProject): Problems {
    const problems: Problems = [];
    if (!project.enabled)
      problems.push({
        severity: 'blocks',
        field: 'projectId',
        message: disabled(project),
      });
    const gitProblem = this.options.gitHosts.problemWith(input.git.url);
    if (gitProblem)
      problems.push({ severity: 'blocks', field: 'git', message: gitProblem });
    const collector = this.collectorOf(input, project);
    if (!collector) {
      problems.push({
        severity: 'blocks',
        field: 'source',
        message: this.sourceProblem(input.source),
      });
      return problems;
    }
    const { title } = collector.platform.config;
    const fresh = this.options
      .freshness()
      .find(one => one.source === collector.name);
    if (!collector.isSynced || fresh?.state === 'failing')
      problems.push({
        severity: 'blocks',
        field: 'source',
        message: `${title} cannot be reached now${
          fresh?.message ? `: ${fresh.message}` : ''
        }`,
      });
    const existing = this.existing(input, project);
    if (existing && !this.isOurs(collector, existing))
      problems.push({
        severity: 'blocks',
        field: 'name',
        message: `${title} has a service "${input.name}" in this project already, and it was not made by the portal`,
      });
    else if (existing)
      problems.push({
        severity: 'warns',
        field: 'name',
        message: `The function "${input.name}" exists already; it will be built and deployed anew`,
      });
    return problems;
  }

  /** Writes what makes the platform build the function. May be repeated with the same idempotency key. */
  async start(
    input: FunctionRequest,
    project: TargetProject,
    requester: string,
  ): Promise<FunctionRecord> {
    const collector = this.mustFind(input, project);
    const { client, platform } = collector;
    const gitProblem = this.options.gitHosts.problemWith(input.git.url);
    if (gitProblem) throw new InputError(`git: ${gitProblem}`);
    if (!project.enabled)
      throw new InputError(`projectId: ${disabled(project)}`);

    const namespace = namespaceOf(project, collector.namespaces());
    const where = { namespace: namespace.name, name: input.name };
    const existing = collector.find(where);
    if (existing && !this.isOurs(collector, existing))
      throw new ConflictError(
        `name: ${platform.config.title} has a service "${input.name}" in this project already, and it was not made by the portal`,
      );
    const plan: knativeManifests.FunctionPlan = {
      ...where,
      projectId: project.id,
      git: input.git,
      runtime: input.runtime,
      invoke: input.invoke,
      environment: input.environment,
      requester,
      buildStrategy: platform.config.buildStrategy,
      registry: platform.config.registry,
    };
    if (!namespace.exists)
      await client.apply(
        knativeKinds.coreNamespace,
        knativeManifests.namespaceManifest({
          name: namespace.name,
          projectId: project.id,
        }),
      );
    const run = await this.startRun(client, plan, input.idempotencyKey);
    const objects = collector.objects(where);
    return toFunction(platform.config, where, {
      revisions: [],
      namespace: undefined,
      name: input.name,
      ...objects,
      build: run.build,
      runs: [run.run, ...(objects?.runs ?? [])].filter(
        (one, index, all) =>
          all.findIndex(other => other.metadata.name === one.metadata.name) ===
          index,
      ),
    });
  }

  private async startRun(
    client: KubernetesClient,
    plan: knativeManifests.FunctionPlan,
    key: string | undefined,
  ) {
    const { namespace, name } = plan;
    const idempotencyKey = key ?? randomUUID();
    const runName = knativeManifests.buildRunName(name, idempotencyKey);
    const before =
      key &&
      (await orNothing(
        client.get(knativeKinds.shipwrightBuildRun, {
          namespace,
          name: runName,
        }),
      ));
    if (before) {
      const build = await client.get(knativeKinds.shipwrightBuild, {
        namespace,
        name,
      });
      return { build, run: before };
    }
    const build = await client.apply(
      knativeKinds.shipwrightBuild,
      knativeManifests.buildManifest(plan, false),
      { force: true },
    );
    const manifest = knativeManifests.buildRunManifest({
      plan,
      build,
      idempotencyKey,
      requestedAt: new Date(),
    });
    try {
      const run = await client.create(
        knativeKinds.shipwrightBuildRun,
        manifest,
      );
      return { build, run };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // somebody sent the same request at the same time
      const run = await client.get(knativeKinds.shipwrightBuildRun, {
        namespace,
        name: runName,
      });
      return { build, run };
    }
  }

  private isOurs(collector: PlatformCollector, record: FunctionRecord) {
    const { service } = collector.objects(record) ?? {};
    return (
      !service || service.metadata.labels[cloudLabels.managedBy] === 'flytower'
    );
  }

  /** The platform that is asked for; else the one that the project uses already, or that is in its region. */
  private collectorOf(
    { source, name }: FunctionRequest,
    project: TargetProject,
  ) {
    const { collectors } = this.options;
    if (source) return collectors.find(collector => collector.name === source);
    const fit = (collector: PlatformCollector) => {
      const namespace = namespaceOf(project, collector.namespaces());
      if (collector.find({ namespace: namespace.name, name })) return 3;
      if (namespace.exists) return 2;
      return project.regions?.includes(collector.name) ? 1 : 0;
    };
    return collectors.reduce<PlatformCollector | undefined>(
      (best, one) => (best && fit(best) >= fit(one) ? best : one),
      undefined,
    );
  }

  private mustFind(
    input: FunctionRequest,
    project: TargetProject,
  ): PlatformCollector {
    const collector = this.collectorOf(input, project);
    if (!collector)
      throw new InputError(`source: ${this.sourceProblem(input.source)}`);
    if (!collector.isSynced)
      throw new ServiceUnavailableError(
        `${collector.platform.config.title} cannot be reached now; try again later`,
      );
    return collector;
  }

  private sourceProblem(source: string | undefined): string {
    const names = this.options.collectors.map(collector => collector.name);
    return names.length === 0
      ? 'No function platform is configured'
      : `There is no function platform "${source}"; choose one of ${names.join(
          ', ',
        )}`;
  }
}

function disabled({ name }: TargetProject): string {
  return `Project ${name} is disabled in Keystone`;
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
