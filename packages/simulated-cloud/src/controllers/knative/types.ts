import type { KubeObject } from '../../kubernetes/types';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  severity?: 'Info';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface Container {
  name?: string;
  image: string;
  env?: { name: string; value?: string }[];
  envFrom?: { secretRef?: { name: string } }[];
  resources?: { limits?: { memory?: string } };
}

export interface RevisionSpec {
  containers: Container[];
  timeoutSeconds?: number;
  [field: string]: unknown;
}

export interface RevisionTemplate {
  metadata?: {
    name?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: RevisionSpec;
}

export interface TrafficTarget {
  latestRevision?: boolean;
  revisionName?: string;
  configurationName?: string;
  percent?: number;
  tag?: string;
  url?: string;
}

interface ServingStatus {
  observedGeneration?: number;
  conditions?: Condition[];
  latestCreatedRevisionName?: string;
  latestReadyRevisionName?: string;
  traffic?: TrafficTarget[];
  url?: string;
}

export interface KnativeService extends KubeObject {
  spec: { template: RevisionTemplate; traffic?: TrafficTarget[] };
  status?: ServingStatus;
}

export interface Configuration extends KubeObject {
  spec: { template: RevisionTemplate };
  status?: ServingStatus;
}

export interface Route extends KubeObject {
  spec: { traffic?: TrafficTarget[] };
  status?: ServingStatus;
}

export interface Revision extends KubeObject {
  spec: RevisionSpec;
  status?: {
    observedGeneration?: number;
    conditions?: Condition[];
    actualReplicas?: number;
    desiredReplicas?: number;
  };
}

/** A container that runs, ran, or could not be started. */
export type InstanceState =
  | { phase: 'none' }
  | { phase: 'starting' }
  | { phase: 'running' }
  | { phase: 'failed'; exitCode: number; message: string };
