import { eventually, startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

describe('a cluster that Rancher did not make', () => {
  const id = 'main.from-elsewhere';
  const path =
    '/apis/provisioning.cattle.io/v1/namespaces/fleet-default/clusters';
  let door: Awaited<ReturnType<typeof startOperating>>;

  const send = async (method: string, to: string, body: object) => {
    const answer = await door.cloud.management.fetch(
      new Request(`http://rancher${to}`, {
        method,
        headers: {
          'content-type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        },
        body: JSON.stringify(body),
      }),
    );
    expect(answer.ok).toBe(true);
  };

  beforeAll(async () => {
    door = await startOperating({ clusters: 3 });
    const metadata = { name: 'from-elsewhere', namespace: 'fleet-default' };
    await send('POST', path, {
      apiVersion: 'provisioning.cattle.io/v1',
      kind: 'Cluster',
      metadata,
      spec: {},
    });
    const condition = (type: string) => ({ type, status: 'True' });
    await send('PATCH', `${path}/${metadata.name}/status`, {
      status: {
        ready: true,
        conditions: ['Ready', 'Connected', 'Updated'].map(condition),
      },
    });
    await door.clusterWith(one => one.id === id && one.state === 'active');
  });
  afterAll(() => door?.stop());

  it.each([
    ['take-snapshot', {}],
    ['rotate-certificates', {}],
    ['upgrade-cluster', { version: 'v1.34.2+rke2r1' }],
    ['add-workers', { count: 1 }],
    ['replace-node', { node: 'one' }],
  ])('is not changed where it was not made (%s)', async (kind, more) => {
    expect(await door.precheck(kind, { clusterId: id, ...more })).toEqual([
      {
        severity: 'blocks',
        message:
          'from-elsewhere was imported into Rancher, which did not make it; do this where it was made',
      },
    ]);
  });

  it('is offered no version', async () => {
    const input = { clusterId: id };
    expect(await door.choices('upgrade-cluster', 'version', input)).toEqual([]);
    expect((await door.get(id)).upgrade).toBeUndefined();
  });

  it('is let go of, and its machines stay', async () => {
    const input = { clusterId: id };
    expect(await door.precheck('delete-cluster', input)).toEqual([
      {
        severity: 'warns',
        message: expect.stringContaining('its machines stay'),
      },
    ]);
    expect(await door.operate('delete-cluster', input)).toMatchObject({
      state: 'succeeded',
      outcome: `Rancher has let go of ${id}; its machines stay.`,
    });
    await eventually(async () =>
      expect((await door.list()).map(one => one.id)).not.toContain(id),
    );
  });
});
