import type {
  ClusterNode,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import type { Tone } from '@flytower/cloud-react';

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
