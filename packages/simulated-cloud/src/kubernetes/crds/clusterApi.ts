import { condition, define } from './define';
import {
  boolean,
  dateTime,
  fields,
  integer,
  list,
  listBy,
  map,
  object,
  oneOf,
  open,
  selector,
  string,
} from './schema';

const capi = {
  group: 'cluster.x-k8s.io',
  version: 'v1beta2',
  categories: ['cluster-api'],
};

/** Every condition says since when and why. */
const conditions = listBy(
  ['type'],
  object(
    {
      lastTransitionTime: dateTime,
      ...fields(string, 'message reason type'),
      observedGeneration: integer,
      status: oneOf('True', 'False', 'Unknown'),
    },
    'lastTransitionTime',
    'message',
    'reason',
    'status',
    'type',
  ),
);

const contract = object(
  fields(string, 'apiGroup kind name'),
  'apiGroup',
  'kind',
  'name',
);

const machineSpec = object(
  {
    bootstrap: object({ configRef: contract, dataSecretName: string }),
    ...fields(string, 'clusterName failureDomain providerID version'),
    deletion: object(
      fields(
        integer,
        'nodeDeletionTimeoutSeconds nodeDrainTimeoutSeconds nodeVolumeDetachTimeoutSeconds',
      ),
    ),
    infrastructureRef: contract,
    minReadySeconds: integer,
    readinessGates: listBy(
      ['conditionType'],
      object(fields(string, 'conditionType polarity'), 'conditionType'),
    ),
    taints: listBy(
      ['key', 'effect'],
      object(
        fields(string, 'effect key propagation value'),
        'effect',
        'key',
        'propagation',
      ),
    ),
  },
  'bootstrap',
  'clusterName',
  'infrastructureRef',
);

const template = object(
  {
    metadata: object(fields(map(), 'annotations labels')),
    spec: machineSpec,
  },
  'spec',
);

const replicas = fields(
  integer,
  'availableReplicas observedGeneration readyReplicas replicas upToDateReplicas',
);

const scale = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
  labelSelectorPath: '.status.selector',
};

const replicaColumns = [
  'Cluster .spec.clusterName',
  'Desired:integer .spec.replicas',
  'Current:integer .status.replicas',
  'Ready:integer .status.readyReplicas',
  'Available:integer .status.availableReplicas',
  'Up-to-date:integer .status.upToDateReplicas',
];

const tail = ['Age:date .metadata.creationTimestamp'];

export const clusterApiKinds = [
  define({
    ...capi,
    kind: 'Cluster',
    plural: 'clusters',
    shortNames: ['cl'],
    fields: {
      spec: object({
        availabilityGates: listBy(
          ['conditionType'],
          object(fields(string, 'conditionType polarity'), 'conditionType'),
        ),
        clusterNetwork: open,
        controlPlaneEndpoint: object({ host: string, port: integer }),
        controlPlaneRef: contract,
        infrastructureRef: contract,
        paused: boolean,
        topology: open,
      }),
      status: object({
        conditions,
        ...fields(open, 'controlPlane deprecated workers'),
        failureDomains: listBy(
          ['name'],
          object(
            { attributes: map(), controlPlane: boolean, name: string },
            'name',
          ),
        ),
        initialization: object(
          fields(boolean, 'controlPlaneInitialized infrastructureProvisioned'),
        ),
        observedGeneration: integer,
        phase: oneOf(
          'Pending',
          'Provisioning',
          'Provisioned',
          'Deleting',
          'Failed',
          'Unknown',
        ),
      }),
    },
    required: ['spec'],
    columns: [
      `Available ${condition('Available')}`,
      'Phase .status.phase',
      ...tail,
      'Version .spec.topology.version',
    ],
  }),
  define({
    ...capi,
    kind: 'Machine',
    plural: 'machines',
    shortNames: ['ma'],
    fields: {
      spec: machineSpec,
      status: object({
        addresses: list(
          object(fields(string, 'address type'), 'address', 'type'),
        ),
        ...fields(dateTime, 'certificatesExpiryDate lastUpdated'),
        conditions,
        ...fields(open, 'deletion deprecated nodeInfo'),
        failureDomain: string,
        initialization: object(
          fields(
            boolean,
            'bootstrapDataSecretCreated infrastructureProvisioned',
          ),
        ),
        nodeRef: object({ name: string }, 'name'),
        observedGeneration: integer,
        phase: oneOf(
          'Pending',
          'Provisioning',
          'Provisioned',
          'Running',
          'Updating',
          'Deleting',
          'Deleted',
          'Failed',
          'Unknown',
        ),
      }),
    },
    required: ['spec'],
    columns: [
      'Cluster .spec.clusterName',
      'Node_Name .status.nodeRef.name',
      'Provider_ID:string:10 .spec.providerID',
      `Ready ${condition('Ready')}`,
      'Phase .status.phase',
      ...tail,
      'Version .spec.version',
    ],
  }),
  define({
    ...capi,
    kind: 'MachineDeployment',
    plural: 'machinedeployments',
    shortNames: ['md'],
    fields: {
      spec: object(
        {
          clusterName: string,
          ...fields(open, 'deletion machineNaming remediation rollout'),
          paused: boolean,
          replicas: integer,
          selector,
          template,
        },
        'clusterName',
        'selector',
        'template',
      ),
      status: object({
        ...replicas,
        conditions,
        deprecated: open,
        phase: oneOf(
          'ScalingUp',
          'ScalingDown',
          'Running',
          'Failed',
          'Unknown',
        ),
        selector: string,
      }),
    },
    required: ['spec'],
    scale,
    columns: [...replicaColumns, 'Phase .status.phase', ...tail],
  }),
  define({
    ...capi,
    kind: 'MachineSet',
    plural: 'machinesets',
    shortNames: ['ms'],
    fields: {
      spec: object(
        {
          clusterName: string,
          deletion: object({ order: oneOf('Random', 'Newest', 'Oldest') }),
          machineNaming: open,
          replicas: integer,
          selector,
          template,
        },
        'clusterName',
        'selector',
        'template',
      ),
      status: object({
        ...replicas,
        conditions,
        deprecated: open,
        selector: string,
      }),
    },
    required: ['spec'],
    scale,
    columns: [...replicaColumns, ...tail],
  }),
];
