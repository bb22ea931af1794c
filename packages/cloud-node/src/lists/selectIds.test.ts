import { clusterQuerySchema } from '@flytower/cloud-common/clusters';
import { selectIds } from './selectIds';

describe('what a query selects', () => {
  const asked: object[] = [];
  const select = (filters: Record<string, string[]>, total = 1) =>
    selectIds(clusterQuerySchema, filters, async query => {
      asked.push(query);
      const left = Math.min(query.limit, total - query.offset);
      const items = Array.from({ length: left }, (_, nth) => ({
        id: `c${query.offset + nth}`,
      }));
      return { items, total, facets: {}, freshness: [] };
    });
  beforeEach(() => asked.splice(0));

  it('is everything that the list finds with it, page by page', async () => {
    const ids = await select({ owner: ['a', 'b'], search: ['shop'] }, 730);
    expect(new Set(ids).size).toBe(730);
    expect(asked).toEqual([
      expect.objectContaining({
        owner: ['a', 'b'],
        search: 'shop',
        offset: 0,
        limit: 500,
      }),
      expect.objectContaining({ offset: 500 }),
    ]);
  });

  it('is refused when it is more than may go at once, and not cut', async () => {
    await expect(select({ owner: ['a'] }, 1_001)).rejects.toThrow(
      '"select" finds 1001; at most 1000 go at once',
    );
  });

  it.each<[string, Record<string, string[]>]>([
    ['a filter that is written wrongly', { ownr: ['a'] }],
    ['what only orders a list', { sort: ['name'] }],
    ['a part of it', { offset: ['10'] }],
    ['a filter without a value', { owner: [] }],
  ])('is never everything because of %s', async (_, filters) => {
    await expect(select(filters)).rejects.toThrow(
      `"select.${Object.keys(filters)[0]}"`,
    );
    expect(asked).toEqual([]);
  });
});
