import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { LiveClaims } from './LiveClaims';

/** A catalog of who belongs to what: `user` or `group` to the groups above it. */
function startCatalog(above: Record<string, string[]>) {
  const state = { above, down: false, reads: 0, now: 0 };
  const entity = (ref: string): Entity | undefined =>
    state.above[ref] && {
      apiVersion: 'backstage.io/v1alpha1',
      kind: ref.split(':')[0],
      metadata: { name: ref },
      relations: state.above[ref].map(targetRef => ({
        type: ref.startsWith('user:') ? 'memberOf' : 'childOf',
        targetRef,
      })),
    };
  const read = <T>(value: T): T => {
    state.reads++;
    if (state.down) throw new Error('The catalog does not answer');
    return value;
  };
  const claims = new LiveClaims({
    auth: mockServices.auth(),
    now: () => state.now,
    catalog: {
      getEntityByRef: async ref => read(entity(String(ref))),
      getEntitiesByRefs: async ({ entityRefs }) =>
        read({ items: entityRefs.map(entity) }),
    },
  });
  return { state, of: (ref: string) => claims.of(ref) };
}

describe('who somebody is right now', () => {
  it('includes what their groups are part of, whatever goes in circles', async () => {
    const { of } = startCatalog({
      'user:a': ['group:team'],
      'group:team': ['group:area'],
      'group:area': ['group:company', 'group:team'],
      'group:company': ['group:area'],
    });
    expect(await of('user:a')).toEqual([
      'user:a',
      'group:team',
      'group:area',
      'group:company',
    ]);
  });

  it('is nobody when the catalog does not know them', async () => {
    expect(await startCatalog({}).of('user:gone')).toEqual([]);
  });

  it('forgets a membership within ten seconds, and asks once for many at a time', async () => {
    const { state, of } = startCatalog({
      'user:a': ['group:x'],
      'group:x': [],
    });
    await Promise.all([of('user:a'), of('user:a'), of('user:a')]);
    expect(state.reads).toBe(2);
    state.above = { 'user:a': [] };
    state.now = 9_999;
    expect(await of('user:a')).toContain('group:x');
    state.now = 10_000;
    expect(await of('user:a')).toEqual(['user:a']);
  });

  it('believes what it knew for a minute while the catalog is silent, and nobody after that', async () => {
    const { state, of } = startCatalog({
      'user:a': ['group:x'],
      'group:x': [],
    });
    await of('user:a');
    state.down = true;
    state.now = 59_000;
    expect(await of('user:a')).toContain('group:x');
    state.now = 61_000;
    expect(await of('user:a')).toEqual([]);
    expect(await of('user:b')).toEqual([]);
  });
});
