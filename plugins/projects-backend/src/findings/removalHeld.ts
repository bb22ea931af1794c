import type { Detector, Sighting } from '@flytower/cloud-node/findings';
import { sourceIdOf, titleOf, type HeldRemovals } from '../store/HeldRemovals';
import type { SourcePart, SourceStates } from '../store/SourceStates';

/**
 * So much is missing from what a cloud answers that the portal does not believe it. Nobody's project, so it is seen
 * by those who see everything.
 */
export function removalHeld(
  states: Pick<SourceStates, 'parts'>,
  removals: Pick<HeldRemovals, 'held'>,
): Detector {
  const sightingOf = async (source: SourcePart): Promise<Sighting> => {
    const { missing, names } = await removals.held(source);
    const id = sourceIdOf(source);
    return {
      subject: { type: 'source', id, title: titleOf(source) },
      access: { owners: [], readers: [] },
      severity: 'critical',
      message:
        'Much that was there is missing from what it answers, and is kept until somebody has looked',
      evidence: [
        { label: 'Held back', value: source.heldBack! },
        { label: 'Missing', value: names.join(', ') },
      ],
      suggestions:
        missing > 0
          ? [{ operation: 'accept-removal', input: { sourceId: id, missing } }]
          : [],
    };
  };
  return {
    kind: 'removal-held',
    title: 'Removal held back',
    async detect() {
      const parts = await states.parts();
      const held = parts.filter(({ heldBack }) => heldBack);
      return {
        sightings: await Promise.all(held.map(sightingOf)),
        isKnown: id =>
          parts.some(one => !one.failing && sourceIdOf(one) === id),
      };
    },
  };
}
