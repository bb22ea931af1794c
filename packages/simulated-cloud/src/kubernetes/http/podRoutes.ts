import type { LogLine } from '../hooks';
import { budgetsOf } from '../lifecycle/DisruptionBudgets';
import {
  badRequest,
  internalError,
  methodNotAllowed,
  tooManyRequests,
} from '../status';
import { type KubeObject, isObject } from '../types';
import { readObject } from './body';
import { answer } from './json';
import type { ResourceRequest } from './resourceRoutes';

/** The log of a container in plain text, as far as it goes or for as long as somebody reads. */
export function logRoute(context: ResourceRequest, name: string): Response {
  const { cluster, request, served, info, query } = context;
  if (request.method !== 'GET') throw methodNotAllowed();
  const namespace = info.namespace ?? '';
  const pod = cluster.writer.require(served, { namespace, name });
  const container = containerOf(pod, query.get('container'));
  const follow = query.get('follow') === 'true';
  const ended = new AbortController();
  const signal = AbortSignal.any([context.signal, ended.signal]);
  const lines = cluster.hooks.logsOf?.({
    namespace,
    pod: name,
    container,
    follow,
    signal,
  });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        for await (const line of selected(
          lines ?? [],
          query,
          cluster.clock.now(),
        )) {
          controller.enqueue(encoder.encode(`${line}\n`));
        }
        controller.close();
      } catch {
        // the reader has gone
      }
    },
    cancel: () => ended.abort(),
  });
  return new Response(body, { headers: { 'content-type': 'text/plain' } });
}

function containerOf(pod: KubeObject, wanted: string | null): string {
  const spec = isObject(pod.spec) ? pod.spec : {};
  const names = [spec.containers, spec.initContainers]
    .flat()
    .filter(isObject)
    .map(container => String(container.name));
  if (wanted && !names.includes(wanted)) {
    throw badRequest(
      `container ${wanted} is not valid for pod ${pod.metadata.name}`,
    );
  }
  const own = Array.isArray(spec.containers) ? spec.containers : [];
  if (!wanted && own.length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${
        pod.metadata.name
      }, choose one of: [${names.join(' ')}]`,
    );
  }
  return wanted ?? names[0] ?? '';
}

/** Lines as they are asked for: since when, how many of the last, with times. */
async function* selected(
  lines: AsyncIterable<LogLine> | Iterable<LogLine>,
  query: URLSearchParams,
  now: number,
): AsyncGenerator<string> {
  const seconds = query.get('sinceSeconds');
  const since = seconds
    ? now - Number(seconds) * 1000
    : Date.parse(query.get('sinceTime') ?? '') || 0;
  const tail = query.has('tailLines')
    ? Number(query.get('tailLines'))
    : Infinity;
  const written = (line: LogLine) =>
    query.get('timestamps') === 'true'
      ? `${new Date(line.time).toISOString()} ${line.text}`
      : line.text;
  // what was there when the request came is cut to its tail, what comes later is not
  let held: LogLine[] | undefined = tail === Infinity ? undefined : [];
  for await (const line of lines) {
    if (line.time < since) continue;
    if (held && line.time <= now) {
      held.push(line);
      if (held.length > tail) held.shift();
      continue;
    }
    yield* (held ?? []).map(written);
    held = undefined;
    yield written(line);
  }
  yield* (held ?? []).map(written);
}

/** Puts a pod on a node, as schedulers do. */
export async function bindingRoute(
  { cluster, request, served, info }: ResourceRequest,
  name: string,
): Promise<Response> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const address = { namespace: info.namespace, name };
  const body = await readObject(request);
  const target = isObject(body) && isObject(body.target) ? body.target : {};
  if (!target.name) throw badRequest('target.name: Required value');
  const pod = cluster.writer.require(served, address);
  const spec = isObject(pod.spec) ? pod.spec : {};
  const status = isObject(pod.status) ? pod.status : {};
  cluster.store.put(served.type, {
    ...pod,
    spec: { ...spec, nodeName: target.name },
    status: {
      ...status,
      conditions: [
        { type: 'PodScheduled', status: 'True', lastProbeTime: null },
      ],
    },
  });
  return answer(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    }),
    201,
  );
}

/** Asks a pod to go, as draining does. */
export async function evictionRoute(
  { cluster, request, served, info }: ResourceRequest,
  name: string,
): Promise<Response> {
  if (request.method !== 'POST') throw methodNotAllowed();
  const body = await readObject(request);
  const options =
    isObject(body) && isObject(body.deleteOptions) ? body.deleteOptions : {};
  const grace = options.gracePeriodSeconds;
  const pod = cluster.writer.require(served, {
    namespace: info.namespace,
    name,
  });
  for (const budget of budgetsOf(cluster.store, pod)) requireRoom(budget);
  cluster.remover.remove(
    served,
    { namespace: info.namespace, name },
    { gracePeriodSeconds: typeof grace === 'number' ? grace : undefined },
  );
  return answer(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    }),
    201,
  );
}

function requireRoom(budget: KubeObject): void {
  const status = isObject(budget.status) ? budget.status : {};
  if (Number(status.disruptionsAllowed ?? 0) > 0) return;
  throw tooManyRequests(
    "Cannot evict pod as it would violate the pod's disruption budget.",
    [
      {
        reason: 'DisruptionBudget',
        field: '',
        message: `The disruption budget ${budget.metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
      },
    ],
  );
}

/** Hands a request on to a service of the cluster. */
export async function proxyRoute(
  { cluster, request, info }: ResourceRequest,
  name: string,
): Promise<Response> {
  const [first, second] = name.split(':');
  const named = /^https?$/.test(first) && second !== undefined;
  const [service, port] = named ? name.split(':').slice(1) : [first, second];
  const found = await cluster.hooks.proxyOf?.({
    namespace: info.namespace ?? '',
    service,
    port,
    path: `/${info.rest}${new URL(request.url).search}`,
    request,
  });
  if (found) return found;
  throw internalError(`no endpoints available for service "${service}"`);
}
