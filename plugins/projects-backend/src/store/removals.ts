/** What is known of something that a complete read did not have. */
export interface Missing {
  id: string;
  /** Complete reads in a row that did not have it, this one included. */
  missed: number;
  /** Somebody looked, and said that it is gone. */
  accepted_by?: string | null;
}

export interface RemovalDecision {
  removed: string[];
  /** Why something stays that is gone from the source, for people. */
  heldBack?: string;
}

/** Below this many, a share says nothing: of four servers one is a quarter. */
const alwaysPlausible = 3;

/** Reads that must miss something before it is believed to be gone. */
const confirmedAfter = 2;

/**
 * What may be removed after a complete read. Two reads in a row must have missed it, or the source itself must have
 * said that it is gone; and when more than a set share would go at once that nobody has looked at, none of that goes, as
 * it looks like a source that is half there.
 *
 * @param known - how many there were before the read
 */
export function decideRemovals(options: {
  missing: Missing[];
  confirmedGone: ReadonlySet<string>;
  known: number;
  maxShare: number;
  noun: string;
}): RemovalDecision {
  const { missing, confirmedGone, known, maxShare, noun } = options;
  const isSure = ({ id, missed }: Missing) =>
    missed >= confirmedAfter || confirmedGone.has(id);
  const unseen = missing.filter(({ accepted_by }) => !accepted_by);
  if (unseen.length > alwaysPlausible && unseen.length > known * maxShare) {
    return {
      removed: missing
        .filter(({ accepted_by }) => accepted_by)
        .filter(isSure)
        .map(({ id }) => id),
      heldBack: `${
        unseen.length
      } of ${known} ${noun} are missing from what it answers; they are kept, as more than ${Math.round(
        maxShare * 100,
      )} % at once is not believed (cloud.projects.maxRemovedShare)`,
    };
  }
  return {
    removed: missing.filter(isSure).map(({ id }) => id),
  };
}
