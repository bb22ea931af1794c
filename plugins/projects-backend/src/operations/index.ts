import type { DefinedOperation } from '@flytower/cloud-node/operations';
import { acceptRemoval } from './acceptRemoval';
import { changeQuota } from './changeQuota';
import { deleteServer } from './deleteServer';
import type { ProjectsDomain } from './ProjectsDomain';
import { rebootServer } from './rebootServer';
import { startServer } from './startServer';
import { stopServer } from './stopServer';

export type { ProjectsDomain } from './ProjectsDomain';

/** Everything that can be done to projects and their servers. */
export const projectOperations: readonly DefinedOperation<ProjectsDomain>[] = [
  startServer,
  stopServer,
  rebootServer,
  deleteServer,
  changeQuota,
  acceptRemoval,
];
