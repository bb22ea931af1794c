import type { ClusterState } from '@flytower/cloud-common/clusters';
import type { FunctionState } from '@flytower/cloud-common/functions';
import type { Tone } from '../StatusBadge/StatusBadge';

/** What colour says of a cluster. An agent that is lost is not a cluster that is down. @public */
export const clusterTones: { [state in ClusterState]: Tone } = {
  failed: 'failed',
  'agent-lost': 'warn',
  removing: 'busy',
  provisioning: 'busy',
  updating: 'busy',
  degraded: 'warn',
  active: 'ok',
  unknown: 'unknown',
};

/** What colour says of a function. One that sleeps is well. @public */
export const functionTones: { [state in FunctionState]: Tone } = {
  failed: 'failed',
  building: 'busy',
  deploying: 'busy',
  pending: 'busy',
  ready: 'ok',
  sleeping: 'off',
  paused: 'off',
  removing: 'busy',
  unknown: 'unknown',
};
