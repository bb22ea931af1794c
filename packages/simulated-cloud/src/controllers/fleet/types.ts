import type { KubeObject } from '../../kubernetes/types';
import type { Condition } from '../rancher/types';

export interface HelmSpec {
  repo?: string;
  chart?: string;
  version?: string;
  releaseName?: string;
  values?: Record<string, unknown>;
}

interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: string;
    values?: string[];
  }[];
}

export interface Target {
  name?: string;
  clusterName?: string;
  clusterSelector?: LabelSelector;
  doNotDeploy?: boolean;
}

export interface HelmOp extends KubeObject {
  spec: {
    namespace?: string;
    defaultNamespace?: string;
    targets?: Target[];
    paused?: boolean;
    helm?: HelmSpec;
  };
  status?: { conditions?: Condition[]; version?: string };
}

export interface DeploymentOptions {
  namespace?: string;
  defaultNamespace?: string;
  helm: HelmSpec;
}

/** `Ready` and what else Fleet calls the state of a bundle. */
export type BundleState = 'Ready' | 'NotReady' | 'WaitApplied' | 'ErrApplied';

export interface BundleDeployment extends KubeObject {
  spec: { deploymentID: string; options: DeploymentOptions };
  status?: {
    appliedDeploymentID?: string;
    ready?: boolean;
    conditions?: Condition[];
    display?: { state?: BundleState };
    nonReadyStatus?: unknown[];
  };
}

export interface FleetCluster extends KubeObject {
  status?: { namespace?: string; summary?: Record<string, unknown> };
}

export const fleetLabels = {
  bundle: 'fleet.cattle.io/bundle-name',
  bundleNamespace: 'fleet.cattle.io/bundle-namespace',
  cluster: 'fleet.cattle.io/cluster',
  clusterNamespace: 'fleet.cattle.io/cluster-namespace',
} as const;
