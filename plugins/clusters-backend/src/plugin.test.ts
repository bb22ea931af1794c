import request from 'supertest';
import {
  checkout,
  newCluster,
  putCluster,
  putSnapshot,
  startClusters,
} from './__testUtils__/startClusters';

jest.setTimeout(60_000);

type Backend = Awaited<ReturnType<typeof startClusters>>;

describe('the clusters door', () => {
  let backend: Backend;
  afterEach(() => backend?.stop());

  const list = async (query = '') =>
    (await request(backend.server).get(`/api/clusters/clusters${query}`)).body;
  const get = async (id: string) =>
    (await request(backend.server).get(`/api/clusters/clusters/${id}`)).body;
  const create = (body: object) =>
    request(backend.server).post('/api/clusters/clusters').send(body);

  it('shows clusters with their owners as soon as Rancher has them, and leaves out the one of Rancher itself', async () => {
    backend = await startClusters();
    await putCluster(backend.rancher, 'shop', { projectId: checkout.id });
    await putCluster(backend.rancher, 'local');
    await eventually(async () => {
      const page = await list();
      expect(page.total).toBe(1);
      expect(page.items[0]).toMatchObject({
        id: 'main.shop',
        entityRef: 'resource:default/main.shop',
        owner: 'group:default/checkout',
        projectName: 'checkout-prod',
        state: 'active',
        version: 'v1.33.5+rke2r1',
        upgrade: 'v1.34.1+rke2r1',
        region: 'north',
        nodes: { total: 2, ready: 2 },
        capacity: { cpu: 8, memoryMiB: 32768, cpuRequested: 1.5 },
        pools: [{ name: 'workers', desired: 2, ready: 2, flavor: 'm1.large' }],
        allowedOperations: expect.arrayContaining(['install-addon']),
      });
      expect(page.freshness).toMatchObject([
        { source: 'main', state: 'fresh' },
      ]);
    });

    await putSnapshot(backend.rancher, 'shop');
    await eventually(async () => {
      expect((await get('main.shop')).snapshots).toEqual([
        expect.objectContaining({
          name: 'shop-on-demand-1',
          state: 'successful',
          storage: 'local',
        }),
      ]);
    });
    const details = await get('main.shop');
    expect(details.certificatesExpireAt).toBe('2027-01-01T00:00:00.000Z');
    expect(details.nodeList).toHaveLength(2);
    expect(details.links[0].url).toContain('/dashboard/c/c-m-shop');
  });

  it('filters, searches, sorts and counts', async () => {
    backend = await startClusters();
    await putCluster(backend.rancher, 'alpha', { projectId: checkout.id });
    await putCluster(backend.rancher, 'beta', { broken: 1 });
    await putCluster(backend.rancher, 'gamma', { connected: false });
    await eventually(async () => {
      const page = await list('?sort=state');
      expect(page.items.map((one: { state: string }) => one.state)).toEqual([
        'agent-lost',
        'degraded',
        'active',
      ]);
    });
    expect((await list('?state=degraded')).items).toHaveLength(1);
    expect((await list('?search=gam')).items[0].name).toBe('gamma');
    expect((await list('?reader=group:default/payments')).total).toBe(1);
    expect((await list()).facets.state).toHaveLength(3);
    await request(backend.server)
      .get('/api/clusters/clusters?limit=many')
      .expect(400);
  });

  it('says that there is no such cluster only once it knows', async () => {
    backend = await startClusters();
    await eventually(async () => {
      const answer = await request(backend.server).get(
        '/api/clusters/clusters/main.nope',
      );
      expect(answer.status).toBe(404);
    });
  });

  it('creates a cluster once, however often the same call is made', async () => {
    backend = await startClusters();
    const body = {
      ...newCluster,
      idempotencyKey: 'task-1',
      addons: ['cert-manager'],
    };
    const first = await create(body).expect(201);
    expect(first.body).toMatchObject({
      id: 'main.shop-new',
      state: 'provisioning',
      owner: 'group:default/checkout',
    });
    await create(body).expect(201);
    const other = await create({ ...body, idempotencyKey: 'task-2' });
    expect(other.status).toBe(409);
    expect(other.body.error.message).toMatch(/^name: .*choose another name/);

    await eventually(async () => {
      expect((await list()).total).toBe(1);
      const details = await get('main.shop-new');
      expect(details.region).toBe('north');
      expect(details.addons).toMatchObject([
        { name: 'cert-manager', version: 'v1.18.2', managed: true },
      ]);
    });
  });

  it('goes on where an interrupted creation stopped', async () => {
    backend = await startClusters();
    let first = true;
    backend.rancher.refuse(req => {
      const isCluster = req.url.includes('provisioning.cattle.io');
      if (req.method !== 'POST' || !isCluster || !first) return undefined;
      first = false;
      return new Response('gateway timeout', { status: 504 });
    });
    const body = { ...newCluster, idempotencyKey: 'task-1' };
    await create(body).expect(503);
    await create(body).expect(201);
    await eventually(async () => expect((await list()).total).toBe(1));
  });

  it.each([
    [{ name: 'Shop_1' }, 400, /"name"/],
    [{ version: 'v1.20.0+rke2r1' }, 400, /version: .*does not offer/],
    [{ projectId: 'p-unknown' }, 400, /projectId: There is no project/],
    [
      { workers: { count: 50, flavor: 'm1.large' } },
      400,
      /204 cores, but only 40/,
    ],
    [{ region: 'east' }, 400, /region: .*north, south/],
  ])('refuses %j and says why', async (change, status, message) => {
    backend = await startClusters();
    await eventually(async () => {
      const { body } = await request(backend.server).get(
        '/api/clusters/choices',
      );
      expect(body.versions).toHaveLength(6);
    });
    const answer = await create({ ...newCluster, ...change });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(message);
    if ('name' in change) return;
    const precheck = await request(backend.server)
      .post('/api/clusters/clusters/precheck')
      .send({ ...newCluster, ...change });
    expect(precheck.body.problems[0]).toMatchObject({ severity: 'blocks' });
  });

  it.each([
    [
      403,
      { kind: 'Status', code: 403, message: 'exceeded quota: clusters' },
      403,
      /quota/,
    ],
    [
      413,
      { kind: 'Status', code: 413, message: 'request entity too large' },
      400,
      /too large/,
    ],
    [
      422,
      {
        kind: 'Status',
        code: 422,
        message: 'invalid',
        details: { causes: [{ field: 'spec.rkeConfig', message: 'Required' }] },
      },
      400,
      /spec.rkeConfig: Required/,
    ],
    [
      401,
      { status: '401', message: 'must authenticate' },
      503,
      /service account/,
    ],
  ])('translates an upstream %d', async (status, body, expected, message) => {
    backend = await startClusters();
    backend.rancher.refuse(req =>
      req.method === 'POST' ? Response.json(body, { status }) : undefined,
    );
    const answer = await create(newCluster);
    expect(answer.status).toBe(expected);
    expect(answer.body.error.message).toMatch(message);
  });

  it('installs an add-on, and leaves it alone the second time', async () => {
    backend = await startClusters();
    await putCluster(backend.rancher, 'shop', { projectId: checkout.id });
    await eventually(async () => expect((await list()).total).toBe(1));
    const install = (body: object) =>
      request(backend.server)
        .post('/api/clusters/clusters/main.shop/addons')
        .send(body);

    await install({ addon: 'cert-manager', version: 'v1.17.4' })
      .expect(201)
      .expect(({ body }) =>
        expect(body).toMatchObject({ version: 'v1.17.4', state: 'installing' }),
      );
    await install({ addon: 'cert-manager', version: 'v1.17.4' }).expect(201);
    await install({ addon: 'nope' })
      .expect(400)
      .expect(({ body }) =>
        expect(body.error.message).toMatch(/addon: There is no add-on/),
      );
    await install({ addon: 'cert-manager', version: 'v9' }).expect(400);
    await eventually(async () =>
      expect((await get('main.shop')).addons).toHaveLength(1),
    );
  });

  it.each(['rancher-down', 'html-answer', 'rancher-401'] as const)(
    'keeps its rows while %s, and says since when',
    async name => {
      backend = await startClusters();
      await putCluster(backend.rancher, 'shop', { projectId: checkout.id });
      await eventually(async () => expect((await list()).total).toBe(1));

      const { scenarios } = backend.rancher;
      scenarios.set({ name, on: true });
      // going down throws out who watches; staying down is one of the cases
      if (name !== 'rancher-down') {
        scenarios.set({ name: 'rancher-down', on: true });
        scenarios.set({ name: 'rancher-down', on: false });
      }
      await eventually(async () => {
        const page = await list();
        expect(page.items).toHaveLength(1);
        expect(page.freshness[0]).toMatchObject({
          state: 'failing',
          since: expect.any(String),
          observedAt: expect.any(String),
        });
      }, 80_000);
      await create(newCluster).expect(503);

      scenarios.set({ name, on: false });
      await eventually(
        async () => expect((await list()).freshness[0].state).toBe('fresh'),
        40_000,
      );
    },
    100_000,
  );

  it('starts with a wrong token, and shows the source as failing', async () => {
    backend = await startClusters({ token: 'token-x:wrong' });
    await eventually(async () => {
      const page = await list();
      expect(page.items).toEqual([]);
      expect(page.freshness[0]).toMatchObject({
        state: 'failing',
        message: expect.stringMatching(/service account/),
      });
    });
    await request(backend.server)
      .get('/api/clusters/clusters/main.shop')
      .expect(503);
  });

  it('removes a cluster when Rancher has removed it', async () => {
    backend = await startClusters();
    const { provisioning } = await putCluster(backend.rancher, 'shop');
    await eventually(async () => expect((await list()).total).toBe(1));
    await backend.rancher.remove(provisioning);
    await eventually(async () => expect((await list()).total).toBe(0));
  });
});

async function eventually(check: () => Promise<void>, withinMs = 15_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
