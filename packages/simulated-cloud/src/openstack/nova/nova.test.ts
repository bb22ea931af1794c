import { askOpenStack, ines } from '../__testUtils__/askOpenStack';

const servers = '/north/v2.1/servers';

async function withServer() {
  const cloud = askOpenStack();
  const region = cloud.state.regions.get('north')!;
  const me = await cloud.as(ines);
  const [, small] = region.flavors;
  const create = (fields: object = {}) =>
    me.post('nova', servers, {
      server: {
        name: 'web-1',
        flavorRef: small.id,
        imageRef: region.images.values()[0].id,
        networks: 'none',
        ...fields,
      },
    });
  const { body } = await create();
  const path = `${servers}/${body.server.id}`;
  await cloud.clock.advance(15_000);
  const show = async () => (await me.get('nova', path)).body.server;
  const act = (action: object) => me.post('nova', `${path}/action`, action);
  return { ...cloud, region, me, create, path, show, act };
}

describe('the simulated Nova', () => {
  it('does nothing to a server that is busy, and has it done when time has passed', async () => {
    const { act, clock, show } = await withServer();
    expect((await act({ 'os-stop': null })).status).toBe(202);
    expect(await show()).toMatchObject({
      status: 'ACTIVE',
      'OS-EXT-STS:task_state': 'powering-off',
    });
    expect((await act({ reboot: { type: 'HARD' } })).status).toBe(409);
    await clock.advance(3_000);
    expect(await show()).toMatchObject({
      status: 'SHUTOFF',
      'OS-EXT-STS:task_state': null,
    });
    expect((await act({ 'os-stop': null })).body).toMatchObject({
      conflictingRequest: {
        message: expect.stringMatching(
          /^Cannot 'stop' instance .* while it is in vm_state stopped$/,
        ),
      },
    });
  });

  it('resizes within the quota, and waits for somebody to confirm', async () => {
    const { act, clock, region, scenarios, show } = await withServer();
    const large = region.flavors.find(({ name }) => name === 'm1.large')!;
    const resize = () => act({ resize: { flavorRef: large.id } });
    scenarios.set({ name: 'quota-exceeded', on: true });
    expect((await resize()).status).toBe(403);
    scenarios.set({ name: 'quota-exceeded', on: false });

    await resize();
    expect((await show()).status).toBe('RESIZE');
    await clock.advance(10_000);
    expect(await show()).toMatchObject({
      status: 'VERIFY_RESIZE',
      flavor: { original_name: 'm1.large', vcpus: large.vcpus },
    });
    expect((await act({ confirmResize: null })).status).toBe(204);
    expect((await show()).status).toBe('ACTIVE');
  });

  it('shows flavors by reference to clients of old', async () => {
    const { me, path, send } = await withServer();
    const old = await send('nova', 'GET', path, {
      token: me.token,
      headers: { 'openstack-api-version': 'compute 2.1' },
    });
    expect(old.headers.get('openstack-api-version')).toBe('compute 2.1');
    expect(old.body.server.flavor).toEqual({
      id: expect.any(String),
      links: [{ rel: 'bookmark', href: expect.any(String) }],
    });
    expect(old.body.server).not.toHaveProperty('tags');
  });

  it.each([
    ['a flavor', { flavorRef: '999' }, 'Flavor 999 could not be found.'],
    ['an image', { imageRef: 'none' }, 'Can not find requested image'],
    [
      'a network',
      { networks: [{ uuid: 'nowhere' }] },
      'Network nowhere could not be found.',
    ],
    ['a key', { key_name: 'mine' }, 'Invalid key_name provided.'],
  ])('refuses %s that is not there', async (_, fields, message) => {
    const { create } = await withServer();
    expect(await create(fields)).toMatchObject({
      status: 400,
      body: { badRequest: { code: 400, message } },
    });
  });

  it.each([
    [
      { bogus: 1 },
      /Additional properties are not allowed \('bogus' was unexpected\)$/,
    ],
    [
      { metadata: { 'backstage.io/entity': 'x' } },
      /'backstage.io\/entity' does not match any of the regexes/,
    ],
    [{ networks: undefined }, /'networks' is a required property$/],
    [{ name: '' }, /attribute name\. Value: \. '' is too short$/],
  ])('says what is wrong with %j', async (fields, message) => {
    const { create } = await withServer();
    const { status, body } = await create(fields);
    expect(status).toBe(400);
    expect(body.badRequest.message).toMatch(message);
  });

  it('holds many servers of one request to the quota, and numbers them', async () => {
    const { clock, create, me } = await withServer();
    expect((await create({ min_count: 1000 })).body.forbidden.message).toMatch(
      /^Quota exceeded for cores, instances, ram: Requested /,
    );
    await create({ name: 'worker', min_count: 3 });
    await clock.advance(15_000);
    const { body } = await me.get('nova', `${servers}?name=worker-`);
    expect(
      body.servers
        .map(({ name }: { name: string }) => name)
        .filter((name: string) => /^worker-\d$/.test(name)),
    ).toEqual(['worker-3', 'worker-2', 'worker-1']);
  });

  it('lets nobody but an administrator touch a server that is locked', async () => {
    const { act, as, path, show } = await withServer();
    await act({ lock: { locked_reason: 'change freeze' } });
    expect(await show()).toMatchObject({
      locked: true,
      locked_reason: 'change freeze',
    });
    expect((await act({ 'os-stop': null })).status).toBe(409);
    const admin = await as();
    const stop = await admin.post('nova', `${path}/action`, {
      'os-stop': null,
    });
    expect(stop.status).toBe(202);
  });

  it('remembers who did what, newest first', async () => {
    const { act, me, path } = await withServer();
    await act({ 'os-stop': null });
    const { body } = await me.get('nova', `${path}/os-instance-actions`);
    expect(body.instanceActions).toMatchObject([
      { action: 'stop', user_id: me.userId },
      { action: 'create', user_id: me.userId },
    ]);
  });

  it('sets quotas not below what is used', async () => {
    const { as, me } = await withServer();
    const path = `/north/v2.1/os-quota-sets/${me.projectId}`;
    const admin = await as();
    expect((await me.put('nova', path, { quota_set: {} })).status).toBe(403);
    const low = await admin.put('nova', path, { quota_set: { instances: 0 } });
    expect(low.body.badRequest.message).toMatch(
      /^Quota limit 0 for instances must be greater than or equal to already used and reserved \d+\.$/,
    );
    await admin.put('nova', path, { quota_set: { cores: -1 } });
    const detail = await me.get('nova', `${path}/detail`);
    expect(detail.body.quota_set.cores).toMatchObject({ limit: -1 });
  });

  it('counts the hours that servers were up, page by page of servers', async () => {
    const { as } = askOpenStack();
    const admin = await as();
    const hours = new Map<string, number>();
    let path: string | undefined =
      '/north/v2.1/os-simple-tenant-usage?limit=40';
    while (path) {
      const { body } = await admin.get('nova', path);
      for (const usage of body.tenant_usages) {
        const before = hours.get(usage.tenant_id) ?? 0;
        hours.set(usage.tenant_id, before + usage.total_hours);
      }
      path = body.tenant_usages_links?.[0].href.replace('http://nova', '');
    }
    const [[project, total]] = hours;
    const one = await admin.get(
      'nova',
      `/north/v2.1/os-simple-tenant-usage/${project}`,
    );
    expect(total).toBeCloseTo(one.body.tenant_usage.total_hours, 5);
  });
});
