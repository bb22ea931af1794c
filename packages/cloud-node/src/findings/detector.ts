import type {
  Finding,
  OperationTarget,
  Suggestion,
} from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../guard';

/** Something that a domain sees in its snapshot right now. @public */
export interface Sighting {
  subject: OperationTarget;
  access: OwnedResource;
  /** Tells sightings of one kind on one subject apart: the name of the node. */
  part?: string;
  severity: Finding['severity'];
  /** A sentence: what is wrong. */
  message: string;
  evidence: Finding['evidence'];
  /** Since when, where upstream says so. */
  since?: string;
  /** What would settle it, filled in; the first is what the policy `auto` starts. */
  suggestions: Pick<Suggestion, 'operation' | 'input'>[];
}

/** @public */
export interface Sightings {
  sightings: Sighting[];
  /**
   * Whether about this subject is known enough at the moment to say that a finding is over. What is not seen because
   * its source does not answer stays open.
   */
  isKnown(subjectId: string): boolean;
}

/** Finds one kind of trouble. Pure: reads the domain's snapshot, asks nobody. @public */
export interface Detector {
  /** `node-not-ready` */
  kind: string;
  title: string;
  detect(): Sightings | Promise<Sightings>;
}
