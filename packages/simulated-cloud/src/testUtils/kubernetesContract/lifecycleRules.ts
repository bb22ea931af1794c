import { PatchStrategy } from '@kubernetes/client-node';
import type { Contract } from './Contract';
import { eventually } from './ContractClient';

/** What happens to objects when others go. */
export function lifecycleRules(contract: Contract): void {
  const isGone = (path: string) => async () =>
    (await contract.client.request('GET', path)).status === 404;

  it('holds an object back until its finalizers are off', async () => {
    const path = contract.path('widgets/held');
    await contract.client.request('POST', contract.path('widgets'), {
      ...contract.widget('held'),
      metadata: { name: 'held', finalizers: ['flytower.example/hold'] },
    });
    const deleted = await contract.client.request('DELETE', path);
    expect(deleted.body).toMatchObject({
      kind: 'Widget',
      metadata: {
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 0,
      },
    });
    const more = await contract.client.request(
      'PATCH',
      path,
      {
        metadata: {
          finalizers: ['flytower.example/hold', 'flytower.example/more'],
        },
      },
      PatchStrategy.MergePatch,
    );
    expect(more.status).toBe(422);
    expect(more.body.details?.causes?.[0]).toMatchObject({
      reason: 'FieldValueForbidden',
      field: 'metadata.finalizers',
    });
    const released = await contract.client.request(
      'PATCH',
      path,
      { metadata: { finalizers: null } },
      PatchStrategy.MergePatch,
    );
    expect(released.status).toBe(200);
    expect(await isGone(path)()).toBe(true);
  });

  it.each(['Background', 'Foreground'])(
    'deletes what an object owns: %s',
    async propagationPolicy => {
      const suffix = propagationPolicy.toLowerCase();
      const owner = await contract.create(`owner-${suffix}`);
      await contract.create(`owned-${suffix}`, { size: 'small' }, [
        {
          apiVersion: 'contract.flytower.example/v1',
          kind: 'Widget',
          name: `owner-${suffix}`,
          uid: owner.metadata?.uid ?? '',
          blockOwnerDeletion: true,
        },
      ]);
      // the collector has to know the kind before it can follow it
      const gone = await eventually(async () => {
        await contract.client.request(
          'DELETE',
          contract.path(`widgets/owner-${suffix}`),
          { propagationPolicy },
        );
        return (
          (await isGone(contract.path(`widgets/owner-${suffix}`))()) &&
          isGone(contract.path(`widgets/owned-${suffix}`))()
        );
      }, 60_000);
      expect(gone).toBe(true);
    },
    90_000,
  );

  it('leaves what an object owns to itself when asked to', async () => {
    const owner = await contract.create('owner-orphan');
    await contract.create('orphan', { size: 'small' }, [
      {
        apiVersion: 'contract.flytower.example/v1',
        kind: 'Widget',
        name: 'owner-orphan',
        uid: owner.metadata?.uid ?? '',
      },
    ]);
    await contract.client.request(
      'DELETE',
      contract.path('widgets/owner-orphan'),
      { propagationPolicy: 'Orphan' },
    );
    await eventually(isGone(contract.path('widgets/owner-orphan')), 60_000);
    const { body } = await contract.client.request(
      'GET',
      contract.path('widgets/orphan'),
    );
    expect(body.metadata?.ownerReferences).toBeUndefined();
  }, 90_000);

  it('empties a namespace and then deletes it', async () => {
    const { client } = contract;
    const created = await client.request('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { generateName: 'contract-' },
    });
    const name = created.body.metadata?.name;
    expect(created.body.status).toEqual({ phase: 'Active' });
    const path = `/api/v1/namespaces/${name}`;
    await client.request('POST', `${path}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'inside', finalizers: ['flytower.example/hold'] },
    });
    await eventually(
      async () =>
        (
          await client.request('GET', `${path}/serviceaccounts/default`)
        ).status === 200,
    );
    const deleted = await client.request('DELETE', path);
    expect(deleted.body.status).toMatchObject({ phase: 'Terminating' });
    const late = await client.request('POST', `${path}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late' },
    });
    expect(late.status).toBe(403);
    expect(late.body.reason).toBe('Forbidden');
    await eventually(async () => {
      const { body } = await client.request('GET', `${path}/configmaps/inside`);
      return Boolean(body.metadata?.deletionTimestamp);
    }, 60_000);
    await client.request(
      'PATCH',
      `${path}/configmaps/inside`,
      { metadata: { finalizers: null } },
      PatchStrategy.MergePatch,
    );
    await eventually(isGone(path), 60_000);
  }, 120_000);
}
