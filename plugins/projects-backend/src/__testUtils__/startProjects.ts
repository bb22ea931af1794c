import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { clustersServiceRef, type ClustersService } from '@flytower/cloud-node';
import {
  startOpenStack,
  type OpenStackOptions,
  type SimulatedOpenStack,
} from '@flytower/simulated-cloud/testUtils';
import type { JsonObject } from '@backstage/types';
import { projectsPlugin } from '../plugin';

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

/** What the projects plugin asks the door of the clusters. */
function clustersOf(machines: Map<string, string[]>) {
  const door: Record<string, (input: never) => Promise<unknown>> = {
    listClusters: async ({ projectId }: { projectId: string[] }) => ({
      items: projectId
        .filter(id => machines.has(id))
        .map(id => ({ id: `main.${id}`, name: 'shop' })),
    }),
    getCluster: async (id: string) => ({
      nodeList: machines.get(id.replace('main.', ''))!.map(name => ({ name })),
    }),
  };
  return createServiceFactory({
    service: clustersServiceRef,
    deps: {},
    factory: () => door as unknown as ClustersService,
  });
}

/** The projects backend on a simulated OpenStack, through its front door. */
export async function startProjects(
  options: {
    features?: Features;
    account?: { username: string; password: string };
    cloud?: OpenStackOptions;
    /** Machines of the cluster `shop`, by the project that it is in; without any there are no clusters. */
    machines?: Map<string, string[]>;
    /** Seconds between two reads. */
    refreshSeconds?: number;
    /** `cloud.projects` of the configuration. */
    projects?: JsonObject;
    /** Whether the policy is asked, of a plugin `permission` among the features. */
    permissions?: boolean;
  } = {},
) {
  const cloud: SimulatedOpenStack = await startOpenStack(options.cloud);
  const backend = await startTestBackend({
    features: [
      projectsPlugin,
      eventsServiceFactory,
      clustersOf(options.machines ?? new Map()),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          permission: { enabled: options.permissions ?? false },
          cloud: {
            projects: options.projects ?? {},
            openstack: [
              {
                name: 'main',
                authUrl: cloud.authUrl,
                domains: [cloud.company.domain],
                auth: {
                  username: 'portal',
                  password: 'portal-secret',
                  projectName: 'admin',
                  ...options.account,
                },
              },
            ],
            endpoints: { allow: ['127.0.0.0/8'] },
            refresh: { projects: options.refreshSeconds ?? 1 },
          },
        },
      }),
      ...(options.features ?? []),
    ],
  });
  return {
    cloud,
    server: backend.server,
    async stop() {
      await backend.stop();
      await cloud.stop();
    },
  };
}

/** Tries again until it does not throw. */
export async function eventually<T>(
  attempt: () => Promise<T>,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
