import { AsyncLocalStorage } from 'node:async_hooks';

/** Headers in which systems say how they call a request in their own logs: OpenStack's services, and Kubernetes. */
const headerNames = [
  'x-openstack-request-id',
  'x-compute-request-id',
  'audit-id',
];

const collecting = new AsyncLocalStorage<{
  ids: Set<string>;
  reads: boolean;
}>();

/** As many are kept of one act; the last ones. */
const most = 20;

/**
 * Everything that is changed upstream while this goes on adds to `ids` what upstream calls the request.
 *
 * @param reads - also what is only read
 */
export function collectRequestIds<T>(
  ids: Set<string>,
  act: () => Promise<T>,
  { reads = false } = {},
): Promise<T> {
  return collecting.run({ ids, reads }, act);
}

/** As it is kept. */
export function requestIdText(ids: Set<string>): string {
  return [...ids].slice(-most).join(', ');
}

/**
 * To be called where something is asked for, as queues may send it on behalf of somebody else. Answers what is to be
 * told the headers of the answer.
 */
export function requestIdListener(method: string) {
  const collector = collecting.getStore();
  if (!collector || (method === 'GET' && !collector.reads)) return () => {};
  return (headers: { get(name: string): string | null }) => {
    const id = headerNames.map(name => headers.get(name)).find(Boolean);
    if (id) collector.ids.add(id);
  };
}
