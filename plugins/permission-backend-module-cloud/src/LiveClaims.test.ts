import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { LiveClaims } from './LiveClaims';

/** A catalog of who belongs to what: `user` or `group` to the groups above it. */
function startCatalog(above: Record<string, string[]>) {
  const state = {
    above,
    down: false,
    reads: 0,
    now: 0,
    answering: Promise.resolve(),
  };
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
  const logger = mockServices.logger.mock();
  const claims = new LiveClaims({
    auth: mockServices.auth(),
    logger,
    now: () => state.now,
    patienceMs: 50,
    catalog: {
      getEntityByRef: async ref => {
        const found = entity(String(ref));
        await state.answering;
        return read(found);
      },
      getEntitiesByRefs: async ({ entityRefs }) =>
        read({ items: entityRefs.map(entity) }),
    },
  });
  return {
    state,
    logger,
    of: (ref: string) => claims.of(ref),
    sure: (ref: string) => claims.sure(ref),
  };
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
    const { state, logger, of, sure } = startCatalog({
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
    await expect(sure('user:b')).rejects.toThrow(
      'The catalog does not say who user:b is',
    );
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('counts from when the catalog was asked, not from when it answered', async () => {
    const { state, of } = startCatalog({
      'user:a': ['group:x'],
      'group:x': [],
    });
    let answer = () => {};
    state.answering = new Promise(resolve => {
      answer = resolve;
    });
    const first = of('user:a');
    await new Promise(resolve => setImmediate(resolve));
    state.above = { 'user:a': [], 'group:x': [] };
    state.now = 9_000;
    const second = of('user:a');
    answer();
    expect(await first).toContain('group:x');
    expect(await second).toContain('group:x');
    state.now = 10_000;
    expect(await of('user:a')).toEqual(['user:a']);
  });

  it('does not wait for a catalog that never answers', async () => {
    const { state, of } = startCatalog({ 'user:a': ['group:x'] });
    state.answering = new Promise(() => {});
    expect(await of('user:a')).toEqual([]);
  });
});
