import type { Cluster, ClusterAnswer } from '@flytower/cloud-common/clusters';
import type { Operation } from '@flytower/cloud-common/operations';
import type { KillableBackend } from '../__testUtils__/killable/KillableBackend';
import { Stage } from '../__testUtils__/killable/Stage';

jest.setTimeout(300_000);

const version = 'v1.33.5+rke2r1';
const newer = 'v1.34.1+rke2r1';

/** Where a backend can die that changes a cluster. */
const changing = [
  'journal: insert',
  'journal: update',
  'PATCH clusters: to be sent',
  'PATCH clusters: answered',
];

/** What is asked for at each turn of a walk, and what must be so in the end, however often a backend was killed. */
interface Walk {
  kind: string;
  input(turn: number): object;
  prepare?(turn: number): Promise<void>;
  verify(turn: number, ended: Operation): Promise<void>;
}

describe('a backend that is killed -9', () => {
  let stage: Stage;
  let backend: KillableBackend;

  beforeAll(async () => {
    stage = await Stage.open();
    backend = await stage.backend();
  });
  afterAll(() => stage?.close());

  const newCluster = (name: string) => ({
    projectId: stage.cloud.context.company.projects[0].id,
    name,
    region: 'north',
    version,
    controlPlane: { count: 1, flavor: 'm1.large' },
    workers: { count: 1, flavor: 'm1.large' },
  });

  /**
   * Turn n is killed at the n-th boundary after the request, so none is left out; the walk is over with the first turn
   * that comes to its end before. Whoever asked asks the next backend again, as a client does that got no answer.
   */
  async function walk(steps: Walk) {
    const boundaries: string[] = [];
    for (let turn = 1; ; turn++) {
      const died = await take(turn, steps);
      if (died === undefined) return boundaries;
      boundaries.push(died);
    }
  }

  /** One turn. Answers where it died, if it did. */
  async function take(turn: number, { kind, input, prepare, verify }: Walk) {
    await prepare?.(turn);
    const key = `${kind}-${turn}`;
    const first = backend;
    await first.dieAt(turn, stage.note);
    const ended = first
      .begin(kind, input(turn), key)
      .then(id => stage.settled(first, id))
      .catch(() => undefined);
    await Promise.race([
      first.exited,
      ended.then(async operation => {
        if (!operation) await first.exited;
      }),
    ]);
    if (!first.isAlive) {
      expect(await first.exited).toBe('SIGKILL');
      await stage.letLeasesRunOut();
      backend = await stage.backend();
    }
    await backend.live();
    const id = await backend.begin(kind, input(turn), key);
    await verify(turn, await stage.settled(backend, id));
    const rows = await stage.rows(journal =>
      journal.where({ idempotency_key: key }),
    );
    expect(rows).toMatchObject([{ id, lock_key: null, sealed: null }]);
    return first === backend ? undefined : first.lastWords;
  }

  it('anywhere in the creation of a cluster leaves one cluster', async () => {
    const boundaries = await walk({
      kind: 'create-cluster',
      input: turn => ({
        ...newCluster(`walk-${turn}`),
        addons: ['cert-manager'],
      }),
      async verify(turn, ended) {
        expect(ended).toMatchObject({
          state: 'succeeded',
          outcome: `walk-${turn} is active with 2 nodes and cert-manager.`,
        });
        expect(await stage.written(`walk-${turn}`)).toMatchObject({
          clusters: 1,
          machineConfigs: [expect.any(String), expect.any(String)],
          helmOps: [`walk-${turn}-cert-manager`],
        });
      },
    });
    expect(new Set(boundaries)).toEqual(
      new Set([
        'journal: insert',
        'journal: update',
        'PATCH openstackconfigs: to be sent',
        'PATCH openstackconfigs: answered',
        'POST clusters: to be sent',
        'POST clusters: answered',
        'PATCH helmops: to be sent',
        'PATCH helmops: answered',
      ]),
    );
  });

  it('anywhere in an upgrade brings the cluster there once', async () => {
    const name = (turn: number) => `upgraded-${turn}`;
    const boundaries = await walk({
      kind: 'upgrade-cluster',
      async prepare(turn) {
        if (turn % 8 !== 1) return;
        const names = Array.from({ length: 8 }, (_, nth) => name(turn + nth));
        await Promise.all(names.map(create));
      },
      input: turn => ({ clusterId: `main.${name(turn)}`, version: newer }),
      async verify(turn, ended) {
        expect(ended.state).toBe('succeeded');
        const { cluster } = await stage.written(name(turn));
        expect(cluster.spec.kubernetesVersion).toBe(newer);
        // as it was made, and changed once
        expect(cluster.metadata.generation).toBe(2);
      },
    });
    expect(new Set(boundaries)).toEqual(new Set(changing));
  });

  it('anywhere in a restore goes back to the snapshot once', async () => {
    const { items } = await backend.ask<{ items: Cluster[] }>(
      '/clusters?state=active',
    );
    const details = await Promise.all(
      items.map(({ id }) => backend.ask<ClusterAnswer>(`/clusters/${id}`)),
    );
    const { id, name, snapshots } = details.find(
      one => one.snapshots.length > 0,
    )!;
    const boundaries = await walk({
      kind: 'restore-snapshot',
      input: () => ({ clusterId: id, snapshot: snapshots[0].name }),
      async verify(turn, ended) {
        expect(ended.state).toBe('succeeded');
        const { cluster } = await stage.written(name);
        expect(cluster.spec.rkeConfig?.etcdSnapshotRestore).toMatchObject({
          name: snapshots[0].name,
          generation: turn,
        });
      },
    });
    expect(new Set(boundaries)).toEqual(new Set(changing));
  });

  async function create(name: string) {
    const id = await backend.begin('create-cluster', newCluster(name), name);
    expect((await stage.settled(backend, id)).state).toBe('succeeded');
  }
});
