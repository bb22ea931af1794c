import { define } from './define';
import { localClusterAuthEndpoint, rkeConfig } from './provisioning';
import {
  boolean,
  conditions,
  fields,
  integer,
  list,
  object,
  oneOf,
  open,
  string,
} from './schema';

const rke = { group: 'rke.cattle.io', version: 'v1' } as const;

const snapshotPhase = oneOf('Started', 'RestartCluster', 'Finished', 'Failed');

export const rkeKinds = [
  define({
    ...rke,
    kind: 'RKEControlPlane',
    plural: 'rkecontrolplanes',
    shortNames: ['rcp'],
    categories: ['cluster-api'],
    fields: {
      spec: object(
        {
          ...rkeConfig,
          agentEnvVars: list(object(fields(string, 'name value'))),
          ...fields(
            string,
            'clusterName kubernetesVersion managementClusterName',
          ),
          localClusterAuthEndpoint,
          unmanagedConfig: boolean,
        },
        'clusterName',
        'managementClusterName',
      ),
      status: object(
        {
          ...fields(boolean, 'agentConnected initialized ready'),
          ...fields(
            integer,
            'certificateRotationGeneration configGeneration observedGeneration',
          ),
          appliedSpec: open,
          conditions,
          etcdSnapshotCreate: rkeConfig.etcdSnapshotCreate,
          etcdSnapshotCreatePhase: snapshotPhase,
          etcdSnapshotRestore: rkeConfig.etcdSnapshotRestore,
          etcdSnapshotRestorePhase: oneOf(
            'Started',
            'Shutdown',
            'Restore',
            'PostRestorePodCleanup',
            'InitialRestartCluster',
            'PostRestoreNodeCleanup',
            'RestartCluster',
            'Finished',
            'Failed',
          ),
          initialization: object({ controlPlaneInitialized: boolean }),
          rotateEncryptionKeys: rkeConfig.rotateEncryptionKeys,
          rotateEncryptionKeysLeader: string,
          rotateEncryptionKeysPhase: string,
        },
        'observedGeneration',
      ),
    },
    columns: [
      "Cluster .metadata.labels['cluster\\.x-k8s\\.io/cluster-name']",
      'Initialized .status.initialized',
      'API_Server_Available:boolean .status.initialization.controlPlaneInitialized',
      'Age:date .metadata.creationTimestamp',
      'Version .spec.kubernetesVersion',
    ],
  }),
  define({
    ...rke,
    kind: 'ETCDSnapshot',
    plural: 'etcdsnapshots',
    fields: {
      snapshotFile: object({
        ...fields(
          string,
          'createdAt location message metadata name nodeName status',
        ),
        s3: open,
        size: integer,
      }),
      spec: object({ clusterName: string }),
      status: object({ missing: boolean }, 'missing'),
    },
  }),
  define({
    ...rke,
    kind: 'RKECluster',
    plural: 'rkeclusters',
    categories: ['cluster-api'],
    fields: {
      spec: object({
        controlPlaneEndpoint: object({ host: string, port: integer }),
      }),
      status: object({
        conditions,
        initialization: object({ provisioned: boolean }),
        ready: boolean,
      }),
    },
    required: ['spec'],
  }),
  define({
    ...rke,
    kind: 'RKEBootstrap',
    plural: 'rkebootstraps',
    categories: ['cluster-api'],
    fields: {
      spec: object({
        clusterName: string,
        userdata: object({ inlineUserdata: string }),
      }),
      status: object({
        dataSecretName: string,
        initialization: object({ dataSecretCreated: boolean }),
        ready: boolean,
      }),
    },
    required: ['spec'],
  }),
  define({
    ...rke,
    kind: 'RKEBootstrapTemplate',
    plural: 'rkebootstraptemplates',
    categories: ['cluster-api'],
    fields: {
      spec: object({ clusterName: string, template: open }, 'template'),
    },
    required: ['spec'],
    status: false,
  }),
];

const config = {
  ...fields(
    string,
    'applicationCredentialId applicationCredentialName applicationCredentialSecret authUrl availabilityZone cacert domainId domainName endpointType flavorId flavorName floatingipPool imageId imageName keypairName netId netName password privateKeyFile region secGroups serverGroupId serverGroupName tenantDomainId tenantDomainName tenantId tenantName userDataFile userDomainId userDomainName username volumeDevicePath volumeId volumeName volumeSize volumeType',
  ),
  activeTimeout: { ...string, default: '200' },
  ipVersion: { ...string, default: '4' },
  sshPort: { ...string, default: '22' },
  sshUser: { ...string, default: 'root' },
  ...fields(boolean, 'bootFromVolume configDrive insecure novaNetwork'),
};

/** Machines on OpenStack. Their settings are at the top level: there is no spec. */
export const openstackKinds = [
  define({
    group: 'rke-machine-config.cattle.io',
    version: 'v1',
    kind: 'OpenstackConfig',
    plural: 'openstackconfigs',
    fields: config,
    status: false,
  }),
  define({
    group: 'rke-machine.cattle.io',
    version: 'v1',
    kind: 'OpenstackMachine',
    plural: 'openstackmachines',
    open: true,
  }),
  define({
    group: 'rke-machine.cattle.io',
    version: 'v1',
    kind: 'OpenstackMachineTemplate',
    plural: 'openstackmachinetemplates',
    open: true,
    status: false,
  }),
];
