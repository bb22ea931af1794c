import type { Contract } from './Contract';

const applyType = 'application/apply-patch+yaml';

/** Server-side apply: several writers share one object, field by field. */
export function applyRules(contract: Contract): void {
  const apply = (
    name: string,
    spec: object,
    manager: string,
    { force = false, metadata = {} } = {},
  ) =>
    contract.client.request(
      'PATCH',
      `${contract.path(
        `widgets/${name}`,
      )}?fieldManager=${manager}&force=${force}`,
      {
        apiVersion: 'contract.flytower.example/v1',
        kind: 'Widget',
        metadata: { name, ...metadata },
        spec,
      },
      applyType,
    );

  it('creates what is applied for the first time and notes who owns it', async () => {
    const { status, body } = await apply(
      'applied',
      { size: 'small', pools: [{ name: 'one', quantity: 1 }] },
      'alice',
    );
    expect(status).toBe(201);
    expect(body.metadata?.managedFields).toEqual([
      {
        manager: 'alice',
        operation: 'Apply',
        apiVersion: 'contract.flytower.example/v1',
        time: expect.any(String),
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:spec': {
            'f:size': {},
            'f:pools': {
              'k:{"name":"one"}': { '.': {}, 'f:name': {}, 'f:quantity': {} },
            },
          },
        },
      },
    ]);
  });

  it('changes nothing when the same is applied again', async () => {
    const first = await apply('stable', { size: 'small' }, 'alice');
    const second = await apply('stable', { size: 'small' }, 'alice');
    expect(second.status).toBe(200);
    expect(second.body.metadata?.resourceVersion).toBe(
      first.body.metadata?.resourceVersion,
    );
  });

  it('takes away what its owner no longer applies', async () => {
    await apply('shrinking', { size: 'small', note: 'mine' }, 'alice');
    const { body } = await apply('shrinking', { size: 'small' }, 'alice');
    expect(body.spec).toEqual({ size: 'small', replicas: 1 });
  });

  it('keeps a map that was empty for what is applied into it', async () => {
    const values = async (manager: string, spec: object) =>
      (await apply('filled', { size: 'small', ...spec }, manager)).body.spec
        ?.values;
    await values('alice', { values: {} });
    expect(await values('alice', { values: { mine: 1 } })).toEqual({ mine: 1 });
    expect(await values('alice', { values: {} })).toBeUndefined();
    await values('bob', { values: { his: 2 } });
    expect(await values('alice', {})).toEqual({ his: 2 });
  });

  it('lets several own entries of one list', async () => {
    await apply(
      'shared',
      { size: 'small', pools: [{ name: 'one', quantity: 1 }] },
      'alice',
    );
    const { body } = await apply(
      'shared',
      { size: 'small', pools: [{ name: 'two', quantity: 2 }] },
      'bob',
    );
    expect(body.spec?.pools).toEqual([
      { name: 'one', quantity: 1 },
      { name: 'two', quantity: 2 },
    ]);
    const less = await apply('shared', { size: 'small' }, 'alice');
    expect(less.body.spec?.pools).toEqual([{ name: 'two', quantity: 2 }]);
  });

  it('refuses to change what another one owns, unless forced', async () => {
    await apply('disputed', { size: 'small' }, 'alice');
    const refused = await apply('disputed', { size: 'large' }, 'bob');
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      reason: 'Conflict',
      message: expect.stringMatching(
        /^Apply failed with 1 conflict: conflict with "alice".*: \.spec\.size$/,
      ),
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: expect.stringMatching(/^conflict with "alice"/),
            field: '.spec.size',
          },
        ],
      },
    });
    const forced = await apply('disputed', { size: 'large' }, 'bob', {
      force: true,
    });
    expect(forced.body.spec?.size).toBe('large');
    const managers = forced.body.metadata?.managedFields?.map(
      ({ manager }) => manager,
    );
    expect(managers).toEqual(['bob']);
  });

  it('sees in other writes who owns a field now', async () => {
    await apply('overwritten', { size: 'small', note: 'mine' }, 'alice');
    await contract.client.request(
      'PATCH',
      `${contract.path('widgets/overwritten')}?fieldManager=carol`,
      { spec: { note: 'hers' } },
      'application/merge-patch+json',
    );
    const refused = await apply(
      'overwritten',
      { size: 'small', note: 'mine' },
      'alice',
    );
    expect(refused.body.details?.causes?.[0]).toMatchObject({
      reason: 'FieldManagerConflict',
      message: expect.stringContaining('conflict with "carol"'),
      field: '.spec.note',
    });
  });

  it('wants to know who applies', async () => {
    const { status } = await contract.client.request(
      'PATCH',
      contract.path('widgets/anonymous'),
      contract.widget('anonymous'),
      applyType,
    );
    expect([400, 422]).toContain(status);
  });

  it('merges containers of built-in kinds by name', async () => {
    const patch = (manager: string, containers: object[]) =>
      contract.client.request(
        'PATCH',
        `/apis/apps/v1/namespaces/${contract.namespace}/deployments/applied?fieldManager=${manager}`,
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'applied' },
          spec: {
            selector: { matchLabels: { app: 'applied' } },
            template: {
              metadata: { labels: { app: 'applied' } },
              spec: { containers },
            },
          },
        },
        applyType,
      );
    await patch('alice', [{ name: 'main', image: 'one' }]);
    const { body } = await patch('bob', [{ name: 'side', image: 'two' }]);
    const template = body.spec?.template as {
      spec: { containers: Array<{ name: string }> };
    };
    expect(template.spec.containers.map(({ name }) => name)).toEqual([
      'main',
      'side',
    ]);
  });

  it('knows the ports of a service again', async () => {
    const patch = () =>
      contract.client.request(
        'PATCH',
        `${contract.corePath('services/applied')}?fieldManager=alice`,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'applied' },
          // servers before 1.21 refuse an apply that leaves the protocol out
          spec: {
            ports: [{ port: 80, protocol: 'TCP' }],
            selector: { app: 'applied' },
          },
        },
        applyType,
      );
    const first = await patch();
    const second = await patch();
    expect(second.body.spec?.ports).toEqual([
      { port: 80, protocol: 'TCP', targetPort: 80 },
    ]);
    expect(second.body.metadata?.resourceVersion).toBe(
      first.body.metadata?.resourceVersion,
    );
  });
}
