import { createHash } from 'node:crypto';
import { cloudLabels, toEntityName } from '@flytower/cloud-common';
import type { JsonObject } from '@backstage/types';
import type { KubernetesManifest } from '../kubernetes';
import type {
  AddonConfig,
  RancherConfig,
  RancherOpenstackConfig,
} from './config';
import { helmOp } from './fleetKinds';
import { openstackConfig, provisioningCluster } from './kinds';

/** Annotation by which a repeated attempt finds what the first one made. */
export const operationAnnotation = 'cloud.flytower.io/operation';
export const environmentAnnotation = 'cloud.flytower.io/environment';
export const descriptionAnnotation = 'field.cattle.io/description';

/** What a cluster is to be, with everything decided. */
export interface ClusterPlan {
  name: string;
  description: string;
  projectId: string;
  region: string;
  version: string;
  environment?: string;
  requester: string;
  /** Id of the operation that makes it. */
  operationId: string;
  pools: PoolPlan[];
}

export interface PoolPlan {
  name: string;
  count: number;
  flavor: string;
  roles: ('control-plane' | 'etcd' | 'worker')[];
}

const managedBy = { [cloudLabels.managedBy]: 'flytower' };

/**
 * Name of a pool's machine config: the same for every attempt of one operation, so that a creation that was interrupted
 * finds what it had made; another one for another operation, so that who comes second changes nothing of the first.
 */
export function machineConfigName(plan: ClusterPlan, pool: string): string {
  const operation = createHash('sha256')
    .update(plan.operationId)
    .digest('hex')
    .slice(0, 5);
  return `nc-${plan.name}-${pool}-${operation}`;
}

/** The machine config of one pool. Rancher's machine drivers take numbers as strings. */
export function machineConfigManifest(options: {
  rancher: RancherConfig;
  openstack: RancherOpenstackConfig;
  plan: ClusterPlan;
  pool: PoolPlan;
}): KubernetesManifest {
  const { rancher, openstack, plan, pool } = options;
  return {
    apiVersion: openstackConfig.apiVersion,
    kind: openstackConfig.kind,
    metadata: {
      name: machineConfigName(plan, pool.name),
      namespace: rancher.namespace,
      labels: { ...managedBy, [cloudLabels.projectId]: plan.projectId },
    },
    activeTimeout: '200',
    ...(openstack.authUrl && { authUrl: openstack.authUrl }),
    endpointType: 'publicURL',
    flavorName: pool.flavor,
    imageName: openstack.image,
    ipVersion: '4',
    ...(openstack.network && { netName: openstack.network }),
    region: plan.region,
    ...(openstack.securityGroups && { secGroups: openstack.securityGroups }),
    sshPort: '22',
    sshUser: openstack.sshUser,
    tenantId: plan.projectId,
  };
}

/** The cluster itself. Rancher's defaults live in its pages, not in its API: everything meant is said. */
export function clusterManifest(options: {
  rancher: RancherConfig;
  openstack: RancherOpenstackConfig;
  plan: ClusterPlan;
}): KubernetesManifest {
  const { rancher, openstack, plan } = options;
  return {
    apiVersion: provisioningCluster.apiVersion,
    kind: provisioningCluster.kind,
    metadata: {
      name: plan.name,
      namespace: rancher.namespace,
      labels: {
        ...managedBy,
        [cloudLabels.projectId]: plan.projectId,
      },
      annotations: {
        [descriptionAnnotation]: plan.description,
        'cloud.flytower.io/requester': plan.requester,
        ...(plan.environment && {
          [environmentAnnotation]: plan.environment,
        }),
        [operationAnnotation]: plan.operationId,
      },
    },
    spec: {
      kubernetesVersion: plan.version,
      cloudCredentialSecretName: openstack.cloudCredential,
      enableNetworkPolicy: false,
      localClusterAuthEndpoint: { enabled: false },
      rkeConfig: {
        chartValues: { 'rke2-calico': {} },
        etcd: { snapshotRetention: 5, snapshotScheduleCron: '0 */5 * * *' },
        machineGlobalConfig: {
          cni: 'calico',
          'disable-kube-proxy': false,
          'etcd-expose-metrics': false,
        },
        machineSelectorConfig: [
          { config: { 'protect-kernel-defaults': false } },
        ],
        upgradeStrategy: {
          controlPlaneConcurrency: '1',
          workerConcurrency: '1',
          workerDrainOptions: {
            enabled: true,
            deleteEmptyDirData: true,
            gracePeriod: -1,
            ignoreDaemonSets: true,
            timeout: 120,
          },
        },
        machinePools: plan.pools.map(pool => poolManifest(plan, pool)),
      },
    },
  };
}

function poolManifest(plan: ClusterPlan, pool: PoolPlan): JsonObject {
  return {
    name: pool.name,
    quantity: pool.count,
    controlPlaneRole: pool.roles.includes('control-plane'),
    etcdRole: pool.roles.includes('etcd'),
    workerRole: pool.roles.includes('worker'),
    drainBeforeDelete: true,
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    unhealthyNodeTimeout: '0s',
    machineConfigRef: {
      kind: openstackConfig.kind,
      name: machineConfigName(plan, pool.name),
    },
  };
}

/** Name of the HelmOp of an add-on on a cluster. */
export function helmOpName(cluster: string, addon: string): string {
  const name = `${cluster}-${addon}`;
  // Fleet makes a Helm release and a bundle of this name: 53 characters are the limit of the first
  return name.length <= 53
    ? name
    : `${cluster}-${toEntityName(`${name}.`).slice(-7)}`;
}

/** An add-on on one cluster, for Fleet to install and keep. */
export function addonManifest(options: {
  rancher: RancherConfig;
  cluster: string;
  addon: AddonConfig;
  version: string;
  values: JsonObject;
  projectId?: string;
  requester: string;
  annotations?: Record<string, string>;
}): KubernetesManifest {
  const { rancher, cluster, addon } = options;
  return {
    apiVersion: helmOp.apiVersion,
    kind: helmOp.kind,
    metadata: {
      name: helmOpName(cluster, addon.name),
      namespace: rancher.namespace,
      labels: {
        ...managedBy,
        [cloudLabels.addon]: addon.name,
        ...(options.projectId && {
          [cloudLabels.projectId]: options.projectId,
        }),
      },
      annotations: {
        ...options.annotations,
        'cloud.flytower.io/requester': options.requester,
      },
    },
    spec: {
      defaultNamespace: addon.namespace,
      targets: [{ name: cluster, clusterName: cluster }],
      helm: {
        repo: addon.repo,
        chart: addon.chart,
        version: options.version,
        releaseName: addon.name,
        values: options.values,
      },
    },
  };
}
