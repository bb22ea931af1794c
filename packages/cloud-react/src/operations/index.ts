/** Operations in the browser: asking for them, following them, and what was done. @packageDocumentation */
export { BulkTargets } from './BulkTargets';
export { CancelOperation } from './CancelOperation';
export { CopyLink } from './CopyLink';
export { EntityOperations } from './EntityOperations';
export { FailedDomains } from './FailedDomains';
export { OperationMenu } from './OperationMenu';
export { OperationProgress } from './OperationProgress';
export { OperationStateBadge } from './OperationStateBadge';
export { operationPath } from './paths';
export { operationQueries } from './queries';
export { Requester } from './Requester';
export { RiskBadge } from './RiskBadge';
export { useBulk } from './useBulk';
export { useOperation, useOperations } from './useOperations';
