import { InputError, NotFoundError } from '@backstage/errors';
import type {
  FunctionLogs,
  FunctionState,
  LogLine,
} from '@flytower/cloud-common/functions';
import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import {
  functionLabels,
  knativeKinds,
} from '@flytower/cloud-node/upstream/knative';

const mostPods = 20;
const container = 'user-container';
const mostBytes = 2_097_152;

/** What the function's instances wrote, of all revisions together, newest last. */
export async function readLogs(options: {
  client: KubernetesClient;
  namespace: string;
  name: string;
  state: FunctionState;
  since?: string;
  tail: number;
}): Promise<FunctionLogs> {
  const { client, namespace, name, state, since, tail } = options;
  if (since !== undefined && Number.isNaN(Date.parse(since)))
    throw new InputError(
      'since: must be a time such as 2026-01-05T08:00:00Z, or "next" of an earlier answer',
    );
  const pods = await client.listAll(knativeKinds.corePod, {
    namespace,
    labelSelector: `${functionLabels.service}=${name}`,
  });
  const logs = await Promise.all(
    pods.slice(0, mostPods).map(async pod => {
      const text = await podLog(
        client,
        { namespace, name: pod.metadata.name },
        {
          container,
          timestamps: 'true',
          tailLines: String(tail),
          limitBytes: String(mostBytes),
          // whole seconds are all that Kubernetes understands
          sinceTime:
            since && new Date(since).toISOString().replace(/\.\d+/, ''),
        },
      );
      return linesOf(text, {
        pod: pod.metadata.name,
        revision: pod.metadata.labels[functionLabels.revision],
      });
    }),
  );
  const after = since === undefined ? '' : sortable(since);
  const lines = logs
    .flat()
    .filter(line => sortable(line.time) > after)
    .sort((a, b) => (sortable(a.time) < sortable(b.time) ? -1 : 1))
    .slice(-tail);
  return {
    lines,
    next: lines.at(-1)?.time ?? since,
    message: pods.length === 0 ? whyNoPods(state) : undefined,
  };
}

async function podLog(
  client: KubernetesClient,
  pod: { namespace: string; name: string },
  query: { [key: string]: string | undefined },
): Promise<string> {
  try {
    return await client.text(
      `/api/v1/namespaces/${encodeURIComponent(
        pod.namespace,
      )}/pods/${encodeURIComponent(pod.name)}/log`,
      { query },
    );
  } catch (error) {
    // a pod that just went, or whose container has not started
    if (error instanceof NotFoundError || error instanceof InputError)
      return '';
    throw error;
  }
}

function linesOf(
  text: string,
  origin: { pod: string; revision?: string },
): LogLine[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [, time, rest] = /^(\d{4}-\S+Z) ?(.*)$/s.exec(line) ?? [];
      return { ...origin, time, text: rest ?? line };
    });
}

/** Times as text that sorts: fractions of a second come in any number of digits. */
function sortable(time: string | undefined): string {
  const [seconds = '', fraction = ''] = (time ?? '')
    .replace('Z', '')
    .split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}

function whyNoPods(state: FunctionState): string {
  switch (state) {
    case 'sleeping':
      return 'The function is asleep: nothing runs until somebody calls it.';
    case 'building':
    case 'deploying':
    case 'pending':
      return 'The function has not started yet.';
    default:
      return 'No instance of the function is running.';
  }
}
