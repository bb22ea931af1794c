import type {
  ClusterNode,
  ClusterState,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import type { Tone } from '@flytower/cloud-react';

/** What colour says of a cluster. An agent that is lost is not a cluster that is down. */
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

export const nodeTones: { [state in ClusterNode['state']]: Tone } = {
  ready: 'ok',
  'not-ready': 'failed',
  cordoned: 'off',
  provisioning: 'busy',
  removing: 'busy',
  unknown: 'unknown',
};

export const addonTones: { [state in InstalledAddon['state']]: Tone } = {
  installing: 'busy',
  ready: 'ok',
  failed: 'failed',
  removing: 'busy',
  unknown: 'unknown',
};
