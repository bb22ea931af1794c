import { createBackendModule } from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import type { Changes } from '@flytower/cloud-common';
import {
  clusterDetailsSchema,
  clusterListSchema,
} from '@flytower/cloud-common/clusters';
import {
  startCloudBackend,
  type CloudBackend,
} from '@flytower/simulated-cloud/testUtils';
import { projectsOfTheCompany } from './__testUtils__/projectsOfTheCompany';
import { clustersPlugin } from './plugin';

jest.setTimeout(240_000);

describe('clusters on the simulated cloud', () => {
  let cloud: CloudBackend;
  const told: string[] = [];

  beforeAll(async () => {
    cloud = await startCloudBackend({
      cloud: { company: { clusters: 12 } },
      features: [
        clustersPlugin,
        projectsOfTheCompany(() => cloud?.cloud.context.company),
        listener(told),
      ],
    });
  });
  afterAll(() => cloud?.stop());

  const ask = (path: string, init?: { method: string; body: unknown }) =>
    cloud.as('user:default/ines.duarte').fetch(`/api/clusters${path}`, init);
  const list = async () =>
    clusterListSchema.parse(await (await ask('/clusters?limit=500')).json());
  const get = async (id: string) =>
    clusterDetailsSchema.parse(await (await ask(`/clusters/${id}`)).json());

  it('shows what the company has: clusters with owners, one with a broken node, one whose agent is lost', async () => {
    await eventually(async () => {
      const { items, freshness } = await list();
      expect(freshness[0].state).toBe('fresh');
      const states = items.map(({ state }) => state);
      expect(states).toContain('active');
      expect(states).toContain('degraded');
      expect(states).toContain('agent-lost');
      expect(states).not.toContain('unknown');
      expect(items.some(({ upgrade }) => upgrade)).toBe(true);
      expect(items.filter(({ owner }) => owner).length).toBeGreaterThan(2);
    });
    const broken = (await list()).items.find(one => one.state === 'degraded');
    const { nodeList } = await get(broken?.id ?? '');
    expect(nodeList.filter(node => node.state !== 'ready')).toHaveLength(1);
  });

  it('brings a new cluster to active with its add-on ready, and tells everybody', async () => {
    const project = cloud.cloud.context.company.projects[0];
    const { versions, addons } = await (await ask('/choices')).json();
    const started = await ask('/operations/create-cluster/start', {
      method: 'POST',
      body: {
        input: {
          projectId: project.id,
          name: 'made-by-test',
          region: 'north',
          version: versions.find(
            (one: { recommended: boolean }) => one.recommended,
          ).version,
          controlPlane: { count: 1, flavor: 'm1.large' },
          workers: { count: 2, flavor: 'm1.large' },
          addons: [addons[0].name],
        },
      },
    });
    expect(started.status).toBe(202);
    const id = 'main.made-by-test';

    const seen = new Set<string>();
    await eventually(async () => {
      const now = await get(id);
      seen.add(now.state);
      expect(now).toMatchObject({
        state: 'active',
        projectName: project.name,
        nodes: { total: 3, ready: 3 },
      });
      expect(now.addons).toContainEqual(
        expect.objectContaining({
          name: addons[0].name,
          state: 'ready',
          managed: true,
        }),
      );
    }, 180_000);
    expect([...seen]).toContain('provisioning');
    expect(told).toContain(id);
  });
});

function listener(told: string[]) {
  return createBackendModule({
    pluginId: 'clusters',
    moduleId: 'listener',
    register(env) {
      env.registerInit({
        deps: { events: eventsServiceRef },
        async init({ events }) {
          await events.subscribe({
            id: 'listener',
            topics: ['cloud.clusters'],
            async onEvent({ eventPayload }) {
              const { changes } = eventPayload as Changes;
              told.push(...changes.map(({ id }) => id));
            },
          });
        },
      });
    },
  });
}

async function eventually(check: () => Promise<void>, withinMs = 60_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 300));
    }
  }
}
