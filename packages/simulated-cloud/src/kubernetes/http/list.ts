import { inVersion } from '../objects/ObjectWriter';
import type { ServedResource } from '../resources/ResourceRegistry';
import { expired } from '../status';
import {
  readContinueToken,
  writeContinueToken,
} from '../storage/continueToken';
import { keyOfObject, type Store } from '../storage/Store';
import type { KubeObject } from '../types';

interface ListRequest {
  store: Store;
  served: ServedResource;
  namespace?: string;
  test?: (object: KubeObject) => boolean;
  query: URLSearchParams;
}

/** A list, or one page of it. All pages show the cluster as it was at the first one. */
export interface ListPage {
  items: KubeObject[];
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
}

export function listPage(request: ListRequest): ListPage {
  const { store, served, namespace, test, query } = request;
  const limit = Number(query.get('limit')) || Infinity;
  const token = query.get('continue');
  const page = token ? readContinueToken(token) : undefined;
  const revision = page?.revision ?? store.current;
  if (revision < store.oldest) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    );
  }
  let objects = store.listAt(served.type, namespace, revision);
  if (page) {
    objects = objects.filter(object => keyOfObject(object) > page.after);
  }
  if (test) objects = objects.filter(test);
  const items = objects.slice(0, limit);
  const left = objects.length - items.length;
  return {
    items: items.map(item => inVersion(served, item)),
    metadata: {
      resourceVersion: `${revision}`,
      ...(left > 0
        ? {
            continue: writeContinueToken({
              revision,
              after: keyOfObject(items[items.length - 1]),
            }),
            // with selectors the server does not know how many are left
            ...(test ? {} : { remainingItemCount: left }),
          }
        : {}),
    },
  };
}
