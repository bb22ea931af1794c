import type { Cluster, ClusterAnswer } from '@flytower/cloud-common/clusters';
import type { OperationChoices } from '@flytower/cloud-common/operations';
import type { KillableBackend } from '../__testUtils__/killable/KillableBackend';
import { openPostgres } from '../__testUtils__/killable/openPostgres';
import { Stage } from '../__testUtils__/killable/Stage';
import { eventually } from '../__testUtils__/startOperating';

jest.setTimeout(300_000);

const server = process.env.FLYTOWER_TEST_POSTGRES;
const newNames = ['pair-1', 'pair-2', 'pair-3', 'pair-4'];
/** Of all that the victim writes to the journal and to Rancher, the write that it dies at. */
const middle = 18;
const resumedWithinMs = 30_000;
const clustersPath =
  /^\/apis\/provisioning\.cattle\.io\/v1\/namespaces\/[^/]+\/clusters(\/[^/]+)?$/;

/** Something that is asked for. */
interface Wish {
  kind: string;
  input: object;
}

/** What of a row of the journal tells how it stands; databases hand out numbers in their own ways. */
interface Row {
  id: string;
  state: string;
  lease_until: string | number;
  finished_at: string | number | null;
}

describe(`two backends on one ${server ? 'PostgreSQL' : 'SQLite'}`, () => {
  const postgres = server ? openPostgres(server) : undefined;
  /** Bodies of all that was written into Rancher's clusters. */
  const written: string[] = [];
  let stage: Stage;
  let backends: KillableBackend[];

  beforeAll(async () => {
    stage = await Stage.open(postgres);
    backends = [await stage.backend(), await stage.backend()];
    listen();
  });
  afterAll(async () => {
    await stage?.close();
    await postgres?.drop();
  });

  function listen() {
    const { management } = stage.cloud;
    const fetch = management.fetch.bind(management);
    management.fetch = async (request, ...others) => {
      const isWrite = ['POST', 'PATCH'].includes(request.method);
      if (!isWrite || !clustersPath.test(new URL(request.url).pathname))
        return fetch(request, ...others);
      const text = await request.clone().text();
      const answer = await fetch(request, ...others);
      if (answer.ok) written.push(text);
      return answer;
    };
  }

  const request = (
    { kind, input }: Wish,
    nth: number,
    backend: KillableBackend,
  ) => backend.begin(kind, input, `${kind}-${nth}`);

  /** New clusters, an upgrade of those that can be upgraded, and a restore of the others. */
  async function wishes(): Promise<Wish[]> {
    const [backend] = backends;
    const { items } = await backend.ask<{ items: Cluster[] }>(
      '/clusters?state=active',
    );
    const changes = items.map(async ({ id: clusterId }) => {
      const { fields } = await backend.ask<OperationChoices>(
        '/operations/upgrade-cluster/choices',
        { input: { clusterId } },
      );
      const [version] = fields.version;
      if (version)
        return {
          kind: 'upgrade-cluster',
          input: { clusterId, version: version.value },
        };
      const { snapshots } = await backend.ask<ClusterAnswer>(
        `/clusters/${clusterId}`,
      );
      const { name: snapshot } = snapshots[0];
      return { kind: 'restore-snapshot', input: { clusterId, snapshot } };
    });
    const creations = newNames.map(name => ({
      kind: 'create-cluster',
      input: {
        projectId: stage.cloud.context.company.projects[0].id,
        name,
        region: 'north',
        version: 'v1.33.5+rke2r1',
        controlPlane: { count: 1, flavor: 'm1.large' },
        workers: { count: 1, flavor: 'm1.large' },
        addons: ['cert-manager'],
      },
    }));
    return [...creations, ...(await Promise.all(changes))];
  }

  it('do everything once, also when one of them is killed -9 in the middle', async () => {
    const all = await wishes();
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(3);
    const [victim, other] = backends;
    await victim.dieAt(middle, stage.note);
    // at both doors at once, each of them the first one for half of the wishes
    const asked = await Promise.allSettled(
      all.flatMap((wish, nth) => {
        const doors = nth % 2 === 0 ? [victim, other] : [other, victim];
        return doors.map(door => request(wish, nth, door));
      }),
    );
    expect(await victim.exited).toBe('SIGKILL');
    const diedAt = Date.now();
    const left = await rows();
    // as a client does that got no answer
    const ids = await Promise.all(
      all.map((wish, nth) => request(wish, nth, other)),
    );
    const answered = asked.flatMap(answer =>
      answer.status === 'fulfilled' ? answer.value : [],
    );
    expect(ids).toEqual(expect.arrayContaining(answered));
    await eventually(async () => {
      const now = await rows();
      const waiting = left.filter(isOpen).filter(before => {
        const row = now.find(({ id }) => id === before.id)!;
        // whoever is at it says so anew, again and again
        return (
          isOpen(row) && Number(row.lease_until) <= Number(before.lease_until)
        );
      });
      if (waiting.length > 0)
        throw new Error(`Nobody has taken up ${JSON.stringify(waiting)}`);
    }, diedAt + resumedWithinMs - Date.now());
    for (const id of ids) {
      const { state, outcome } = await stage.settled(other, id);
      expect({ state, outcome }).toMatchObject({ state: 'succeeded' });
    }

    const ended = await rows();
    expect(ended.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const row of ended) {
      expect(row).toMatchObject({ lock_key: null, lease_owner: null });
    }
    // what the dead one held went on only when its lease had run out
    const resumed = left.filter(isOpen).filter(({ id, lease_until }) => {
      const end = ended.find(row => row.id === id);
      return Number(end?.finished_at) >= Number(lease_until);
    });
    expect(resumed.length).toBeGreaterThan(0);

    for (const id of ids) {
      const writes = written.filter(body => body.includes(id));
      expect({ id, writes }).toMatchObject({ writes: [expect.any(String)] });
    }
    for (const name of newNames) {
      expect(await stage.written(name)).toMatchObject({
        clusters: 1,
        machineConfigs: [expect.any(String), expect.any(String)],
        helmOps: [`${name}-cert-manager`],
      });
    }
  });

  const rows = () => stage.rows<Row[]>(async journal => journal.select('*'));
});

const isOpen = ({ state }: Row) => ['queued', 'running'].includes(state);
