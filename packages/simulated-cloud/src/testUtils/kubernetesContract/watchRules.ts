import { makeInformer, PatchStrategy } from '@kubernetes/client-node';
import type { Contract } from './Contract';
import { type Change, eventually } from './ContractClient';

/** Watching, resuming and what informers make of it. */
export function watchRules(contract: Contract): void {
  const types = (changes: Change[]) =>
    changes.map(
      ({ type, object }) => `${type} ${object.metadata?.name ?? object.code}`,
    );
  const one = (name: string) => ({ fieldSelector: `metadata.name=${name}` });

  it('tells every change after the version it is given', async () => {
    const path = contract.path('widgets');
    const first = await contract.create('watched');
    const changes = await contract.client.watchUntil(
      path,
      {
        ...one('watched'),
        resourceVersion: first.metadata?.resourceVersion ?? '',
      },
      seen => seen.length === 2,
      async () => {
        await contract.client.request(
          'PATCH',
          `${path}/watched`,
          { spec: { size: 'large' } },
          PatchStrategy.MergePatch,
        );
        await contract.client.request('DELETE', `${path}/watched`);
      },
    );
    expect(types(changes)).toEqual(['MODIFIED watched', 'DELETED watched']);
    expect(Number(changes[1].object.metadata?.resourceVersion)).toBeGreaterThan(
      Number(changes[0].object.metadata?.resourceVersion),
    );
  });

  it('begins with what is there when no version is given', async () => {
    await contract.create('present');
    const changes = await contract.client.watchUntil(
      contract.path('widgets'),
      one('present'),
      seen => seen.length === 1,
    );
    expect(types(changes)).toEqual(['ADDED present']);
  });

  it('lets objects come and go with the labels that are watched', async () => {
    const path = contract.path('widgets');
    const created = await contract.create('labelled');
    const label = (value: string) =>
      contract.client.request(
        'PATCH',
        `${path}/labelled`,
        { metadata: { labels: { seen: value } } },
        PatchStrategy.MergePatch,
      );
    const changes = await contract.client.watchUntil(
      path,
      {
        labelSelector: 'seen=yes',
        resourceVersion: created.metadata?.resourceVersion ?? '',
      },
      seen => seen.length === 2,
      async () => {
        await label('yes');
        await label('no');
      },
    );
    expect(types(changes)).toEqual(['ADDED labelled', 'DELETED labelled']);
  });

  it('says that a version is too old to resume from', async () => {
    const changes = await contract.client.watchUntil(
      contract.path('widgets'),
      { resourceVersion: '1' },
      seen => seen.length === 1,
    );
    expect(changes[0]).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
      },
    });
  });

  it('ends when the time it was given is over', async () => {
    const started = Date.now();
    await contract.client.watchUntil(
      contract.path('widgets'),
      { timeoutSeconds: '1', resourceVersion: await contract.revision() },
      () => false,
    );
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('sends nothing but bookmarks while nothing changes', async () => {
    const changes = await contract.client.watchUntil(
      contract.path('widgets'),
      {
        timeoutSeconds: '3',
        allowWatchBookmarks: 'true',
        resourceVersion: await contract.revision(),
      },
      seen => seen.length === 1,
    );
    // servers before 1.21 send the first one after a minute
    for (const change of changes) {
      expect(change).toEqual({
        type: 'BOOKMARK',
        object: expect.objectContaining({
          kind: 'Widget',
          metadata: expect.objectContaining({
            resourceVersion: expect.stringMatching(/^\d+$/),
          }),
        }),
      });
    }
  });

  it('keeps an informer of the client library up to date', async () => {
    const { client, namespace } = contract;
    const informer = makeInformer(
      client.kubeConfig,
      contract.corePath('configmaps'),
      () => client.core.listNamespacedConfigMap({ namespace }),
    );
    const seen: string[] = [];
    for (const event of ['add', 'update', 'delete'] as const) {
      informer.on(event, object =>
        seen.push(`${event} ${object.metadata?.name}`),
      );
    }
    informer.on('error', () => {});
    await informer.start();
    const named = { name: 'informed', namespace };
    await client.core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name: 'informed' } },
    });
    await eventually(async () => seen.includes('add informed'));
    await client.core.replaceNamespacedConfigMap({
      ...named,
      body: { metadata: { name: 'informed' }, data: { a: 'b' } },
    });
    await eventually(async () => seen.includes('update informed'));
    await client.core.deleteNamespacedConfigMap(named);
    await eventually(async () => seen.includes('delete informed'));
    await informer.stop();
    expect(seen).toEqual(
      expect.arrayContaining([
        'add informed',
        'update informed',
        'delete informed',
      ]),
    );
  });
}
