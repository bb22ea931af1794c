import type { Contract } from './Contract';

interface List {
  kind: string;
  metadata: {
    continue?: string;
    remainingItemCount?: number;
    resourceVersion: string;
  };
  items: Array<{ metadata: { name: string } }>;
}

/** Lists: selectors and pages. */
export function listRules(contract: Contract): void {
  const list = async (query: string) => {
    const { body } = await contract.client.request(
      'GET',
      `${contract.corePath('configmaps')}?${query}`,
    );
    return body as unknown as List;
  };
  const names = ({ items }: List) => items.map(item => item.metadata.name);

  beforeAll(async () => {
    const colours = ['red', 'red', 'green', 'blue', undefined];
    for (const [index, colour] of colours.entries()) {
      await contract.client.request('POST', contract.corePath('configmaps'), {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: `listed-${index}`,
          labels: { suite: 'lists', ...(colour ? { colour } : {}) },
        },
      });
    }
  });

  it.each([
    ['suite=lists,colour=red', ['listed-0', 'listed-1']],
    ['suite=lists,colour!=red', ['listed-2', 'listed-3', 'listed-4']],
    ['suite=lists,colour in (green, blue)', ['listed-2', 'listed-3']],
    ['suite=lists,colour notin (red)', ['listed-2', 'listed-3', 'listed-4']],
    ['suite=lists,!colour', ['listed-4']],
    ['suite=lists,colour,colour!=red', ['listed-2', 'listed-3']],
  ])('selects by labels: %s', async (selector, expected) => {
    const query = `labelSelector=${encodeURIComponent(selector)}`;
    expect(names(await list(query))).toEqual(expected);
  });

  it('selects by name', async () => {
    expect(names(await list('fieldSelector=metadata.name%3Dlisted-3'))).toEqual(
      ['listed-3'],
    );
  });

  it('pages, and shows on all pages what was there at the first', async () => {
    const selector = 'labelSelector=suite%3Dlists';
    const first = await list(`${selector}&limit=2`);
    expect(names(first)).toEqual(['listed-0', 'listed-1']);
    expect(first.kind).toBe('ConfigMapList');
    const removed = contract.corePath('configmaps/listed-3');
    await contract.client.request('DELETE', removed);
    const token = encodeURIComponent(first.metadata.continue ?? '');
    const second = await list(`${selector}&limit=2&continue=${token}`);
    expect(names(second)).toEqual(['listed-2', 'listed-3']);
    const more = encodeURIComponent(second.metadata.continue ?? '');
    const third = await list(`${selector}&limit=2&continue=${more}`);
    expect(names(third)).toEqual(['listed-4']);
    expect(third.metadata.continue ?? '').toBe('');
  });

  it('tells how many are left', async () => {
    const first = await list('limit=1');
    expect(first.metadata.remainingItemCount).toBeGreaterThan(0);
  });

  it('deletes what a selector selects', async () => {
    await contract.client.request(
      'DELETE',
      `${contract.corePath('configmaps')}?labelSelector=suite%3Dlists`,
    );
    expect(names(await list('labelSelector=suite%3Dlists'))).toEqual([]);
  });
}
