import { engines } from '../database/__testUtils__/databases';
import { asInes, asOmar } from './__testUtils__/startProcess';
import { useYard } from './__testUtils__/useYard';

describe.each(engines)('the same change twice on %s', engine => {
  const on = useYard(engine);

  beforeEach(() => {
    on.yard.looks = Infinity;
  });

  it('is one operation when the key is the same', async () => {
    on.begin();
    const more = { idempotencyKey: 'k' };
    const [one, two] = await Promise.all([
      on.start({ clusterId: 'a' }, asInes, 'paint', more),
      on.start({ clusterId: 'a' }, asInes, 'paint', more),
    ]);
    expect(two.id).toBe(one.id);
    await expect(
      on.start({ clusterId: 'prod' }, asInes, 'paint', more),
    ).rejects.toThrow(
      `"idempotencyKey": was used for another request already: /cloud/operations/yard/${one.id}`,
    );
    const other = await on.start({ clusterId: 'prod' }, asOmar, 'paint', more);
    expect(other.id).not.toBe(one.id);
  });

  it('does nothing anew when an old request is sent again', async () => {
    on.yard.looks = 1;
    on.begin();
    const more = { idempotencyKey: 'k' };
    const { id } = await on.start({ clusterId: 'a' }, asInes, 'paint', more);
    await on.ended(id);
    on.yard.clusters.delete('a');
    expect(
      await on.start({ clusterId: 'a' }, asInes, 'paint', more),
    ).toMatchObject({ id, state: 'succeeded' });
    expect(on.yard.made).toEqual([id]);
  });

  it('joins what the same person asked for, and is refused to others with a link', async () => {
    on.begin();
    const { id } = await on.start({ clusterId: 'a' });
    expect((await on.start({ clusterId: 'a' })).id).toBe(id);
    await expect(on.start({ clusterId: 'a' }, asOmar)).rejects.toThrow(
      new RegExp(
        `"Paint" is (about to start|running) on A already: /cloud/operations/yard/${id}`,
      ),
    );
    await expect(on.start({ clusterId: 'a', size: 2 })).rejects.toThrow(id);
    await on.service.cancel(id, asInes);
    await on.ended(id);
    expect((await on.start({ clusterId: 'a' }, asOmar)).id).not.toBe(id);
  });

  it('is said to be in the way before anybody asks for it again, but not of itself', async () => {
    on.begin();
    const blocksOf = async (request: object, as = asInes) => {
      const { problems } = await on.service.precheck(
        'paint',
        { input: { clusterId: 'a' }, ...request },
        as,
      );
      return problems;
    };
    expect(await blocksOf({})).toEqual([]);
    const { id } = await on.start({ clusterId: 'a' }, asInes, 'paint', {
      idempotencyKey: 'step-1',
    });
    const inTheWay = {
      severity: 'blocks',
      message: expect.stringMatching(`/cloud/operations/yard/${id}$`),
    };
    expect(await blocksOf({}, asOmar)).toEqual([inTheWay]);
    expect(await blocksOf({ idempotencyKey: 'step-2' })).toEqual([inTheWay]);
    expect(await blocksOf({ idempotencyKey: 'step-1' })).toEqual([]);
    await on.service.cancel(id, asInes);
    await on.ended(id);
    expect(await blocksOf({})).toEqual([]);
  });

  it('never forgets a key by joining', async () => {
    on.begin();
    const start = (idempotencyKey: string) =>
      on.start({ clusterId: 'a' }, asInes, 'paint', { idempotencyKey });
    const { id } = await start('tab-1');
    await expect(start('tab-2')).rejects.toThrow(`/${id}`);
    await on.service.cancel(id, asInes);
    await on.ended(id);
    // what the second tab sends again is its own, and the first one's is not done twice
    expect((await start('tab-1')).id).toBe(id);
    expect(await on.rows()).toHaveLength(1);
  });

  it('is refused also to another operation that shares its lock', async () => {
    on.begin();
    const { id } = await on.start({ clusterId: 'a' }, asInes, 'scrape');
    await expect(
      on.start({ clusterId: 'a' }, asInes, 'varnish'),
    ).rejects.toThrow(new RegExp(`"Scrape" is .* on A already: .*/${id}`));
    await on.start({ clusterId: 'prod' }, asInes, 'varnish');
  });
});
