/**
 * What needs somebody's attention: seen by a domain's detectors, kept, told, and settled.
 *
 * @packageDocumentation
 */
export {
  startFindings,
  type StartedFindings,
  type StartFindingsOptions,
} from './startFindings';
export {
  detectPerSubject,
  type Subjects,
  type Trouble,
} from './detectPerSubject';
export type { Detector, Sighting, Sightings } from './detector';
export type { FindingOperations } from './operationsPort';
