import type { LoggerService } from '@backstage/backend-plugin-api';
import { cloudLabels } from '@flytower/cloud-common';
import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  functionAnnotations,
  knativeKinds,
  knativeManifests,
} from '@flytower/cloud-node/upstream/knative';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlatformFunction } from '../map/toFunction';

const retryMs = { first: 2_000, longest: 60_000 };

/**
 * Deploys what has been built. It remembers nothing: whatever it has to know is written on the platform's objects, so
 * a deployment that began before the portal was restarted is seen to its end, by this process or by another one.
 */
export class Deployer {
  private readonly problems = new Map<string, string>();
  private readonly busy = new Set<string>();
  private readonly again = new Set<string>();
  private client?: KubernetesClient;
  private changed: (key: string) => void = () => {};

  constructor(
    private readonly options: {
      logger: LoggerService;
      signal: AbortSignal;
      objectsOf(key: string): PlatformFunction | undefined;
    },
  ) {}

  start(client: KubernetesClient, changed: (key: string) => void): void {
    this.client = client;
    this.changed = changed;
    for (const key of this.again) this.look(key);
  }

  /** Why a function that has been built could not be deployed, when that is so. */
  problemOf(key: string): string | undefined {
    return this.problems.get(key);
  }

  /** Something about this function changed. */
  look(key: string): void {
    if (this.busy.has(key) || !this.client) {
      this.again.add(key);
      return;
    }
    if (!toDeploy(this.options.objectsOf(key))) {
      this.problems.delete(key);
      return;
    }
    this.busy.add(key);
    void this.bring(key, this.client).finally(() => {
      this.busy.delete(key);
      if (this.again.delete(key)) this.look(key);
    });
  }

  private async bring(key: string, client: KubernetesClient): Promise<void> {
    const { signal, logger, objectsOf } = this.options;
    let delay = retryMs.first;
    while (!signal.aborted) {
      const work = toDeploy(objectsOf(key));
      if (!work) return;
      try {
        await deploy(client, work, signal);
        this.problems.delete(key);
        return;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        logger.warn(`Cannot deploy the function ${key}: ${message}`);
        this.problems.set(key, message);
        this.changed(key);
      }
      await wait(delay, undefined, { signal, ref: false }).catch(() => {});
      delay = Math.min(delay * 2, retryMs.longest);
    }
  }
}

interface Work {
  build: knativeKinds.ShipwrightBuild;
  run: knativeKinds.ShipwrightBuildRun;
  digest: string;
}

/** What is to be deployed: the newest build, when it succeeded and is not deployed. */
function toDeploy(objects: PlatformFunction | undefined): Work | undefined {
  const { service, build, runs = [] } = objects ?? {};
  const [run] = runs;
  const digest = run?.status?.output?.digest;
  const succeeded = run?.status?.conditions?.some(
    condition => condition.type === 'Succeeded' && condition.status === 'True',
  );
  if (!build || !run || !digest || !succeeded) return undefined;
  if (build.metadata.labels[cloudLabels.managedBy] !== 'flytower')
    return undefined;
  if (service?.metadata.deletionTimestamp || build.metadata.deletionTimestamp)
    return undefined;
  const { deployed, buildRun } = functionAnnotations;
  const isDeployed =
    service?.metadata.annotations[buildRun] === run.metadata.name;
  if (isDeployed && build.metadata.annotations[deployed]) return undefined;
  return { build, run, digest };
}

async function deploy(
  client: KubernetesClient,
  work: Work,
  signal: AbortSignal,
): Promise<void> {
  const { build } = work;
  const service = await client.apply(
    knativeKinds.knativeService,
    knativeManifests.serviceManifest(work),
    { force: true, signal },
  );
  const { namespace, name } = build.metadata;
  await client.patch(
    knativeKinds.shipwrightBuild,
    { namespace, name },
    knativeManifests.deployedBuildPatch(service),
    { signal },
  );
}
