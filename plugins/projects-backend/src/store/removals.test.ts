import fc from 'fast-check';
import { decideRemovals, type Missing } from './removals';

const missing = fc.uniqueArray(
  fc.record({ id: fc.uuid(), missed: fc.integer({ min: 1, max: 5 }) }),
  { selector: ({ id }) => id, maxLength: 60 },
);

describe('what may be removed after a complete read', () => {
  it('is only what two reads in a row missed, or what the source calls gone', () => {
    fc.assert(
      fc.property(missing, fc.nat(200), (gone, others) => {
        const confirmedGone = new Set(
          gone.filter((_, index) => index % 3 === 0).map(({ id }) => id),
        );
        const { removed } = decideRemovals({
          missing: gone,
          confirmedGone,
          known: gone.length + others,
          maxShare: 0.2,
          noun: 'servers',
        });
        for (const id of removed) {
          const { missed } = gone.find(one => one.id === id)!;
          expect(missed >= 2 || confirmedGone.has(id)).toBe(true);
        }
      }),
    );
  });

  it('is never more than the share that is believed, but for a handful', () => {
    fc.assert(
      fc.property(missing, fc.nat(200), (gone, others) => {
        const known = gone.length + others;
        const { removed, heldBack } = decideRemovals({
          missing: gone,
          confirmedGone: new Set(),
          known,
          maxShare: 0.2,
          noun: 'servers',
        });
        expect(removed.length).toBeLessThanOrEqual(Math.max(3, known * 0.2));
        expect(heldBack === undefined || removed.length === 0).toBe(true);
      }),
    );
  });

  it('is also much at once where somebody has said that it is gone, and nothing else with it', () => {
    fc.assert(
      fc.property(missing, missing, fc.nat(200), (said, others, kept) => {
        const accepted = said.map(one => ({ ...one, accepted_by: 'me' }));
        const unsaid = others.filter(
          ({ id }) => !said.some(one => one.id === id),
        );
        const known = accepted.length + unsaid.length + kept;
        const decide = (gone: Missing[]) =>
          decideRemovals({
            missing: gone,
            confirmedGone: new Set(),
            known,
            maxShare: 0.2,
            noun: 'servers',
          });
        const sure = accepted
          .filter(({ missed }) => missed >= 2)
          .map(({ id }) => id);
        const alone = decide(unsaid);
        const together = decide([...accepted, ...unsaid]);
        expect(together.heldBack).toBe(alone.heldBack);
        expect([...together.removed].sort()).toEqual(
          [...sure, ...alone.removed].sort(),
        );
      }),
    );
  });
});
