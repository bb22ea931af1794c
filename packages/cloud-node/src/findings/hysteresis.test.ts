import fc from 'fast-check';
import { openTestDatabase } from '../database/__testUtils__/databases';
import { sighting, watching } from './__testUtils__/watching';

type Moment = 'on' | 'off' | 'unknown' | 'restart';

const stretch = fc.record({
  what: fc.constantFrom<Moment>('on', 'off', 'unknown', 'restart'),
  /** Looks, ten seconds apart. */
  looks: fc.integer({ min: 1, max: 12 }),
  subject: fc.constantFrom('a', 'b'),
});

/** How long something was so without a break, for one subject. */
class Held {
  private since?: number;

  is(holds: boolean, now: number) {
    this.since = holds ? this.since ?? now : undefined;
  }

  forMs(now: number): number {
    return this.since === undefined ? -1 : now - this.since;
  }
}

describe('findings, whatever happens', () => {
  it('open only on a minute of evidence, close only on a minute of its absence, one at a time, and lose no history', async () => {
    const holds = fc.asyncProperty(
      fc.array(stretch, { minLength: 1, maxLength: 25 }),
      async stretches => {
        const { knex, destroy } = await openTestDatabase('SQLite', 'findings');
        try {
          await live(stretches, watching(knex));
        } finally {
          await destroy();
        }
      },
    );
    await expect(fc.assert(holds, { numRuns: 60 })).resolves.toBeUndefined();
  }, 60_000);
});

async function live(
  stretches: { what: Moment; looks: number; subject: string }[],
  watched: ReturnType<typeof watching>,
) {
  const { world, see, restart, pass, shown } = watched;
  const subjects = ['a', 'b'];
  const on = new Set<string>();
  const seen = new Map(subjects.map(id => [id, new Held()]));
  const gone = new Map(subjects.map(id => [id, new Held()]));
  const before = new Map<string, string>();

  for (const { what, looks, subject } of stretches) {
    if (what === 'restart') {
      restart();
      continue;
    }
    world.unknown.delete(subject);
    if (what === 'unknown') world.unknown.add(subject);
    if (what === 'on') on.add(subject);
    if (what === 'off') on.delete(subject);
    see(...[...on].map(id => sighting(id)));

    for (let look = 0; look < looks; look += 1) {
      await pass(10);
      for (const id of subjects) {
        const known = !world.unknown.has(id);
        seen.get(id)!.is(known && on.has(id), world.now);
        gone.get(id)!.is(known && !on.has(id), world.now);
      }
      const now = await shown();
      for (const id of subjects) {
        const open = now.filter(
          ({ state, document }) =>
            state === 'open' && document.subject.id === id,
        );
        expect(open.length).toBeLessThanOrEqual(1);
        // and it is not missed, either
        if (seen.get(id)!.forMs(world.now) >= 60_000) {
          expect(open).toHaveLength(1);
        }
        if (gone.get(id)!.forMs(world.now) >= 60_000) {
          expect(open).toHaveLength(0);
        }
      }
      for (const { id, state, document } of now) {
        const { id: about } = document.subject;
        if (!before.has(id)) {
          expect(seen.get(about)!.forMs(world.now)).toBeGreaterThanOrEqual(
            60_000,
          );
        }
        if (before.get(id) === 'open' && state === 'closed') {
          expect(gone.get(about)!.forMs(world.now)).toBeGreaterThanOrEqual(
            60_000,
          );
        }
        if (before.get(id) === 'closed') expect(state).toBe('closed');
      }
      expect(now.map(({ id }) => id)).toEqual(
        expect.arrayContaining([...before.keys()]),
      );
      for (const { id, state } of now) before.set(id, state);
    }
  }
}
