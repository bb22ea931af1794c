/** Who may do what with projects, clusters and functions: resources, rules, and the one place that asks. */
export { createDecider, type Decider } from './decideFor';
export { Guard, type GuardOptions } from './Guard';
export { createProjectGuard } from './projectGuard';
export { readAccess, type Access } from './readAccess';
export { audited, requesterOf } from './record';
export {
  clusterResourceRef,
  functionResourceRef,
  projectResourceRef,
  type OwnedQuery,
  type OwnedResource,
} from './resources';
export { clusterRules, functionRules, projectRules } from './rules';
