import { define } from './define';
import {
  boolean,
  conditions,
  fields,
  integer,
  intOrString,
  list,
  listBy,
  map,
  object,
  open,
  reference,
  selector,
  string,
} from './schema';

const generation = object({ generation: integer });

/** What a cluster and its control plane have in common. */
export const rkeConfig = {
  additionalManifest: string,
  chartValues: open,
  dataDirectories: object(fields(string, 'k8sDistro provisioning systemAgent')),
  etcd: object({
    disableSnapshots: boolean,
    s3: open,
    snapshotRetention: integer,
    snapshotScheduleCron: string,
  }),
  etcdSnapshotCreate: generation,
  etcdSnapshotRestore: object({
    generation: integer,
    ...fields(string, 'name restoreRKEConfig'),
  }),
  machineGlobalConfig: open,
  machineSelectorConfig: list(
    object({ config: open, machineLabelSelector: selector }),
  ),
  machineSelectorFiles: list(open),
  networking: object({ stackPreference: string }),
  provisionGeneration: integer,
  registries: object({ configs: map(open), mirrors: map(open) }),
  rotateCertificates: object({ generation: integer, services: list(string) }),
  rotateEncryptionKeys: generation,
  upgradeStrategy: object({
    ...fields(string, 'controlPlaneConcurrency workerConcurrency'),
    ...fields(open, 'controlPlaneDrainOptions workerDrainOptions'),
  }),
};

export const localClusterAuthEndpoint = object({
  caCerts: string,
  enabled: boolean,
  fqdn: string,
});

const machinePool = object(
  {
    ...fields(
      integer,
      'autoscalingMaxSize autoscalingMinSize hostnameLengthLimit quantity',
    ),
    ...fields(
      string,
      'cloudCredentialSecretName displayName drainBeforeDeleteTimeout dynamicSchemaSpec machineOS maxUnhealthy name nodeStartupTimeout unhealthyNodeTimeout unhealthyRange',
    ),
    ...fields(
      boolean,
      'controlPlaneRole drainBeforeDelete etcdRole paused workerRole',
    ),
    ...fields(
      map(),
      'labels machineDeploymentAnnotations machineDeploymentLabels',
    ),
    machineConfigRef: reference,
    rollingUpdate: object(fields(intOrString, 'maxSurge maxUnavailable')),
    taints: list(
      object(fields(string, 'effect key timeAdded value'), 'effect', 'key'),
    ),
    userdata: object({ inlineUserdata: string }),
  },
  'machineConfigRef',
  'name',
);

const byType = {
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
};

/** `provisioning.cattle.io/v1 Cluster`: what is written to have a cluster. */
export const provisioningCluster = define({
  group: 'provisioning.cattle.io',
  version: 'v1',
  kind: 'Cluster',
  plural: 'clusters',
  categories: ['provisioning'],
  fields: {
    spec: object({
      agentEnvVars: list(object(fields(string, 'name value'))),
      clusterAPIConfig: object({ clusterName: string }),
      ...fields(
        open,
        'clusterAgentDeploymentCustomization fleetAgentDeploymentCustomization webhookDeploymentCustomization',
      ),
      ...fields(
        string,
        'cloudCredentialSecretName defaultClusterRoleForProjectMembers defaultPodSecurityAdmissionConfigurationTemplateName kubernetesVersion',
      ),
      enableNetworkPolicy: boolean,
      localClusterAuthEndpoint,
      redeploySystemAgentGeneration: integer,
      rkeConfig: object({
        ...rkeConfig,
        infrastructureRef: reference,
        machinePoolDefaults: object({ hostnameLengthLimit: integer }),
        machinePools: listBy(['name'], machinePool),
      }),
    }),
    status: object({
      ...fields(boolean, 'agentDeployed ready'),
      ...fields(string, 'clientSecretName clusterName fleetWorkspaceName'),
      conditions: { ...conditions, ...byType },
      observedGeneration: integer,
    }),
  },
  columns: [
    'Version .spec.kubernetesVersion',
    'Cluster_Name .status.clusterName',
    'Age:date .metadata.creationTimestamp',
    'Kubeconfig .status.clientSecretName',
    'Ready .status.ready',
  ],
});
