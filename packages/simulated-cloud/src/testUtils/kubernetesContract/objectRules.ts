import {
  type KubernetesObjectApi,
  PatchStrategy,
} from '@kubernetes/client-node';
import type { Contract } from './Contract';
import { type Widget, refusalOf } from './ContractClient';

type Named = Parameters<KubernetesObjectApi['read']>[0];

/** Create, read, change, delete, and what stands against it. */
export function objectRules(contract: Contract): void {
  const widget = (name: string, spec: Widget['spec'] = { size: 'small' }) =>
    contract.widget(name, spec);

  it('gives a new object what only the server can give', async () => {
    const { objects } = contract.client;
    const created = await objects.create(widget('created'));
    expect(created.metadata).toMatchObject({
      name: 'created',
      namespace: contract.namespace,
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceVersion: expect.stringMatching(/^\d+$/),
      generation: 1,
      creationTimestamp: expect.any(Date),
    });
    const read = await objects.read(widget('created') as Named);
    expect(read).toEqual(created);
  });

  it('makes names of generateName', async () => {
    const { body } = await contract.client.request(
      'POST',
      contract.path('widgets'),
      {
        ...widget(''),
        metadata: { generateName: 'made-' },
      },
    );
    expect(body.metadata?.name).toMatch(/^made-[a-z0-9]{5}$/);
  });

  it('refuses a name that is taken', async () => {
    const { objects } = contract.client;
    await objects.create(widget('taken'));
    expect(await refusalOf(objects.create(widget('taken')))).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'widgets.contract.flytower.example "taken" already exists',
      reason: 'AlreadyExists',
      details: {
        name: 'taken',
        group: 'contract.flytower.example',
        kind: 'widgets',
      },
      code: 409,
    });
  });

  it('refuses a name that is none', async () => {
    const refusal = await refusalOf(
      contract.client.objects.create(widget('Not_A_Name')),
    );
    expect(refusal).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(refusal.details?.causes).toEqual([
      expect.objectContaining({
        reason: 'FieldValueInvalid',
        field: 'metadata.name',
      }),
    ]);
  });

  it('answers 404 for objects, kinds and namespaces that are not there', async () => {
    const { client } = contract;
    expect(
      await refusalOf(client.objects.read(widget('nobody') as Named)),
    ).toEqual(
      expect.objectContaining({
        code: 404,
        reason: 'NotFound',
        message: 'widgets.contract.flytower.example "nobody" not found',
      }),
    );
    const kind = await client.request(
      'GET',
      '/apis/contract.flytower.example/v1/gadgets',
    );
    expect(kind.status).toBe(404);
    const namespace = await client.request(
      'POST',
      '/api/v1/namespaces/nowhere/configmaps',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } },
    );
    expect(namespace.body).toMatchObject({
      code: 404,
      message: 'namespaces "nowhere" not found',
    });
  });

  it('refuses to replace what somebody else has changed meanwhile', async () => {
    const { objects } = contract.client;
    const first = await objects.create(widget('contended'));
    await objects.replace({ ...first, spec: { size: 'large' } });
    expect(
      await refusalOf(objects.replace({ ...first, spec: { size: 'small' } })),
    ).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on widgets.contract.flytower.example "contended": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  it('wants to know which version a replacement replaces', async () => {
    await contract.client.objects.create(widget('blind'));
    const { status, body } = await contract.client.request(
      'PUT',
      contract.path('widgets/blind'),
      widget('blind', { size: 'large' }),
    );
    expect(status).toBe(422);
    expect(body.details?.causes?.[0].field).toBe('metadata.resourceVersion');
  });

  it('does not count a write that changes nothing', async () => {
    const { objects } = contract.client;
    const first = await objects.create(widget('same'));
    const second = await objects.replace(first);
    expect(second.metadata?.resourceVersion).toBe(
      first.metadata?.resourceVersion,
    );
  });

  it('counts generations for what is wanted, not for labels', async () => {
    const { objects } = contract.client;
    const first = await objects.create(widget('counted'));
    const labelled = await objects.patch<Widget>(
      { ...widget('counted'), metadata: meta('counted', { a: 'b' }) },
      undefined,
      undefined,
      undefined,
      undefined,
      PatchStrategy.MergePatch,
    );
    expect(labelled.metadata?.generation).toBe(1);
    expect(labelled.metadata?.resourceVersion).not.toBe(
      first.metadata?.resourceVersion,
    );
    const { body } = await contract.client.request(
      'PATCH',
      contract.path('widgets/counted'),
      { spec: { size: 'large' } },
      PatchStrategy.MergePatch,
    );
    expect(body.metadata?.generation).toBe(2);
  });

  it('keeps status to its own subresource', async () => {
    const { client } = contract;
    const path = contract.path('widgets/reported');
    const created = await client.request('POST', contract.path('widgets'), {
      ...widget('reported'),
      status: { phase: 'Invented' },
    });
    expect(created.body.status).toBeUndefined();
    const reported = await client.request(
      'PATCH',
      `${path}/status`,
      { spec: { size: 'large' }, status: { phase: 'Ready' } },
      PatchStrategy.MergePatch,
    );
    expect(reported.body).toMatchObject({
      metadata: { generation: 1 },
      spec: { size: 'small' },
      status: { phase: 'Ready' },
    });
    const changed = await client.request(
      'PATCH',
      path,
      { spec: { size: 'large' }, status: { phase: 'Broken' } },
      PatchStrategy.MergePatch,
    );
    expect(changed.body).toMatchObject({
      metadata: { generation: 2 },
      spec: { size: 'large' },
      status: { phase: 'Ready' },
    });
  });

  it('tries without doing when asked for a dry run', async () => {
    const { client } = contract;
    const tried = await client.request(
      'POST',
      `${contract.path('widgets')}?dryRun=All`,
      widget('rehearsed'),
    );
    expect(tried.status).toBe(201);
    const read = await client.request(
      'GET',
      contract.path('widgets/rehearsed'),
    );
    expect(read.status).toBe(404);
  });

  it('says what it deleted, and heeds preconditions', async () => {
    const { client } = contract;
    const created = await client.objects.create(widget('doomed'));
    const path = contract.path('widgets/doomed');
    const refused = await client.request('DELETE', path, {
      preconditions: { uid: '00000000-0000-0000-0000-000000000000' },
    });
    expect(refused.status).toBe(409);
    const deleted = await client.request('DELETE', path);
    expect(deleted.body).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: {
        name: 'doomed',
        group: 'contract.flytower.example',
        kind: 'widgets',
        uid: created.metadata?.uid,
      },
    });
  });

  function meta(name: string, labels: Record<string, string>) {
    return { name, namespace: contract.namespace, labels };
  }
}
