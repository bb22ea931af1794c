import type {
  FunctionBuild,
  FunctionRevision,
  FunctionState,
} from '@flytower/cloud-common/functions';
import type { Tone } from '@flytower/cloud-react';

/** What colour says of a function. One that sleeps is well. */
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

export const revisionTones: { [state in FunctionRevision['state']]: Tone } = {
  ready: 'ok',
  deploying: 'busy',
  failed: 'failed',
  unknown: 'unknown',
};

export const buildTones: { [state in FunctionBuild['state']]: Tone } = {
  running: 'busy',
  succeeded: 'ok',
  failed: 'failed',
  unknown: 'unknown',
};
