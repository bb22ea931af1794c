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
  const create = (input: object = newCluster) =>
    request(backend.server)
      .post('/api/clusters/operations/create-cluster/start')
      .send({ input });
  const operation = async (id: string) =>
    (await request(backend.server).get(`/api/clusters/operations/${id}`)).body;

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

  it('upgrades no cluster past what its oldest node understands', async () => {
    backend = await startClusters();
    await putCluster(backend.rancher, 'shop', {
      projectId: checkout.id,
      kubelets: ['v1.30.4+rke2r1', 'v1.33.5+rke2r1'],
    });
    await eventually(async () => {
      const { body } = await request(backend.server)
        .post('/api/clusters/operations/upgrade-cluster/precheck')
        .send({ input: { clusterId: 'main.shop', version: 'v1.34.1+rke2r1' } });
      expect(body.problems).toContainEqual({
        severity: 'blocks',
        field: 'version',
        message:
          'shop-workers-0 runs v1.30.4+rke2r1, and servers of v1.34.1+rke2r1 work with nodes of up to three releases before theirs; replace it first (replace-node)',
      });
      expect(JSON.stringify(body.problems)).not.toContain(
        'shop-workers-1 runs',
      );
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
    const { body } = await create().expect(202);
    await eventually(async () => {
      expect((await list()).total).toBe(1);
      expect((await operation(body.id)).upstream.clusterId).toBe(
        'main.shop-new',
      );
    });
    expect(first).toBe(false);
  });

  it.each([
    [
      403,
      { kind: 'Status', code: 403, message: 'exceeded quota: clusters' },
      'failed',
      /quota/,
    ],
    [
      413,
      { kind: 'Status', code: 413, message: 'request entity too large' },
      'failed',
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
      'failed',
      /spec.rkeConfig: Required/,
    ],
    [
      401,
      { status: '401', message: 'must authenticate' },
      'running',
      /service account/,
    ],
  ])(
    'says what an upstream %d means for the operation',
    async (status, answer, state, message) => {
      backend = await startClusters();
      backend.rancher.refuse(req =>
        req.method === 'POST' ? Response.json(answer, { status }) : undefined,
      );
      const { body } = await create().expect(202);
      await eventually(async () => {
        const now = await operation(body.id);
        expect(now.state).toBe(state);
        expect(now.outcome ?? now.trouble).toMatch(message);
      });
    },
  );

  it.each(['rancher-down', 'html-answer', 'rancher-401'] as const)(
    'keeps its rows while %s, and says since when',
    async name => {
      backend = await startClusters();
      await putCluster(backend.rancher, 'shop', { projectId: checkout.id });
      await eventually(async () =>
        expect(await list()).toMatchObject({
          total: 1,
          freshness: [{ state: 'fresh' }],
        }),
      );

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
      await create().expect(503);

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
