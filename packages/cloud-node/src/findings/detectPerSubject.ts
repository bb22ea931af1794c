import type { OwnedResource } from '../guard';
import type { Detector, Sighting } from './detector';

/** What is wrong with one subject. @public */
export type Trouble = Omit<Sighting, 'subject' | 'access'>;

/** What the detectors of a domain look at. @public */
export interface Subjects<T> {
  list(): T[] | Promise<T[]>;
  subjectOf(one: T): Sighting['subject'];
  accessOf(one: T): OwnedResource;
  /** Whether its source is known well enough at the moment; asked also for subjects that are gone. */
  isKnown(subjectId: string): boolean;
}

/**
 * A detector that looks at one subject after the other.
 *
 * @param see - what is wrong with it; `unclear` when that cannot be said of this one at the moment
 * @public
 */
export function detectPerSubject<T>(options: {
  kind: string;
  title: string;
  subjects: Subjects<T>;
  see(one: T): Trouble[] | 'unclear';
}): Detector {
  const { kind, title, subjects, see } = options;
  return {
    kind,
    title,
    async detect() {
      const unclear = new Set<string>();
      const sightings: Sighting[] = [];
      const all = await subjects.list();
      for (const one of all) {
        const subject = subjects.subjectOf(one);
        const troubles = see(one);
        if (troubles === 'unclear') {
          unclear.add(subject.id);
          continue;
        }
        const access = subjects.accessOf(one);
        for (const trouble of troubles) {
          sightings.push({ ...trouble, subject, access });
        }
      }
      return {
        sightings,
        isKnown: id => !unclear.has(id) && subjects.isKnown(id),
      };
    },
  };
}
