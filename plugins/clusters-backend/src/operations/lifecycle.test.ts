import { eventually, startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

describe('clusters come and go', () => {
  let door: Awaited<ReturnType<typeof startOperating>>;

  beforeAll(async () => {
    door = await startOperating();
  });
  afterEach(() => door.giveRoom());
  afterAll(() => door?.stop());

  const project = () => door.cloud.context.company.projects[0];
  const input = (more: object = {}) => ({
    projectId: project().id,
    name: 'other',
    region: 'north',
    version: 'v1.33.5+rke2r1',
    controlPlane: { count: 1, flavor: 'm1.large' },
    workers: { count: 2, flavor: 'm1.large' },
    ...more,
  });
  /** As somebody with Rancher's own tools does. */
  const rancher = async (method: string, path: string, body?: object) => {
    const answer = await door.cloud.management.fetch(
      new Request(`http://rancher${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      }),
    );
    expect(answer.ok).toBe(true);
    return answer.json();
  };
  const problems = (more: object) =>
    door.precheck('create-cluster', input(more));
  const blocks = (field: string, message: string) => ({
    severity: 'blocks',
    field,
    message: expect.stringContaining(message),
  });

  it('is there with its nodes and its add-on, once, though it was asked for twice', async () => {
    const key = { idempotencyKey: 'one' };
    const wanted = input({ name: 'fresh', addons: ['cert-manager'] });
    expect(await door.precheck('create-cluster', wanted)).toEqual([]);
    const first = await door.start('create-cluster', wanted, key);
    const second = await door.start('create-cluster', wanted, key);
    expect(second.body.id).toBe(first.body.id);
    // the same wish once more joins it; another one of that name is refused
    const again = await door.start('create-cluster', wanted);
    expect(again.body.id).toBe(first.body.id);
    expect(
      await door.refusal('create-cluster', { ...wanted, region: 'south' }),
    ).toMatch(/^409/);
    const done = await door.settled(first.body.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      target: { type: 'project', id: project().id },
      outcome: 'fresh is active with 3 nodes and cert-manager.',
      upstream: {
        clusterId: 'main.fresh',
        entityRef: expect.any(String),
        // two machine configs, the cluster and its add-on, as Rancher's own log calls them
        requestIds: expect.stringMatching(
          /^[0-9a-f-]{36}(, [0-9a-f-]{36}){3}$/,
        ),
      },
    });
    for (const name of [
      'Machines of pool workers',
      'Cluster is active',
      'Add-on cert-manager',
    ]) {
      expect(done.steps).toContainEqual(
        expect.objectContaining({ name, state: 'done' }),
      );
    }
    await eventually(async () => {
      const made = await door.get('main.fresh');
      expect(made).toMatchObject({ state: 'active', projectId: project().id });
      expect(made.addons).toMatchObject([
        { name: 'cert-manager', state: 'ready', managed: true },
      ]);
    });
    const named = (await door.list()).filter(({ name }) => name === 'fresh');
    expect(named).toHaveLength(1);
    // one that is so young has nothing to go back to
    expect(
      await door.precheck('upgrade-cluster', {
        clusterId: 'main.fresh',
        version: 'v1.34.1+rke2r1',
      }),
    ).toContainEqual({
      severity: 'warns',
      message: expect.stringContaining('no snapshot to go back to'),
    });
  });

  it('stays when its add-on is refused, which is said with the cluster', async () => {
    const taken = { name: 'bare-cert-manager', namespace: 'fleet-default' };
    const helmOps =
      '/apis/fleet.cattle.io/v1alpha1/namespaces/fleet-default/helmops';
    // as of a cluster "bare-cert" with an add-on "manager"
    await rancher('POST', helmOps, {
      apiVersion: 'fleet.cattle.io/v1alpha1',
      kind: 'HelmOp',
      metadata: {
        ...taken,
        labels: {
          'app.kubernetes.io/managed-by': 'flytower',
          'cloud.flytower.io/addon': 'manager',
        },
      },
      spec: { targets: [{ clusterName: 'bare-cert' }], helm: {} },
    });
    const done = await door.operate(
      'create-cluster',
      input({ name: 'bare', addons: ['cert-manager'] }),
    );
    expect(done).toMatchObject({
      state: 'failed',
      outcome: expect.stringMatching(
        /^bare is active with 3 nodes, but cert-manager failed: .*"bare-cert-manager" is taken.*The cluster stays/,
      ),
      upstream: { clusterId: 'main.bare' },
    });
    const other = await rancher('GET', `${helmOps}/${taken.name}`);
    expect(other.spec.targets).toEqual([{ clusterName: 'bare-cert' }]);
    await rancher('DELETE', `${helmOps}/${taken.name}`);
  });

  it('leaves nothing behind when Rancher refuses it', async () => {
    const { management } = door.cloud;
    const fetch = management.fetch.bind(management);
    const isCreation = ({ method, url }: Request) =>
      method === 'POST' && /\/clusters(\?|$)/.test(url);
    management.fetch = async (request, ...others) =>
      isCreation(request)
        ? Response.json(
            { kind: 'Status', message: 'admission webhook: no', code: 422 },
            { status: 422 },
          )
        : fetch(request, ...others);
    try {
      expect(
        await door.operate('create-cluster', input({ name: 'unwanted' })),
      ).toMatchObject({
        state: 'failed',
        outcome: expect.stringContaining('admission webhook: no'),
      });
    } finally {
      management.fetch = fetch;
    }
    const configs =
      '/apis/rke-machine-config.cattle.io/v1/namespaces/fleet-default/openstackconfigs';
    const { items } = await rancher('GET', configs);
    expect(
      items.filter(({ metadata }: { metadata: { name: string } }) =>
        metadata.name.includes('unwanted'),
      ),
    ).toEqual([]);
    expect(items).not.toEqual([]);
  });

  it('says everything that stands against a new one', async () => {
    const [taken] = await door.list();
    expect(await problems({ name: taken.name })).toEqual([
      blocks('name', `named "${taken.name}" exists already in Rancher`),
    ]);
    expect(await problems({ name: 'local' })).toEqual([
      blocks('name', 'keeps names like "local" for itself'),
    ]);
    expect(await problems({ version: 'v1.20.0+rke2r1' })).toEqual([
      blocks('version', 'does not offer version v1.20.0+rke2r1; choose one of'),
    ]);
    expect(await problems({ region: 'west' })).toEqual([
      blocks('region', 'no region "west"; choose one of north, south'),
    ]);
    expect(
      await problems({ workers: { count: 1, flavor: 'm9.huge' } }),
    ).toEqual([
      blocks('workers.flavor', 'no flavor "m9.huge" in region north'),
    ]);
    expect(await problems({ addons: ['nothing'] })).toEqual([
      blocks('addons', 'no add-on named "nothing"'),
    ]);
    door.setQuota([{ region: 'north', name: 'cores', limit: 10, used: 0 }]);
    expect(await problems({ name: 'big' })).toEqual([
      blocks('workers.count', 'needs 12 cores, but only 10 cores are left'),
    ]);
    door.setQuota(undefined);
    expect(await problems({ name: 'big' })).toMatchObject([
      { severity: 'warns', message: expect.stringContaining('cannot be read') },
    ]);
  });

  it('does not begin with what is no cluster', async () => {
    const refuse = (more: object) =>
      door.refusal('create-cluster', input({ name: 'never', ...more }));
    expect(await refuse({ name: 'Not A Name' })).toMatch(/^400 .*name/);
    expect(
      await refuse({ controlPlane: { count: 2, flavor: 'm1.large' } }),
    ).toMatch(/^400 .*must be 1, 3 or 5, as etcd needs an odd number/);
    expect(await refuse({ projectId: 'none' })).toMatch(/^404/);
    expect(await refuse({ onBehalfOf: 'user:default/boss' })).toMatch(
      /^400 .*onBehalfOf/,
    );
    expect(await refuse({ version: 'v1.20.0+rke2r1' })).toMatch(
      /does not offer version/,
    );
    expect((await door.list()).map(({ name }) => name)).not.toContain('never');
  });

  it('is gone with its machines, also for who deletes it a second time', async () => {
    const { id, displayName, nodes } = await door.clusterWith(
      ({ name, state }) => name.startsWith('identity') && state === 'active',
    );
    const clusterId = { clusterId: id };
    expect(await door.precheck('delete-cluster', clusterId)).toEqual([
      {
        severity: 'warns',
        message: `${nodes.total} nodes and everything that runs on them are lost, with the add-ons cert-manager, loki`,
      },
      {
        severity: 'warns',
        message: 'Snapshots on its own disks are lost; those in S3 stay',
      },
    ]);
    const key = { idempotencyKey: 'away' };
    const first = await door.start('delete-cluster', clusterId, key);
    expect(first.body.risk).toBe('destructive');
    const second = await door.start('delete-cluster', clusterId, key);
    expect(second.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      target: { id, title: displayName, uid: expect.any(String) },
      outcome: `${id} and its machines are deleted.`,
      steps: [
        { name: 'Machines', state: 'done' },
        { name: 'Cluster', state: 'done' },
      ],
    });
    expect((await door.ask(`/clusters/${id}`)).status).toBe(404);
    expect(await door.refusal('delete-cluster', clusterId)).toMatch(/^404/);
  });

  it('stays where functions run on it', async () => {
    const clusterId = 'main.functions-north';
    expect(await door.precheck('delete-cluster', { clusterId })).toEqual([
      {
        severity: 'blocks',
        message: expect.stringContaining('Functions run on functions-north'),
      },
    ]);
    expect(await door.refusal('delete-cluster', { clusterId })).toMatch(
      /^4\d\d .*Functions run on functions-north/,
    );
    expect(await door.refusal('delete-cluster', {})).toMatch(
      /^400 .*clusterId/,
    );
  });
});
