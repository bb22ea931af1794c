import type { DefinedOperation, StartedOperations } from '../operations';

/** What findings need of the plugin's operations: what `startOperations` answers, and the definitions. @public */
export interface FindingOperations
  extends Pick<StartedOperations, 'startForPolicy' | 'find' | 'statesOf'> {
  definitions: readonly DefinedOperation[];
}
