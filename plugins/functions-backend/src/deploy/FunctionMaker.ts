import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { newFunctionSchema } from '@flytower/cloud-common/functions';
import {
  blocks,
  environmentProblems,
  warns,
  type Problem,
} from '@flytower/cloud-node/precheck';
import { functionAnnotations } from '@flytower/cloud-node/upstream/knative';
import type { z } from 'zod';
import type { PlatformCollector } from '../collect/PlatformCollector';
import type { Platforms } from '../collect/Platforms';
import { functionIdOf } from '../map/toFunction';
import type { GitHosts } from './gitHosts';
import { isOurs } from './isOurs';
import { makeNamespace } from './makeNamespace';
import { namespaceOf } from './namespaceOf';
import { startBuild } from './startBuild';

/** A checked request for a function. */
export type FunctionRequest = z.output<typeof newFunctionSchema>;

/** What of a project has to be known. */
export interface TargetProject {
  id: string;
  name: string;
  enabled: boolean;
  environment?: string;
  regions?: string[];
}

/** A build that was asked for, and the function that it makes. */
export interface StartedBuild {
  functionId: string;
  runName: string;
}

/** Says what stands against a new function, and starts its first build. */
export class FunctionMaker {
  constructor(
    private readonly options: {
      platforms: Platforms;
      gitHosts: GitHosts;
    },
  ) {}

  /** @param operationId - of the run that asks, whose own function does not stand against it */
  precheck(
    input: FunctionRequest,
    project: TargetProject,
    operationId?: string,
  ): Problem[] {
    const problems = environmentProblems(project, input.environment);
    if (!project.enabled) problems.push(blocks(disabled(project), 'projectId'));
    const gitProblem = this.options.gitHosts.problemWith(input.git.url);
    if (gitProblem) problems.push(blocks(gitProblem, 'git'));
    const collector = this.collectorOf(input, project);
    if (!collector) {
      problems.push(blocks(this.sourceProblem(input.source), 'source'));
      return problems;
    }
    const { title } = collector.platform.config;
    const trouble = this.options.platforms.troubleOf(collector);
    // a person looks again; a run that is about to start waits
    if (trouble && operationId) throw new ServiceUnavailableError(trouble);
    if (trouble) problems.push(blocks(trouble, 'source'));
    if (!collector.isComplete) return problems;
    const namespace = namespaceOf(project, collector.namespaces());
    const where = { namespace: namespace.name, name: input.name };
    const present = collector.objects(where);
    const origin = present?.service ?? present?.build;
    const own =
      operationId &&
      origin?.metadata.annotations[functionAnnotations.operation] ===
        operationId;
    if (!present || own) return problems;
    if (!isOurs(present))
      problems.push(
        blocks(
          `${title} has a service "${input.name}" in this project already, and it was not made by the portal`,
          'name',
        ),
      );
    else if (present.service)
      problems.push(
        blocks(
          `There is a function "${input.name}" in this project already; deploy it anew with "Redeploy function", or choose another name`,
          'name',
        ),
      );
    else
      problems.push(
        warns(
          `A function "${input.name}" was asked for before and never deployed; it will be built anew`,
          'name',
        ),
      );
    return problems;
  }

  /** Starts the first build. May be repeated with the same operation. */
  async start(
    input: FunctionRequest,
    project: TargetProject,
    run: { requester: string; operationId: string; signal?: AbortSignal },
  ): Promise<StartedBuild> {
    const collector = this.mustFind(input, project);
    const { client, platform } = collector;
    const namespace = await makeNamespace({
      client,
      project,
      namespaces: collector.namespaces(),
      signal: run.signal,
    });
    const where = { namespace, name: input.name };
    const runName = await startBuild({
      client,
      plan: {
        ...where,
        projectId: project.id,
        git: input.git,
        runtime: input.runtime,
        invoke: input.invoke,
        environment: input.environment,
        requester: run.requester,
        operationId: run.operationId,
        buildStrategy: platform.config.buildStrategy,
        registry: platform.config.registry,
      },
      env: input.env,
      signal: run.signal,
    });
    return { functionId: functionIdOf(collector.name, where), runName };
  }

  /** The platform that is asked for; else the one that the project uses already, or that is in its region. */
  private collectorOf(
    { source, name }: FunctionRequest,
    project: TargetProject,
  ) {
    const { collectors } = this.options.platforms;
    if (source) return collectors.find(collector => collector.name === source);
    // that one of them has it can only be said of those that were read
    const unread = collectors.find(({ isComplete }) => !isComplete);
    if (unread) return unread;
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
    if (!collector.isComplete)
      throw new ServiceUnavailableError(
        `${collector.platform.config.title} has not been read completely yet`,
      );
    return collector;
  }

  private sourceProblem(source: string | undefined): string {
    const names = this.options.platforms.collectors.map(
      collector => collector.name,
    );
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
