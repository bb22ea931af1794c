import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import {
  startOpenStack,
  type SimulatedOpenStack,
} from '@flytower/simulated-cloud/testUtils';
import { projectsPlugin } from '../plugin';

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

/** The projects backend on a simulated OpenStack, through its front door. */
export async function startProjects(
  options: {
    features?: Features;
    account?: { username: string; password: string };
  } = {},
) {
  const cloud: SimulatedOpenStack = await startOpenStack();
  const backend = await startTestBackend({
    features: [
      projectsPlugin,
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          cloud: {
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
            refresh: { projects: 1 },
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
