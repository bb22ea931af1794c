import { condition, define } from './define';
import {
  boolean,
  fields,
  integer,
  list,
  listBy,
  map,
  object,
  open,
  openObject,
  string,
} from './schema';

const serving = {
  group: 'serving.knative.dev',
  version: 'v1',
  categories: ['all', 'knative', 'serving'],
};
const eventing = {
  group: 'eventing.knative.dev',
  version: 'v1',
  categories: ['all', 'knative', 'eventing'],
};

const conditions = list(
  object(
    fields(string, 'lastTransitionTime message reason severity status type'),
    'status',
    'type',
  ),
);

const ready = [
  `Ready ${condition('Ready')}`,
  `Reason ${condition('Ready', 'reason')}`,
];

const address = object(fields(string, 'CACerts audience name url'));

const container = object({
  ...fields(list(string), 'args command'),
  ...fields(
    string,
    'image imagePullPolicy name terminationMessagePath terminationMessagePolicy workingDir',
  ),
  env: listBy(['name'], openObject(fields(string, 'name value'), 'name')),
  envFrom: list(open),
  ...fields(
    open,
    'livenessProbe readinessProbe resources securityContext startupProbe',
  ),
  ports: list(
    object({
      containerPort: integer,
      name: string,
      protocol: { ...string, default: 'TCP' },
    }),
  ),
  volumeMounts: listBy(
    ['mountPath'],
    openObject(fields(string, 'mountPath name'), 'mountPath', 'name'),
  ),
});

const revisionSpec = object(
  {
    ...fields(
      boolean,
      'automountServiceAccountToken enableServiceLinks hostIPC hostNetwork hostPID shareProcessNamespace',
    ),
    ...fields(
      integer,
      'containerConcurrency idleTimeoutSeconds responseStartTimeoutSeconds timeoutSeconds',
    ),
    ...fields(list(container), 'containers initContainers'),
    ...fields(
      string,
      'dnsPolicy priorityClassName runtimeClassName schedulerName serviceAccountName',
    ),
    ...fields(open, 'affinity dnsConfig securityContext'),
    imagePullSecrets: listBy(['name'], object({ name: string }, 'name')),
    nodeSelector: map(),
    ...fields(list(open), 'hostAliases tolerations topologySpreadConstraints'),
    volumes: listBy(['name'], openObject({ name: string }, 'name')),
  },
  'containers',
);

const template = object({
  metadata: object({
    ...fields(map(), 'annotations labels'),
    finalizers: list(string),
    ...fields(string, 'name namespace'),
  }),
  spec: revisionSpec,
});

const traffic = list(
  object({
    ...fields(string, 'configurationName revisionName tag url'),
    latestRevision: boolean,
    percent: integer,
  }),
);

const common = {
  annotations: map(),
  conditions,
  observedGeneration: integer,
};
const latest = fields(
  string,
  'latestCreatedRevisionName latestReadyRevisionName',
);
const latestColumns = [
  'LatestCreated .status.latestCreatedRevisionName',
  'LatestReady .status.latestReadyRevisionName',
];

/** Knative Serving: what runs, which version, and who gets how much traffic. */
export const servingKinds = [
  define({
    ...serving,
    kind: 'Service',
    plural: 'services',
    shortNames: ['kservice', 'ksvc'],
    fields: {
      spec: object({ template, traffic }),
      status: object({ ...common, ...latest, address, traffic, url: string }),
    },
    columns: ['URL .status.url', ...latestColumns, ...ready],
  }),
  define({
    ...serving,
    kind: 'Configuration',
    plural: 'configurations',
    shortNames: ['config', 'cfg'],
    fields: {
      spec: object({ template }),
      status: object({ ...common, ...latest }),
    },
    columns: [...latestColumns, ...ready],
  }),
  define({
    ...serving,
    kind: 'Revision',
    plural: 'revisions',
    shortNames: ['rev'],
    fields: {
      spec: revisionSpec,
      status: object({
        ...common,
        ...fields(integer, 'actualReplicas desiredReplicas'),
        ...fields(
          list(object(fields(string, 'imageDigest name'))),
          'containerStatuses initContainerStatuses',
        ),
        logUrl: string,
      }),
    },
    columns: [
      "Config_Name .metadata.labels['serving\\.knative\\.dev/configuration']",
      "Generation .metadata.labels['serving\\.knative\\.dev/configurationGeneration']",
      ...ready,
      'Actual_Replicas:integer .status.actualReplicas',
      'Desired_Replicas:integer .status.desiredReplicas',
    ],
  }),
  define({
    ...serving,
    kind: 'Route',
    plural: 'routes',
    shortNames: ['rt'],
    fields: {
      spec: object({ traffic }),
      status: object({ ...common, address, traffic, url: string }),
    },
    columns: ['URL .status.url', ...ready],
  }),
];

const destination = object({
  ...fields(string, 'CACerts audience uri'),
  ref: object(fields(string, 'apiVersion kind name namespace')),
});

const deadLetters = fields(
  string,
  'deadLetterSinkAudience deadLetterSinkCACerts deadLetterSinkUri',
);

/** Knative Eventing: where events gather, and who gets which. */
export const eventingKinds = [
  define({
    ...eventing,
    kind: 'Broker',
    plural: 'brokers',
    fields: {
      spec: object({
        config: object(fields(string, 'apiVersion kind name namespace')),
        delivery: open,
      }),
      status: object({
        address: object(fields(string, 'CACerts audience name url')),
        addresses: list(object(fields(string, 'CACerts audience name url'))),
        annotations: open,
        conditions,
        ...deadLetters,
        observedGeneration: integer,
        policies: list(object(fields(string, 'apiVersion name'))),
      }),
    },
    columns: [
      'URL .status.address.url',
      'Age:date .metadata.creationTimestamp',
      ...ready,
    ],
  }),
  define({
    ...eventing,
    kind: 'Trigger',
    plural: 'triggers',
    fields: {
      spec: openObject({
        broker: string,
        brokerRef: open,
        delivery: open,
        filter: object({ attributes: map() }),
        filters: list(open),
        subscriber: destination,
      }),
      status: object({
        annotations: open,
        auth: open,
        conditions,
        ...deadLetters,
        observedGeneration: integer,
        ...fields(string, 'subscriberAudience subscriberCACerts subscriberUri'),
      }),
    },
    columns: [
      'Broker .spec.broker',
      'Subscriber_URI .status.subscriberUri',
      'Age:date .metadata.creationTimestamp',
      ...ready,
    ],
  }),
];
