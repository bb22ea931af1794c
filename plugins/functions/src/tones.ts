import type {
  FunctionBuild,
  FunctionRevision,
} from '@flytower/cloud-common/functions';
import type { Tone } from '@flytower/cloud-react';

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
