import { AsyncLocalStorage } from 'node:async_hooks';

/** Headers in which systems say how they call a request in their own logs: OpenStack's services, and Kubernetes. */
const headerNames = [
  'x-openstack-request-id',
  'x-compute-request-id',
  'audit-id',
];

const collecting = new AsyncLocalStorage<Set<string>>();

/** Everything that is changed upstream while this goes on adds to `ids` what upstream calls the request. */
export function collectRequestIds<T>(
  ids: Set<string>,
  act: () => Promise<T>,
): Promise<T> {
  return collecting.run(ids, act);
}

/**
 * To be called where something is asked for, as queues may send it on behalf of somebody else. Answers what is to be
 * told the headers of the answer.
 */
export function requestIdListener(method: string) {
  const ids = method === 'GET' ? undefined : collecting.getStore();
  return (headers: { get(name: string): string | null }) => {
    const id = headerNames.map(name => headers.get(name)).find(Boolean);
    if (id) ids?.add(id);
  };
}
