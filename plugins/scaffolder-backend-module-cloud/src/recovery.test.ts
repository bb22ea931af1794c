import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { NewCluster } from '@flytower/cloud-common/clusters';
import type { ClustersService } from '@flytower/cloud-node';
import { createClusterCreateAction } from './actions/createClusterCreateAction';
import { createClusterWaitAction } from './actions/createClusterWaitAction';
import type { Doors } from './actions/doors';
import { aCluster } from './__testUtils__/samples';

/** A door that makes one cluster per idempotency key, like the real one. */
function doorsThat(options: { failAfterMaking?: boolean } = {}) {
  const made = new Map<string, ReturnType<typeof aCluster>>();
  let cutOff = options.failAfterMaking;
  const clusters: Partial<ClustersService> = {
    async createCluster(input: NewCluster) {
      const key = input.idempotencyKey ?? '';
      const cluster = made.get(key) ?? aCluster({ name: input.name });
      made.set(key, cluster);
      if (cutOff) {
        cutOff = false;
        throw new Error('socket hang up');
      }
      return cluster;
    },
    getCluster: async () => aCluster(),
  };
  return { doors: { clusters, everyMs: 1 } as Doors, made };
}

const input = {
  projectId: 'p1',
  name: 'shop',
  region: 'north',
  version: 'v1.34.2+rke2r1',
  controlPlane: { count: 1, flavor: 'm1.medium' },
  workers: { count: 2, flavor: 'm1.large' },
};

/** What the scaffolder keeps of a task over a restart of the portal. */
function contextOf<T extends JsonObject>(
  taskInput: T,
  saved = new Map<string, unknown>(),
) {
  return {
    ...createMockActionContext({ input: taskInput }),
    task: { id: 'task-1' },
    step: { id: 'create', name: 'Create' },
    getInitiatorCredentials: async () => mockCredentials.user(),
    async checkpoint<V>({ key, fn }: { key: string; fn(): V | Promise<V> }) {
      if (!saved.has(key)) saved.set(key, await fn());
      return saved.get(key) as V;
    },
  };
}

describe('a portal that is killed', () => {
  it('asks for the same cluster when it was killed before it heard the answer', async () => {
    const { doors, made } = doorsThat({ failAfterMaking: true });
    const action = createClusterCreateAction(doors);
    const first = contextOf(input);
    await expect(action.handler(first)).rejects.toThrow('socket hang up');

    const again = contextOf(input);
    await action.handler(again);
    expect(made.size).toBe(1);
    expect(again.output).toHaveBeenCalledWith('id', 'main.shop');
  });

  it('does not ask again when it had heard the answer', async () => {
    const { doors, made } = doorsThat();
    const saved = new Map<string, unknown>();
    const action = createClusterCreateAction(doors);
    await action.handler(contextOf(input, saved));
    made.clear();
    await action.handler(contextOf(input, saved));
    expect(made.size).toBe(0);
  });

  it('waits on where it was, and counts its time from the first start', async () => {
    const { doors } = doorsThat();
    const anHourAgo = Date.now() - 3_600_000;
    const saved = new Map<string, unknown>([['waiting.main.shop', anHourAgo]]);
    doors.clusters.getCluster = async () => aCluster({ state: 'provisioning' });
    const context = contextOf(
      { clusterId: 'main.shop', timeoutMinutes: 30 },
      saved,
    );
    await expect(
      createClusterWaitAction(doors).handler(context),
    ).rejects.toThrow('Not finished after 30 minutes');
  });
});
