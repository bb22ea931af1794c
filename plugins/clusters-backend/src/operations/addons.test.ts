import { eventually, startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

const secret = 'hunter2';

describe('add-ons of a cluster', () => {
  let door: Awaited<ReturnType<typeof startOperating>>;

  beforeAll(async () => {
    door = await startOperating();
  });
  afterAll(() => door?.stop());

  const search = 'main.search-prod';
  const addonOf = async (clusterId: string, name: string) =>
    (await door.get(clusterId)).addons.find(one => one.name === name);

  it('are installed once, though they were asked for twice, and their values are never shown', async () => {
    const input = {
      clusterId: search,
      addon: 'cert-manager',
      values: { token: secret },
    };
    const key = { idempotencyKey: 'once' };
    const first = await door.start('install-addon', input, key);
    const second = await door.start('install-addon', input, key);
    expect(second.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      input: { values: '***' },
      outcome: 'cert-manager v1.18.2 is ready on search-prod.',
      upstream: { addon: 'cert-manager', version: 'v1.18.2' },
    });
    expect(await addonOf(search, 'cert-manager')).toMatchObject({
      version: 'v1.18.2',
      state: 'ready',
      managed: true,
    });
    const { body } = await door.ask('/operations');
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('are installed as they come when no values are given', async () => {
    const done = await door.operate('install-addon', {
      clusterId: search,
      addon: 'velero',
    });
    expect(done).toMatchObject({ state: 'succeeded', input: { values: {} } });
  });

  it('are said to have failed, with the reason and a way out', async () => {
    const failing = (
      await Promise.all((await door.list()).map(({ id }) => door.get(id)))
    ).find(({ addons }) => addons.some(({ state }) => state === 'failed'));
    const clusterId = failing?.id ?? '';
    expect(
      await door.operate('install-addon', {
        clusterId,
        addon: 'loki',
        values: { replicas: 'many' },
      }),
    ).toMatchObject({
      state: 'failed',
      outcome: expect.stringMatching(
        /^loki 6\.36\.1 failed on identity-prod: .*Choose other values/s,
      ),
    });
    const cured = { clusterId, addon: 'loki', values: { replicas: 2 } };
    expect(await door.operate('install-addon', cured)).toMatchObject({
      state: 'succeeded',
    });
  });

  it('are not installed in versions that there are not, nor where nothing is', async () => {
    const precheck = (more: object) =>
      door.precheck('install-addon', { clusterId: search, ...more });
    expect(await precheck({ addon: 'nothing' })).toEqual([
      {
        severity: 'blocks',
        field: 'addon',
        message: 'There is no add-on named "nothing"',
      },
    ]);
    expect(await precheck({ addon: 'velero', version: '1' })).toEqual([
      {
        severity: 'blocks',
        field: 'version',
        message: 'Velero has no version 1; choose one of 10.0.13, 9.2.0, 8.7.2',
      },
    ]);
    const lost = await door.clusterWith(({ state }) => state === 'agent-lost');
    expect(
      await door.precheck('install-addon', {
        clusterId: lost.id,
        addon: 'velero',
      }),
    ).toMatchObject([
      {
        severity: 'warns',
        message: expect.stringContaining('as soon as it can'),
      },
    ]);
    const refuse = (input: object) => door.refusal('install-addon', input);
    expect(await refuse({ clusterId: 'main.no', addon: 'velero' })).toMatch(
      /^404/,
    );
    expect(await refuse({ clusterId: search })).toMatch(/^400 .*addon/);
    expect(
      await refuse({ clusterId: search, addon: 'velero', values: 'x' }),
    ).toMatch(/^400 .*values/);
    const versionsOf = (kind: string, addon: string, clusterId?: string) =>
      door.choices(kind, 'version', { clusterId, addon });
    const all = ['10.0.13', '9.2.0', '8.7.2'];
    expect(await versionsOf('install-addon', 'velero')).toEqual(all);
    // it is there: it can get other values, and be brought to another version
    expect(await versionsOf('install-addon', 'velero', search)).toEqual([
      '10.0.13',
    ]);
    expect(await versionsOf('upgrade-addon', 'velero', search)).toEqual(
      all.slice(1),
    );
  });

  it('are not brought to another version, nor emptied, by installing them once more', async () => {
    const clusterId = search;
    const again = (more: object) =>
      door.precheck('install-addon', {
        clusterId,
        addon: 'cert-manager',
        ...more,
      });
    expect(await again({ version: 'v1.16.5' })).toMatchObject([
      {
        severity: 'blocks',
        field: 'version',
        message:
          'cert-manager v1.18.2 is installed already; to bring it to v1.16.5, upgrade it (upgrade-addon)',
      },
    ]);
    expect(await again({})).toMatchObject([
      {
        severity: 'blocks',
        field: 'addon',
        message: expect.stringContaining('name values to change them'),
      },
    ]);
    expect(await again({ values: { replicaCount: 2 } })).toMatchObject([
      {
        severity: 'warns',
        field: 'values',
        message: expect.stringContaining('replace all that it has'),
      },
    ]);
  });

  it('are upgraded with the values that they have', async () => {
    const clusterId = 'main.checkout-prod';
    expect(await addonOf(clusterId, 'cert-manager')).toMatchObject({
      version: 'v1.16.5',
    });
    const values = { replicaCount: 2 };
    await door.operate('install-addon', {
      clusterId,
      addon: 'cert-manager',
      version: 'v1.16.5',
      values,
    });
    const input = { clusterId, addon: 'cert-manager', version: 'v1.18.2' };
    expect(await door.precheck('upgrade-addon', input)).toEqual([]);
    const key = { idempotencyKey: 'up' };
    const first = await door.start('upgrade-addon', input, key);
    const second = await door.start('upgrade-addon', input, key);
    expect(second.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      outcome: 'cert-manager v1.18.2 is ready on checkout-prod.',
    });
    expect(await addonOf(clusterId, 'cert-manager')).toMatchObject({
      version: 'v1.18.2',
    });
    expect(await door.precheck('upgrade-addon', input)).toEqual([
      {
        severity: 'blocks',
        field: 'version',
        message: 'cert-manager v1.18.2 is there already',
      },
    ]);
    expect(
      await door.precheck('upgrade-addon', { ...input, version: 'v1.17.4' }),
    ).toEqual([
      {
        severity: 'warns',
        field: 'version',
        message: 'v1.17.4 is older than v1.18.2; not every chart can go back',
      },
    ]);
    expect(
      await door.precheck('upgrade-addon', { ...input, version: 'v9' }),
    ).toMatchObject([
      { message: expect.stringContaining('has no version v9; choose one of') },
    ]);
    // with the same values again there is nothing to be done
    expect(
      await door.operate('install-addon', {
        clusterId,
        addon: 'cert-manager',
        values,
      }),
    ).toMatchObject({ state: 'succeeded' });
  });

  it('are taken off, and are not there to be changed any more', async () => {
    const clusterId = 'main.warehouse-prod';
    const input = { clusterId, addon: 'velero' };
    expect(
      await door.choices('remove-addon', 'addon', { clusterId }),
    ).toContain('velero');
    expect(await door.precheck('remove-addon', input)).toEqual([
      {
        severity: 'warns',
        field: 'addon',
        message: expect.stringContaining('its custom resources among it'),
      },
    ]);
    const key = { idempotencyKey: 'off' };
    const first = await door.start('remove-addon', input, key);
    const second = await door.start('remove-addon', input, key);
    expect(second.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      outcome: 'velero is off warehouse-prod.',
    });
    await eventually(async () =>
      expect(await addonOf(clusterId, 'velero')).toBeUndefined(),
    );
    for (const [kind, more] of [
      ['remove-addon', {}],
      ['upgrade-addon', { version: '10.0.13' }],
    ] as const) {
      expect(await door.precheck(kind, { ...input, ...more })).toEqual([
        {
          severity: 'blocks',
          field: 'addon',
          message:
            'The portal has installed no add-on "velero" on warehouse-prod',
        },
      ]);
      expect(await door.refusal(kind, { clusterId })).toMatch(/^400 .*addon/);
    }
  });
});
