import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Freshness } from '@flytower/cloud-common';
import { FreshnessTracker } from '@flytower/cloud-node';
import {
  FunctionPlatform,
  knativeKinds,
  knativeManifests,
} from '@flytower/cloud-node/upstream/knative';
import {
  platformCrds,
  startRancher,
} from '@flytower/simulated-cloud/testUtils';
import { setTimeout as pause } from 'node:timers/promises';
import { PlatformCollector } from '../collect/PlatformCollector';
import { Platforms } from '../collect/Platforms';
import { FunctionMaker } from '../deploy/FunctionMaker';
import { GitHosts } from '../deploy/gitHosts';
import { startBuild } from '../deploy/startBuild';
import type { FunctionsDomain } from '../operations';

export const shop = { id: 'f00d', name: 'Shop', enabled: true };

const git = {
  url: 'https://git.test/team/repository.git',
  revision: 'main',
  contextDir: 'functions/hello',
};

/** A function platform without its controllers: nothing happens on it but what a test writes. */
export async function startQuietPlatform(name: string) {
  const rancher = await startRancher();
  rancher.server.management.install(platformCrds);
  const [platform] = FunctionPlatform.fromConfig(
    new ConfigReader({
      cloud: {
        functions: {
          platforms: [
            {
              name,
              title: name,
              url: rancher.url,
              token: rancher.token,
              caFile: rancher.caFile,
              buildStrategy: 'flytower-node',
              registry: 'registry.test/functions',
            },
          ],
        },
      },
    }),
  );
  const client = await platform.connect();
  return {
    name,
    rancher,
    client,
    platform,
    /** Answers nobody who wants to read these kinds. */
    hide(status: number, ...plurals: string[]) {
      rancher.refuse(request => {
        const { pathname } = new URL(request.url);
        return request.method === 'GET' &&
          plurals.some(plural => pathname.endsWith(`/${plural}`))
          ? Response.json({ kind: 'Status', code: status }, { status })
          : undefined;
      });
    },
    show() {
      rancher.refuse(undefined);
    },
    /** A namespace of the project with a function "hello", as the portal deploys it. */
    async deployHello() {
      const namespace = 'shop';
      const where = { namespace, name: 'hello' };
      await client.create(
        knativeKinds.coreNamespace,
        knativeManifests.namespaceManifest({
          name: namespace,
          projectId: shop.id,
        }),
      );
      const runName = await startBuild({
        client,
        plan: {
          ...where,
          git,
          operationId: 'op-0',
          projectId: shop.id,
          runtime: 'node',
          invoke: 'http',
          requester: 'user:default/ines.duarte',
          buildStrategy: 'flytower-node',
          registry: 'registry.test/functions',
        },
      });
      const [build, run] = await Promise.all([
        client.get(knativeKinds.shipwrightBuild, where),
        client.get(knativeKinds.shipwrightBuildRun, {
          namespace,
          name: runName,
        }),
      ]);
      const service = await client.apply(
        knativeKinds.knativeService,
        knativeManifests.serviceManifest({ build, run, digest: 'sha256:1' }),
      );
      await client.patch(
        knativeKinds.shipwrightBuild,
        where,
        knativeManifests.deployedBuildPatch(service),
      );
      return { where, functionId: `${name}.shop.hello` };
    },
    stop: () => rancher.stop(),
  };
}

export type QuietPlatform = Awaited<ReturnType<typeof startQuietPlatform>>;

/** A backend that has just come up, as far as operations see it. */
export function collect(...platforms: QuietPlatform[]) {
  const stopping = new AbortController();
  const trackers: FreshnessTracker[] = [];
  const collectors = platforms.map(({ platform }) => {
    const tracker = new FreshnessTracker({
      source: platform.config.name,
      kind: 'knative',
      staleAfterMs: 60_000,
    });
    trackers.push(tracker);
    return new PlatformCollector({
      platform,
      logger: mockServices.logger.mock(),
      signal: stopping.signal,
      reporterFor: collection => tracker.part(collection),
      onChanges: () => {},
      times: { backoff: { firstMs: 100, maxMs: 100 } },
    });
  });
  const seen = new Platforms(collectors, () =>
    trackers.map(tracker => tracker.get()),
  );
  const gitHosts = GitHosts.fromConfig(
    new ConfigReader({
      integrations: {
        gitea: [{ host: 'git.test', baseUrl: 'https://git.test' }],
      },
    }),
  );
  const domain: FunctionsDomain = {
    platforms: seen,
    gitHosts,
    maker: new FunctionMaker({ platforms: seen, gitHosts }),
    project: async () => shop,
  };
  return {
    domain,
    collectors,
    stop: () => stopping.abort(),
    run: (operationId: string) => ({
      domain,
      operationId,
      requester: 'user:default/ines.duarte',
      reason: '',
      startedAt: new Date().toISOString(),
      signal: stopping.signal,
      logger: mockServices.logger.mock(),
    }),
    /** Waits until every source is as it is wanted. */
    async until(condition: (fresh: Freshness) => boolean) {
      await waitFor(() => seen.freshness().every(condition));
    },
  };
}

export async function waitFor(condition: () => boolean, timeoutMs = 20_000) {
  const end = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('It never came to that');
    await pause(20);
  }
}

/** A request for the function that `deployHello` deploys. */
export const helloRequest = {
  projectId: shop.id,
  name: 'hello',
  git,
  runtime: 'node',
  invoke: 'http' as const,
};
