import { PatchStrategy } from '@kubernetes/client-node';
import type { Contract } from './Contract';

/** The kinds of patches, on custom and built-in kinds. */
export function patchRules(contract: Contract): void {
  const path = (name: string) => contract.path(`widgets/${name}`);

  it('merges a merge patch and replaces its lists', async () => {
    await contract.create('merged', {
      size: 'small',
      values: { a: 1, b: 2 },
      pools: [{ name: 'one', quantity: 1 }],
    });
    const { body } = await contract.client.request(
      'PATCH',
      path('merged'),
      { spec: { values: { a: null, c: 3 }, pools: [{ name: 'two' }] } },
      PatchStrategy.MergePatch,
    );
    expect(body.spec).toEqual({
      size: 'small',
      replicas: 1,
      values: { b: 2, c: 3 },
      pools: [{ name: 'two' }],
    });
  });

  it('applies a JSON patch whose tests hold, and none of another', async () => {
    await contract.create('tested', {
      size: 'small',
      pools: [{ name: 'one', quantity: 1 }],
    });
    const patch = (old: number, next: number) =>
      contract.client.request(
        'PATCH',
        path('tested'),
        [
          { op: 'test', path: '/spec/pools/0/quantity', value: old },
          { op: 'replace', path: '/spec/pools/0/quantity', value: next },
        ],
        PatchStrategy.JsonPatch,
      );
    const first = await patch(1, 3);
    expect(first.body.spec?.pools).toEqual([{ name: 'one', quantity: 3 }]);
    const second = await patch(1, 4);
    expect(second.status).toBe(422);
    expect(second.body.reason).toBe('Invalid');
  });

  it('merges lists of named entries in a strategic merge patch', async () => {
    const { client } = contract;
    const container = { name: 'main', image: 'one' };
    await client.request('POST', contract.corePath('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'patched' },
      spec: { containers: [container] },
    });
    const { body } = await client.request(
      'PATCH',
      contract.corePath('pods/patched'),
      {
        metadata: { labels: { a: 'b' } },
        spec: { containers: [{ name: 'main', image: 'two' }] },
      },
      PatchStrategy.StrategicMergePatch,
    );
    expect(body.metadata?.labels).toEqual({ a: 'b' });
    expect(body.spec?.containers).toEqual([
      expect.objectContaining({ name: 'main', image: 'two' }),
    ]);
  });

  it('knows no strategic merge patch for custom kinds, and no plain JSON', async () => {
    await contract.create('unpatched');
    for (const type of [
      PatchStrategy.StrategicMergePatch,
      'application/json',
    ]) {
      const { status, body } = await contract.client.request(
        'PATCH',
        path('unpatched'),
        { spec: { size: 'large' } },
        type,
      );
      expect(status).toBe(415);
      expect(body.reason).toBe('UnsupportedMediaType');
    }
  });

  it('heeds the version that a patch names', async () => {
    await contract.create('versioned');
    const { status } = await contract.client.request(
      'PATCH',
      path('versioned'),
      { metadata: { resourceVersion: '1' }, spec: { size: 'large' } },
      PatchStrategy.MergePatch,
    );
    expect(status).toBe(409);
  });

  it('scales through the scale subresource', async () => {
    await contract.create('scaled');
    const scale = await contract.client.request(
      'GET',
      `${path('scaled')}/scale`,
    );
    expect(scale.body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 1 },
      status: { replicas: 0 },
    });
    await contract.client.request(
      'PATCH',
      `${path('scaled')}/scale`,
      { spec: { replicas: 5 } },
      PatchStrategy.MergePatch,
    );
    const { body } = await contract.client.request('GET', path('scaled'));
    expect(body.spec?.replicas).toBe(5);
  });
}
