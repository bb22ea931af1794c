import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { CloudEntityProvider } from './CloudEntityProvider';

interface Thing {
  id: string;
  title: string;
}

/** Plays the catalog: keeps what the mutations leave behind. */
function startCatalog() {
  const titles = new Map<string, string | undefined>();
  const nameOf = (entity: Entity) => entity.metadata.name;
  return {
    titles,
    async applyMutation(mutation: EntityProviderMutation) {
      if (mutation.type === 'full') titles.clear();
      const added =
        mutation.type === 'full' ? mutation.entities : mutation.added;
      for (const { entity } of added) {
        titles.set(nameOf(entity), entity.metadata.title);
      }
      if (mutation.type === 'delta') {
        for (const gone of mutation.removed) {
          if ('entityRef' in gone) titles.delete(gone.entityRef.split('/')[1]);
        }
      }
    },
    async refresh() {},
  };
}

async function startProvider() {
  const world = {
    things: new Map<string, Thing>(),
    observedAt: '2026-01-05T08:00:00Z' as string | undefined,
    down: false,
  };
  const answer = <T>(value: T): T => {
    if (world.down) throw new ServiceUnavailableError('The door is closed');
    return value;
  };
  const provider = new CloudEntityProvider<Thing>(
    {
      name: 'things',
      list: async () =>
        answer({
          items: [...world.things.values()],
          freshness: [
            {
              source: 'main',
              kind: 'rancher',
              state: world.observedAt ? 'fresh' : 'waiting',
              observedAt: world.observedAt,
            },
          ],
        }),
      get: async id => {
        const thing = answer(world.things.get(id));
        if (!thing) throw new NotFoundError(`No thing "${id}"`);
        return thing;
      },
      idOf: thing => thing.id,
      toEntity: thing => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: thing.id, title: thing.title },
      }),
    },
    mockServices.logger.mock(),
  );
  const catalog = startCatalog();
  await provider.connect(catalog);
  return { world, provider, catalog };
}

const upserted = (id: string) => ({ id, change: 'upserted' as const });

describe('CloudEntityProvider', () => {
  it('brings a new item into the catalog as soon as it is announced', async () => {
    const { world, provider, catalog } = await startProvider();
    world.things.set('a', { id: 'a', title: 'A' });

    await provider.follow({ changes: [upserted('a')] });

    expect([...catalog.titles]).toEqual([['a', 'A']]);
  });

  it('removes an item that its domain says is gone', async () => {
    const { world, provider, catalog } = await startProvider();
    world.things.set('a', { id: 'a', title: 'A' });
    await provider.confirm();
    world.things.delete('a');

    await provider.follow({ changes: [{ id: 'a', change: 'removed' }] });

    expect(catalog.titles.size).toBe(0);
  });

  it('removes in a full pass only what every source was asked for completely', async () => {
    const { world, provider, catalog } = await startProvider();
    world.things.set('a', { id: 'a', title: 'A' });
    world.things.set('b', { id: 'b', title: 'B' });
    expect(await provider.confirm()).toBe(true);

    world.things.delete('a');
    world.observedAt = undefined;
    expect(await provider.confirm()).toBe(false);
    expect([...catalog.titles.keys()]).toEqual(['a', 'b']);

    world.observedAt = '2026-01-05T08:01:00Z';
    expect(await provider.confirm()).toBe(true);
    expect([...catalog.titles.keys()]).toEqual(['b']);
  });

  it('keeps everything while the door does not answer, and goes on afterwards', async () => {
    const { world, provider, catalog } = await startProvider();
    world.things.set('a', { id: 'a', title: 'A' });
    await provider.confirm();

    world.down = true;
    expect(await provider.confirm()).toBe(false);
    await provider.follow({ changes: [upserted('a')] });
    expect([...catalog.titles.keys()]).toEqual(['a']);

    world.down = false;
    world.things.set('a', { id: 'a', title: 'A, renamed' });
    await provider.follow({ changes: [upserted('a')] });
    expect([...catalog.titles]).toEqual([['a', 'A, renamed']]);
  });

  it('reads everything once when very much has changed', async () => {
    const { world, provider, catalog } = await startProvider();
    const ids = Array.from({ length: 200 }, (_, i) => `thing-${i}`);
    for (const id of ids) world.things.set(id, { id, title: id });

    await provider.follow({ changes: ids.map(upserted) });

    expect(catalog.titles.size).toBe(200);
  });
});
