import type { Knex } from 'knex';
import { engines, openTestDatabase } from '../__testUtils__/databases';
import { HeldRemovals } from './HeldRemovals';
import { ResourceWriter } from './ResourceWriter';
import type { SeenResource } from './rows';
import { SourceStates } from './SourceStates';

const server = (nth: number): SeenResource => ({
  id: `s${nth}`,
  region: 'north',
  type: 'server',
  projectId: 'p',
  name: `web-${nth}`,
  state: 'active',
  health: 'ok',
  details: {},
});
const servers = Array.from({ length: 10 }, (_, nth) => server(nth));
const scope = { cloud: 'main', region: 'north', type: 'server' as const };
const source = { cloud: 'main', part: 'servers in north' };

describe.each(engines)('removals that are held back, on %s', engine => {
  let knex: Knex;
  let destroy: () => Promise<void>;
  let writer: ResourceWriter;
  let removals: HeldRemovals;
  beforeEach(async () => {
    ({ knex, destroy } = await openTestDatabase(engine));
    writer = new ResourceWriter(knex, 0.2);
    const clouds = ['main'];
    const states = new SourceStates(knex, { clouds, staleAfterMs: 60_000 });
    removals = new HeldRemovals(knex, states);
    await writer.replace(scope, servers);
  });
  afterEach(() => destroy());

  const read = (from: number) => writer.replace(scope, servers.slice(from));
  const kept = async () => {
    const rows = await knex('resources').orderBy('id').select('id');
    return rows.map(({ id }) => id);
  };

  it('go with the next read once they are accepted, and only those', async () => {
    await read(5);
    const accepted = ['web-0', 'web-1', 'web-2', 'web-3', 'web-4'];
    expect(await removals.held(source)).toEqual({
      missing: 5,
      names: accepted,
    });
    await removals.accept(source, 5, 'one');
    expect(await removals.left(source, 'one')).toBe(5);
    expect(await removals.left(source, 'another')).toBe(0);
    // as many again are not what somebody looked at
    const { heldBack } = await read(10);
    expect(heldBack).toContain('5 of 10 servers are missing');
    expect(await removals.left(source, 'one')).toBe(0);
    expect(await kept()).toEqual(['s5', 's6', 's7', 's8', 's9']);
    expect((await removals.held(source)).missing).toBe(5);
  });

  it('are accepted once, whoever says it again', async () => {
    await read(5);
    await removals.accept(source, 5, 'one');
    await removals.accept(source, 5, 'one');
    await read(5);
    await removals.accept(source, 5, 'one');
    expect(await kept()).toHaveLength(5);
  });

  it('are accepted as they were seen, or not at all', async () => {
    await read(5);
    await expect(removals.accept(source, 4, 'one')).rejects.toThrow(
      '"missing": 5 servers in north are missing by now, and not 4',
    );
    expect(await removals.left(source, 'one')).toBe(0);
    expect((await removals.held(source)).missing).toBe(5);
  });

  it('are forgotten when what was missing is there again', async () => {
    await read(5);
    await removals.accept(source, 5, 'one');
    await read(0);
    expect(await removals.left(source, 'one')).toBe(0);
    expect((await read(5)).heldBack).toContain('5 of 10');
    await read(5);
    expect(await kept()).toHaveLength(10);
  });
});
