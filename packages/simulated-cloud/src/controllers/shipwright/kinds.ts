import type { KubeObject } from '../../kubernetes/types';
import type { Kind } from '../runtime';

const kind = (name: string, plural: string, namespaced = true): Kind => ({
  apiVersion: 'shipwright.io/v1beta1',
  kind: name,
  plural,
  namespaced,
});

/** The kinds of Shipwright. */
export const shipwrightKinds = {
  build: kind('Build', 'builds'),
  buildRun: kind('BuildRun', 'buildruns'),
  strategy: kind('ClusterBuildStrategy', 'clusterbuildstrategies', false),
} as const;

export interface BuildSpec {
  source?: {
    type?: string;
    contextDir?: string;
    git?: { url: string; revision?: string };
  };
  strategy: { name: string; kind?: string };
  output: { image: string };
}

export interface Build extends KubeObject {
  spec: BuildSpec;
  status?: { registered?: string; reason?: string; message?: string };
}

export interface BuildRun extends KubeObject {
  spec: { build: { name?: string; spec?: BuildSpec } };
  status?: {
    conditions?: { type: string; status: string; reason?: string }[];
    startTime?: string;
    completionTime?: string;
  };
}
