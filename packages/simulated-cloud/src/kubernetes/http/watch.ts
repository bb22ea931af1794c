import type { ServedResource } from '../resources/ResourceRegistry';
import { bucketOf } from '../resources/ResourceType';
import { expired, badRequest } from '../status';
import type { Store, StoreEvent } from '../storage/Store';
import type { KubeObject } from '../types';
import { inVersion } from '../objects/ObjectWriter';

interface WatchRequest {
  store: Store;
  served: ServedResource;
  namespace?: string;
  test?: (object: KubeObject) => boolean;
  query: URLSearchParams;
  /** How an object is written: as it is, or as a row of a table. */
  write(object: KubeObject): string;
  bookmarkMs: number;
  signal: AbortSignal;
}

const initialEventsEnd = 'k8s.io/initial-events-end';

/** The changes of a kind, one JSON line each, for as long as the client reads. */
export function watch(request: WatchRequest): Response {
  const { store, served, query } = request;
  const bucket = bucketOf(served.type);
  const encoder = new TextEncoder();
  const since = query.get('resourceVersion') ?? '';
  if (since && !/^\d+$/.test(since)) {
    throw badRequest(
      `invalid resource version "${since}": strconv.ParseUint: parsing "${since}": invalid syntax`,
    );
  }
  let stop = () => {};

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const line = (type: string, object: string) =>
        controller.enqueue(
          encoder.encode(`{"type":"${type}","object":${object}}\n`),
        );
      const bookmark = (annotations?: Record<string, string>) =>
        line('BOOKMARK', bookmarkOf(served, store.current, annotations));
      const send = (event: StoreEvent) => {
        if (event.bucket !== bucket) return;
        const seen = seenChange(event, request);
        if (!seen) return;
        line(seen.type, request.write(inVersion(served, seen.object)));
      };
      const close = () => {
        stop();
        try {
          controller.close();
        } catch {
          // already closed from the other side
        }
      };

      const initial = query.get('sendInitialEvents') === 'true';
      if (initial || !since || since === '0') {
        for (const object of store.list(served.type, request.namespace)) {
          if (!request.test || request.test(object)) {
            line('ADDED', request.write(inVersion(served, object)));
          }
        }
        if (initial) bookmark({ [initialEventsEnd]: 'true' });
      } else {
        const missed = store.since(Number(since));
        if (!missed) {
          const error = expired(
            `too old resource version: ${since} (${store.oldest})`,
          );
          line('ERROR', JSON.stringify(error));
          controller.close();
          return;
        }
        missed.forEach(send);
      }

      const unsubscribe = store.subscribe(send);
      const bookmarks =
        query.get('allowWatchBookmarks') === 'true'
          ? setInterval(bookmark, request.bookmarkMs)
          : undefined;
      const seconds = Number(query.get('timeoutSeconds')) || 3600;
      const timeout = setTimeout(close, Math.min(seconds, 86_400) * 1000);
      bookmarks?.unref();
      timeout.unref();
      stop = () => {
        unsubscribe();
        clearInterval(bookmarks);
        clearTimeout(timeout);
        request.signal.removeEventListener('abort', close);
      };
      request.signal.addEventListener('abort', close);
      if (request.signal.aborted) close();
    },
    cancel() {
      stop();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/json;stream=watch',
      'cache-control': 'no-cache, private',
    },
  });
}

/** A change as somebody with a selector sees it: leaving the selection is a deletion. */
function seenChange(
  event: StoreEvent,
  { namespace, test }: WatchRequest,
): { type: string; object: KubeObject } | undefined {
  const { object, previous } = event;
  if (namespace && object.metadata.namespace !== namespace) return undefined;
  if (!test) return event;
  const before = previous !== undefined && test(previous);
  if (event.type === 'DELETED') return before ? event : undefined;
  const now = test(object);
  if (now) return { type: before ? 'MODIFIED' : 'ADDED', object };
  if (!before || !previous) return undefined;
  const { resourceVersion } = object.metadata;
  return {
    type: 'DELETED',
    object: {
      ...previous,
      metadata: { ...previous.metadata, resourceVersion },
    },
  };
}

function bookmarkOf(
  served: ServedResource,
  revision: number,
  annotations?: Record<string, string>,
): string {
  return JSON.stringify({
    kind: served.type.kind,
    apiVersion: served.apiVersion,
    metadata: {
      resourceVersion: `${revision}`,
      creationTimestamp: null,
      ...(annotations ? { annotations } : {}),
    },
  });
}
