/**
 * One change that somebody asks for, defined once and reachable everywhere.
 *
 * @packageDocumentation
 */
export {
  defineOperation,
  type DefinedOperation,
  type Observation,
  type OperationContext,
  type OperationSpec,
  type Problem,
  type RunContext,
} from './defineOperation';
export type { FoundTarget, TargetSource, TargetSources } from './targets';
export { registerActions } from './entrances/registerActions';
export { withTemplateActions } from './entrances/scaffolderModule';
