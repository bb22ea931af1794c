import fc from 'fast-check';
import { pageItems, type ListRules } from './pageItems';

interface Thing {
  id: string;
  name: string;
  owner?: string;
  size?: number;
}

const rules: ListRules<Thing> = {
  facets: { owner: thing => thing.owner },
  search: thing => [thing.name],
  sort: { name: thing => thing.name, size: thing => thing.size },
  idOf: thing => thing.id,
};

const query = {
  offset: 0,
  limit: 50,
  order: 'asc' as const,
  sort: 'name',
};

const things: Thing[] = [
  { id: '1', name: 'node-10', owner: 'a', size: 3 },
  { id: '2', name: 'node-9', owner: 'a' },
  { id: '3', name: 'Web', owner: 'b', size: 1 },
  { id: '4', name: 'worker' },
];

const arbitraryThings = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name: fc.constantFrom('a', 'b', 'B', 'c10', 'c9'),
    owner: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    size: fc.option(fc.integer(), { nil: undefined }),
  }),
  { selector: thing => thing.id },
);

describe('pageItems', () => {
  it('orders numbers in names as people do, and what has no value last', () => {
    const names = (sort: string, order: 'asc' | 'desc' = 'asc') =>
      pageItems(things, { ...query, sort, order }, rules, []).items.map(
        ({ name }) => name,
      );
    expect(names('name')).toEqual(['node-9', 'node-10', 'Web', 'worker']);
    expect(names('size')).toEqual(['Web', 'node-10', 'node-9', 'worker']);
    expect(names('size', 'desc')).toEqual([
      'node-10',
      'Web',
      'node-9',
      'worker',
    ]);
  });

  it('counts in a facet what choosing its values would give', () => {
    const page = pageItems(
      things,
      { ...query, owner: ['a'], search: 'node' },
      rules,
      [],
    );
    expect(page.total).toBe(2);
    expect(page.facets.owner).toEqual([{ value: 'a', count: 2 }]);
    expect(
      pageItems(things, { ...query, owner: ['a'] }, rules, []).facets.owner,
    ).toEqual([
      { value: 'a', count: 2 },
      { value: 'b', count: 1 },
    ]);
  });

  it('shows everything exactly once over its pages, whatever the order', () => {
    fc.assert(
      fc.property(
        arbitraryThings,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('name', 'size'),
        fc.constantFrom('asc' as const, 'desc' as const),
        (items, limit, sort, order) => {
          const seen: string[] = [];
          for (let offset = 0; offset < items.length; offset += limit) {
            const page = pageItems(
              items,
              { offset, limit, sort, order },
              rules,
              [],
            );
            expect(page.total).toBe(items.length);
            seen.push(...page.items.map(({ id }) => id));
          }
          expect(seen.sort()).toEqual(items.map(({ id }) => id).sort());
        },
      ),
    );
  });
});
