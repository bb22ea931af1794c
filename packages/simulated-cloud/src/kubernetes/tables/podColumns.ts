import { type KubeObject, isObject } from '../types';
import type { Column } from './columns';
import { valuesAt } from './jsonPath';

function statuses(object: KubeObject) {
  return valuesAt(object, '.status.containerStatuses[*]').filter(isObject);
}

/** One word on how a pod does: the worst that a container says, else its phase. */
export function podStatus(object: KubeObject): string {
  if (object.metadata.deletionTimestamp) return 'Terminating';
  for (const status of statuses(object)) {
    const [waiting] = valuesAt(status, '.state.waiting.reason');
    if (waiting) return String(waiting);
    const [ended] = valuesAt(status, '.state.terminated.reason');
    if (ended) return String(ended);
  }
  const [reason] = valuesAt(object, '.status.reason');
  return String(reason ?? valuesAt(object, '.status.phase')[0] ?? 'Unknown');
}

function ready(object: KubeObject): string {
  const all = valuesAt(object, '.spec.containers[*]').length;
  const up = statuses(object).filter(status => status.ready === true).length;
  return `${up}/${all}`;
}

function restarts(object: KubeObject): string {
  const total = statuses(object).reduce(
    (sum, status) => sum + Number(status.restartCount ?? 0),
    0,
  );
  return `${total}`;
}

function column(name: string, cell: Column['cell'], priority = 0): Column {
  return { name, type: 'string', priority, cell };
}

const at = (path: string) => (object: KubeObject) =>
  String(valuesAt(object, path)[0] ?? '<none>');

/** What `kubectl get pods` shows between name and age, and with `-o wide` behind it. */
export const podColumns: Column[] = [
  column('Ready', ready),
  column('Status', podStatus),
  column('Restarts', restarts),
  column('IP', at('.status.podIP'), 1),
  column('Node', at('.spec.nodeName'), 1),
  column('Nominated Node', at('.status.nominatedNodeName'), 1),
  column('Readiness Gates', () => '<none>', 1),
];
