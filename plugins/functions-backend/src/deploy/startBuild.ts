import { ConflictError } from '@backstage/errors';
import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  functionAnnotations,
  functionLabels,
  knativeKinds,
  knativeManifests,
  type FunctionPlatformConfig,
} from '@flytower/cloud-node/upstream/knative';
import { orNothing } from '../collect/orNothing';
import type { PlatformFunction } from '../map/toFunction';

/**
 * Writes what makes the platform build a function: the build, its environment, and one run of it for each operation,
 * however often this is called. Answers the name of the run.
 */
export async function startBuild(options: {
  client: KubernetesClient;
  plan: knativeManifests.FunctionPlan;
  env?: Record<string, string>;
  signal?: AbortSignal;
}): Promise<string> {
  const { client, env, signal } = options;
  const { namespace, name, operationId } = options.plan;
  const runName = knativeManifests.buildRunName(name, operationId);
  const run = knativeKinds.shipwrightBuildRun;
  const before = await orNothing(
    client.get(run, { namespace, name: runName }, { signal }),
  );
  if (before) return runName;

  const hasEnv = env && Object.keys(env).length > 0;
  const plan = hasEnv
    ? {
        ...options.plan,
        envSecret: knativeManifests.envSecretName(name, operationId),
      }
    : options.plan;
  const build = await client.apply(
    knativeKinds.shipwrightBuild,
    knativeManifests.buildManifest(plan, false),
    { force: true, signal },
  );
  if (hasEnv)
    await client.apply(
      knativeKinds.coreSecret,
      knativeManifests.envSecretManifest({
        plan: {
          ...plan,
          envSecret: knativeManifests.envSecretName(name, operationId),
        },
        build,
        env,
      }),
      { force: true, signal },
    );
  const manifest = knativeManifests.buildRunManifest({
    plan,
    build,
    requestedAt: new Date(),
  });
  try {
    await client.create(run, manifest, { signal });
  } catch (error) {
    // another process was as fast with the same operation
    if (!(error instanceof ConflictError)) throw error;
  }
  return runName;
}

/** What a function that is there was made of; undefined when nobody wrote down where its source is. */
export function planOf(
  platform: FunctionPlatformConfig,
  { service, build, name, namespace }: PlatformFunction,
  run: { projectId: string; requester: string; operationId: string },
): knativeManifests.FunctionPlan | undefined {
  const origin = build ?? service;
  const { labels = {}, annotations = {} } = origin?.metadata ?? {};
  const source = build?.spec.source;
  const url =
    source?.git?.url ??
    service?.metadata.annotations[functionAnnotations.gitUrl];
  const where = namespace?.metadata.name ?? origin?.metadata.namespace;
  if (!url || !where) return undefined;
  return {
    ...run,
    namespace: where,
    name,
    git: {
      url,
      revision:
        source?.git?.revision ??
        service?.metadata.annotations[functionAnnotations.gitRevision] ??
        'main',
      contextDir: source?.contextDir ?? '',
    },
    runtime: labels[functionLabels.runtime] ?? 'node',
    invoke:
      annotations[functionAnnotations.invoke] === 'cloudevent'
        ? 'cloudevent'
        : 'http',
    environment: annotations[functionAnnotations.environment],
    envSecret: annotations[functionAnnotations.envSecret],
    buildStrategy: platform.buildStrategy,
    registry: platform.registry,
  };
}
