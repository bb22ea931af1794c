import { eventually, startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

describe('snapshots and certificates of a cluster', () => {
  let door: Awaited<ReturnType<typeof startOperating>>;

  beforeAll(async () => {
    door = await startOperating();
  });
  afterAll(() => door?.stop());

  const snapshotsOf = async (id: string) =>
    (await door.choices('restore-snapshot', 'snapshot', { clusterId: id })).map(
      String,
    );
  const well = (name: string) =>
    door.clusterWith(
      one => one.state === 'active' && one.name.startsWith(name),
    );

  it('takes one more, though it was asked for twice', async () => {
    const { id } = await well('identity');
    const before = await snapshotsOf(id);
    const input = { clusterId: id };
    const key = { idempotencyKey: 'once' };
    const first = await door.start('take-snapshot', input, key);
    const second = await door.start('take-snapshot', input, key);
    expect(second.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      outcome: 'identity-prod has a new snapshot.',
      steps: [{ name: 'Snapshot on every server', state: 'done' }],
    });
    await eventually(async () =>
      expect(await snapshotsOf(id)).toHaveLength(before.length + 1),
    );
    // and another one by another wish
    expect((await door.operate('take-snapshot', input)).state).toBe(
      'succeeded',
    );
    await eventually(async () =>
      expect(await snapshotsOf(id)).toHaveLength(before.length + 2),
    );
  });

  it('says why one failed and what to do, and does not offer it', async () => {
    const { id, name } = await well('warehouse');
    const before = await snapshotsOf(id);
    const { scenarios } = door.cloud.context;
    scenarios.set({ name: 'snapshot-fails', on: true, target: name });
    const failed = await door.operate('take-snapshot', { clusterId: id });
    scenarios.set({ name: 'snapshot-fails', on: false });
    expect(failed).toMatchObject({
      state: 'failed',
      outcome: expect.stringMatching(
        /^The snapshot failed.*take another one\.$/,
      ),
    });
    expect(await snapshotsOf(id)).toEqual(before);
  });

  it('goes back to one', async () => {
    const { id, version } = await well('messaging');
    await door.operate('take-snapshot', { clusterId: id });
    const snapshot = await eventually(async () => {
      const all = await snapshotsOf(id);
      const [newest] = all;
      const [problem] = await door.precheck('restore-snapshot', {
        clusterId: id,
        snapshot: newest,
      });
      expect(problem).toEqual({
        severity: 'warns',
        message: expect.stringMatching(/^Everything that changed in messaging/),
      });
      return newest;
    });
    const [next] = await door.choices('upgrade-cluster', 'version', {
      clusterId: id,
    });
    await door.operate('upgrade-cluster', { clusterId: id, version: next });
    expect(
      await door.precheck('restore-snapshot', { clusterId: id, snapshot }),
    ).toContainEqual({
      severity: 'warns',
      field: 'restore',
      message: `The snapshot is of Kubernetes ${version}, and the cluster runs ${next}; restore the Kubernetes version, too`,
    });
    const done = await door.operate('restore-snapshot', {
      clusterId: id,
      snapshot,
      restore: 'kubernetesVersion',
    });
    expect(done).toMatchObject({
      state: 'succeeded',
      outcome: `messaging-prod is restored from ${snapshot}.`,
      steps: [{ state: 'done' }],
      upstream: { snapshot, generation: '1' },
    });
    await eventually(async () =>
      expect(await door.get(id)).toMatchObject({ version, state: 'active' }),
    );
  });

  it('goes back only to what is there, is whole and its own', async () => {
    const { id } = await well('identity');
    const other = await well('search');
    const [foreign] = await snapshotsOf(other.id);
    expect(foreign).toBeDefined();
    for (const snapshot of ['nothing', foreign]) {
      expect(
        await door.precheck('restore-snapshot', { clusterId: id, snapshot }),
      ).toEqual([
        {
          severity: 'blocks',
          field: 'snapshot',
          message: `identity-prod has no snapshot "${snapshot}"; choose one of its own`,
        },
      ]);
    }
    const broken = await well('warehouse');
    const { snapshots } = await door.get(broken.id);
    const failed = snapshots.find(({ state }) => state === 'failed');
    expect(
      await door.refusal('restore-snapshot', {
        clusterId: broken.id,
        snapshot: failed?.name,
      }),
    ).toMatch(/^4\d\d .*is failed.*choose another one/);
    expect(await door.refusal('restore-snapshot', { clusterId: id })).toMatch(
      /^400 .*snapshot/,
    );
    expect(
      await door.refusal('restore-snapshot', {
        clusterId: id,
        snapshot: 'x',
        restore: 'everything',
      }),
    ).toMatch(/^400 .*restore/);
  });

  it('rotates certificates that expire soon, once, though it was asked for twice', async () => {
    const soon = Date.now() + 30 * 86_400_000;
    const all = await Promise.all(
      (await door.list()).map(({ id }) => door.get(id)),
    );
    const expiring = all.find(
      ({ certificatesExpireAt: at }) => at && Date.parse(at) < soon,
    );
    const input = { clusterId: expiring?.id };
    const key = { idempotencyKey: 'rotate' };
    const first = await door.start('rotate-certificates', input, key);
    const second = await door.start('rotate-certificates', input, key);
    expect(second.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      outcome: expect.stringContaining('has new certificates'),
      upstream: { generation: '1' },
    });
    await eventually(async () => {
      const { certificatesExpireAt: at } = await door.get(expiring?.id ?? '');
      expect(Date.parse(at ?? '')).toBeGreaterThan(soon);
    });
  });

  it('warns that one server alone does not answer meanwhile', async () => {
    const { id } = await well('identity');
    expect(
      await door.precheck('rotate-certificates', { clusterId: id }),
    ).toEqual([
      {
        severity: 'warns',
        message: 'It has one server: its API does not answer for a minute',
      },
    ]);
  });

  it('does none of it where nothing would reach the cluster', async () => {
    const lost = await door.clusterWith(({ state }) => state === 'agent-lost');
    for (const kind of ['take-snapshot', 'rotate-certificates']) {
      expect(await door.refusal(kind, { clusterId: lost.id })).toMatch(
        /^4\d\d .*bring its agent back first/,
      );
      expect(await door.refusal(kind, { clusterId: 'main.no' })).toMatch(
        /^404/,
      );
      expect(await door.refusal(kind, {})).toMatch(/^400 .*clusterId/);
    }
  });
});
