import { eventually, startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

describe('the nodes of a cluster', () => {
  let door: Awaited<ReturnType<typeof startOperating>>;

  beforeAll(async () => {
    door = await startOperating();
  });
  afterEach(() => door.giveRoom());
  afterAll(() => door?.stop());

  const lost = () => door.clusterWith(({ state }) => state === 'agent-lost');
  const withServers = (wanted: number) =>
    door.clusterWith(
      ({ state, pools }) => state === 'active' && pools[0].desired === wanted,
    );
  const namesOf = (
    { nodeList }: Awaited<ReturnType<typeof door.get>>,
    role: 'etcd' | 'worker',
  ) =>
    nodeList
      .filter(({ roles }) => roles.includes(role))
      .map(({ name }) => name);

  describe('are more', () => {
    const workersOf = async (id: string) =>
      namesOf(await door.get(id), 'worker').length;

    it('by what was asked for, once, though it was asked twice', async () => {
      const { id } = await withServers(1);
      const before = await workersOf(id);
      const input = { clusterId: id, count: 2 };
      const key = { idempotencyKey: 'two-more' };
      const first = await door.start('add-workers', input, key);
      const second = await door.start('add-workers', input, key);
      expect(second.body.id).toBe(first.body.id);
      const wanted = before + 2;
      const message = `${wanted} of ${wanted} nodes of pool workers are ready`;
      expect(await door.settled(first.body.id)).toMatchObject({
        state: 'succeeded',
        outcome: `${message}.`,
        steps: [{ name: 'Machines of pool workers', state: 'done' }],
        upstream: { clusterId: id, pool: 'workers' },
      });
      await eventually(async () => expect(await workersOf(id)).toBe(wanted));
    });

    it('only in pools of workers', async () => {
      const { id } = await withServers(1);
      expect(
        await door.choices('add-workers', 'pool', { clusterId: id }),
      ).toEqual(['workers']);
      const input = { clusterId: id, pool: 'control-plane', count: 1 };
      expect(await door.precheck('add-workers', input)).toMatchObject([
        {
          severity: 'blocks',
          field: 'pool',
          message: expect.stringContaining('choose one of workers'),
        },
      ]);
      expect(await door.refusal('add-workers', input)).toMatch(
        /^4\d\d .*no pool of workers "control-plane"/,
      );
    });

    it('only on what is left of the quota', async () => {
      const { id, region, pools } = await withServers(1);
      const input = { clusterId: id, count: 3 };
      const item = {
        region: region ?? '',
        name: 'cores' as const,
        limit: 20,
        used: 18,
      };
      door.setQuota([item]);
      expect(await door.precheck('add-workers', input)).toEqual([
        {
          severity: 'blocks',
          field: 'count',
          message: `3 × ${pools[1].flavor} need 6 cores, but only 2 cores are left of its project's quota in region ${region}`,
        },
      ]);
      door.setQuota([{ ...item, limit: 24 }]);
      expect(await door.precheck('add-workers', input)).toEqual([]);
      door.setQuota(undefined);
      expect(await door.precheck('add-workers', input)).toMatchObject([
        {
          severity: 'warns',
          message: expect.stringContaining('cannot be read'),
        },
      ]);
    });

    it('not in numbers that nobody means, nor where there is nothing to add to', async () => {
      const { id } = await withServers(1);
      const refuse = (input: object) => door.refusal('add-workers', input);
      expect(await refuse({ clusterId: id, count: 0 })).toMatch(/^400 .*count/);
      expect(await refuse({ clusterId: id, count: 51 })).toMatch(
        /^400 .*count/,
      );
      expect(await refuse({ clusterId: id })).toMatch(/^400 .*count/);
      expect(await refuse({ clusterId: id, count: 1, flavor: 'x' })).toMatch(
        /^400 .*flavor/,
      );
      expect(await refuse({ clusterId: 'main.nothing', count: 1 })).toMatch(
        /^404/,
      );
      expect(await refuse({ clusterId: (await lost()).id, count: 1 })).toMatch(
        /^4\d\d .*Rancher has lost the connection/,
      );
    });
  });

  describe('are replaced', () => {
    it('when they are broken', async () => {
      const { id, name } = await door.clusterWith(
        ({ state }) => state === 'degraded',
      );
      const before = await door.get(id);
      const broken = before.nodeList.find(({ state }) => state !== 'ready');
      const node = broken?.name ?? '';
      expect(
        await door.precheck('replace-node', { clusterId: id, node }),
      ).toMatchObject([
        {
          severity: 'warns',
          message: expect.stringContaining(`${name} is not well`),
        },
      ]);
      expect(
        await door.operate('replace-node', { clusterId: id, node }),
      ).toMatchObject({
        state: 'succeeded',
        outcome: expect.stringContaining(`${node} is replaced`),
        steps: [
          { name: `Drain and delete ${node}`, state: 'done' },
          { name: 'New node is ready', state: 'done' },
        ],
      });
      await eventually(async () => {
        const after = await door.get(id);
        expect(after.state).toBe('active');
        expect(after.nodes).toEqual({
          total: before.nodes.total,
          ready: before.nodes.total,
        });
        expect(after.nodeList.map(one => one.name)).not.toContain(node);
      });
    });

    it('one by one: while one goes, another is refused', async () => {
      const { id } = await withServers(3);
      const [first, second] = namesOf(await door.get(id), 'worker');
      const going = await door.start('replace-node', {
        clusterId: id,
        node: first,
      });
      expect(
        await door.refusal('replace-node', { clusterId: id, node: second }),
      ).toMatch(/^409/);
      expect((await door.settled(going.body.id)).state).toBe('succeeded');
    });

    it('but not the last member of etcd, nor one that its quorum needs', async () => {
      const single = await withServers(1);
      const [alone] = namesOf(await door.get(single.id), 'etcd');
      expect(
        await door.refusal('replace-node', {
          clusterId: single.id,
          node: alone,
        }),
      ).toMatch(/^4\d\d .*is the last member of etcd/);

      const { id, name } = await withServers(3);
      const [first, second] = namesOf(await door.get(id), 'etcd');
      const input = { clusterId: id, node: second };
      expect(await door.precheck('replace-node', input)).toEqual([]);
      const { scenarios } = door.cloud.context;
      scenarios.set({
        name: 'node-broken',
        on: true,
        target: `${name}/${first}`,
      });
      await eventually(async () =>
        expect(await door.precheck('replace-node', input)).toContainEqual({
          severity: 'blocks',
          field: 'node',
          message: `Without ${second} etcd has 1 of 3 members and loses its quorum of 2`,
        }),
      );
      // the broken one itself is what has to go
      const broken = await door.precheck('replace-node', {
        ...input,
        node: first,
      });
      expect(broken).toMatchObject([{ severity: 'warns' }]);
      scenarios.set({ name: 'node-broken', on: false });
    });

    it('but not with a pod that may not be disrupted', async () => {
      const found = await eventually(async () => {
        for (const { id, state } of await door.list()) {
          if (state !== 'active') continue;
          const nodes = namesOf(await door.get(id), 'worker');
          for (const node of nodes) {
            const input = { clusterId: id, node };
            const [problem] = await door.precheck('replace-node', input);
            if (problem) return problem;
          }
        }
        throw new Error('No cluster has it');
      });
      expect(found).toEqual({
        severity: 'blocks',
        field: 'node',
        message: expect.stringMatching(
          /^Pod ledger\/ledger-\S+ on \S+ may not be disrupted now, by the disruption budget "ledger": it needs 1 healthy pods and has 1$/,
        ),
      });
    });

    it('of those that are there', async () => {
      const { id, name } = await withServers(3);
      const { nodeList } = await door.get(id);
      const names = await door.choices('replace-node', 'node', {
        clusterId: id,
      });
      expect(names.sort()).toEqual(nodeList.map(one => one.name).sort());
      const refuse = (input: object) => door.refusal('replace-node', input);
      expect(await refuse({ clusterId: id, node: 'nobody' })).toMatch(
        new RegExp(`^4.. .*${name} has no node "nobody"`),
      );
      expect(await refuse({ clusterId: id })).toMatch(/^400 .*node/);
      const away = await lost();
      expect(await refuse({ clusterId: away.id, node: 'any' })).toMatch(
        /bring its agent back first/,
      );
    });
  });
});
