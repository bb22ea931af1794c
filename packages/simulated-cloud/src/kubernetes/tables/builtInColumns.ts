import { type JsonObject, type KubeObject, isObject } from '../types';
import { age } from './age';
import type { Column } from './columns';
import { valuesAt } from './jsonPath';
import { podColumns } from './podColumns';

const text =
  (path: string, missing = '') =>
  (object: KubeObject) =>
    String(valuesAt(object, path)[0] ?? missing);

const figure = (path: string) => (object: KubeObject) =>
  Number(valuesAt(object, path)[0] ?? 0);

const count = (field: string) => (object: KubeObject) => {
  const value = object[field];
  return typeof value === 'object' && value ? Object.keys(value).length : 0;
};

function column(
  name: string,
  cell: Column['cell'],
  priority = 0,
  type = 'string',
): Column {
  return { name, type, priority, cell };
}

function address(type: string) {
  return text(`.status.addresses[?(@.type=="${type}")].address`, '<none>');
}

function nodeStatus(object: KubeObject): string {
  const [ready] = valuesAt(
    object,
    '.status.conditions[?(@.type=="Ready")].status',
  );
  const state =
    { True: 'Ready', False: 'NotReady' }[String(ready)] ??
    (ready ? 'NotReady' : 'Unknown');
  const [cordoned] = valuesAt(object, '.spec.unschedulable');
  return cordoned === true ? `${state},SchedulingDisabled` : state;
}

function nodeRoles(object: KubeObject): string {
  const roles = Object.keys(object.metadata.labels ?? {})
    .map(label => /^node-role\.kubernetes\.io\/(.+)$/.exec(label)?.[1])
    .filter(Boolean)
    .sort();
  return roles.join(',') || '<none>';
}

function ports(object: KubeObject): string {
  const [list] = valuesAt(object, '.spec.ports');
  if (!Array.isArray(list) || list.length === 0) return '<none>';
  return list
    .filter(isObject)
    .map(({ port, nodePort, protocol }) =>
      nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
    )
    .join(',');
}

function containers(field: string) {
  return (object: KubeObject) =>
    valuesAt(object, `.spec.template.spec.containers[*].${field}`).join(',');
}

function selector(object: KubeObject): string {
  const [found] = valuesAt(object, '.spec.selector');
  const whole: JsonObject = isObject(found) ? found : {};
  const labels = isObject(whole.matchLabels) ? whole.matchLabels : whole;
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.join(',') || '<none>';
}

const templateColumns = [
  column('Containers', containers('name'), 1),
  column('Images', containers('image'), 1),
  column('Selector', selector, 1),
];

function replicas(name: string, path: string) {
  return column(name, figure(path), 0, 'integer');
}

const workload = [
  column(
    'Ready',
    object =>
      `${figure('.status.readyReplicas')(object)}/${figure('.spec.replicas')(
        object,
      )}`,
  ),
];

function jobDuration(object: KubeObject, now: number): string {
  const [start] = valuesAt(object, '.status.startTime');
  const [end] = valuesAt(object, '.status.completionTime');
  if (!start) return '';
  return age(start, end ? Date.parse(String(end)) : now);
}

/** Columns between name and age, and behind it the wide ones. */
export const builtInColumns: Record<string, Column[]> = {
  Pod: podColumns,
  Namespace: [column('Status', text('.status.phase'))],
  Node: [
    column('Status', nodeStatus),
    column('Roles', nodeRoles),
    column('Version', text('.status.nodeInfo.kubeletVersion')),
    column('Internal-IP', address('InternalIP'), 1),
    column('External-IP', address('ExternalIP'), 1),
    column('OS-Image', text('.status.nodeInfo.osImage', '<unknown>'), 1),
    column(
      'Kernel-Version',
      text('.status.nodeInfo.kernelVersion', '<unknown>'),
      1,
    ),
    column(
      'Container-Runtime',
      text('.status.nodeInfo.containerRuntimeVersion', '<unknown>'),
      1,
    ),
  ],
  Service: [
    column('Type', text('.spec.type')),
    column('Cluster-IP', text('.spec.clusterIP', '<none>')),
    column('External-IP', text('.status.loadBalancer.ingress[0].ip', '<none>')),
    column('Port(s)', ports),
    column('Selector', selector, 1),
  ],
  Secret: [
    column('Type', text('.type')),
    column('Data', count('data'), 0, 'integer'),
  ],
  ConfigMap: [column('Data', count('data'), 0, 'integer')],
  ServiceAccount: [column('Secrets', count('secrets'), 0, 'integer')],
  Event: [
    column('Last Seen', (object, now) =>
      age(object.lastTimestamp ?? object.eventTime, now),
    ),
    column('Type', text('.type')),
    column('Reason', text('.reason')),
    column(
      'Object',
      object =>
        `${text('.involvedObject.kind')(object).toLowerCase()}/${text(
          '.involvedObject.name',
        )(object)}`,
    ),
    column('Message', text('.message')),
  ],
  Deployment: [
    ...workload,
    replicas('Up-to-date', '.status.updatedReplicas'),
    replicas('Available', '.status.availableReplicas'),
    ...templateColumns,
  ],
  ReplicaSet: [
    replicas('Desired', '.spec.replicas'),
    replicas('Current', '.status.replicas'),
    replicas('Ready', '.status.readyReplicas'),
    ...templateColumns,
  ],
  StatefulSet: [...workload, ...templateColumns],
  DaemonSet: [
    replicas('Desired', '.status.desiredNumberScheduled'),
    replicas('Current', '.status.currentNumberScheduled'),
    replicas('Ready', '.status.numberReady'),
    replicas('Up-to-date', '.status.updatedNumberScheduled'),
    replicas('Available', '.status.numberAvailable'),
    ...templateColumns,
  ],
  Job: [
    column(
      'Status',
      object =>
        ['Complete', 'Failed', 'Suspended'].find(
          type =>
            valuesAt(
              object,
              `.status.conditions[?(@.type=="${type}")].status`,
            )[0] === 'True',
        ) ?? 'Running',
    ),
    column(
      'Completions',
      object =>
        `${figure('.status.succeeded')(object)}/${figure('.spec.completions')(
          object,
        )}`,
    ),
    column('Duration', jobDuration),
  ],
  Lease: [column('Holder', text('.spec.holderIdentity'))],
  RoleBinding: [
    column(
      'Role',
      object =>
        `${text('.roleRef.kind')(object)}/${text('.roleRef.name')(object)}`,
    ),
  ],
  ClusterRoleBinding: [
    column(
      'Role',
      object =>
        `${text('.roleRef.kind')(object)}/${text('.roleRef.name')(object)}`,
    ),
  ],
  CustomResourceDefinition: [
    column('Created At', text('.metadata.creationTimestamp')),
  ],
  PodDisruptionBudget: [
    column('Min Available', text('.spec.minAvailable', 'N/A')),
    column('Max Unavailable', text('.spec.maxUnavailable', 'N/A')),
    column(
      'Allowed Disruptions',
      figure('.status.disruptionsAllowed'),
      0,
      'integer',
    ),
  ],
};
