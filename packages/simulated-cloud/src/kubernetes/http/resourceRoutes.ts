import type { Cluster } from '../Cluster';
import { writeOptionsOf } from '../objects/WriteOptions';
import { patchObject } from '../patch/patchObject';
import type { ServedResource } from '../resources/ResourceRegistry';
import { methodNotAllowed, qualified } from '../status';
import { type JsonObject, type KubeObject, isObject } from '../types';
import { asTable, wantsTable } from '../tables/asTable';
import { readObject, readOptions } from './body';
import { answer, jsonOf } from './json';
import { listPage } from './list';
import type { RequestInfo } from './requestInfo';
import { parseSelectors } from './selectors';
import { watch } from './watch';

/** A request for objects of a kind. */
export interface ResourceRequest {
  cluster: Cluster;
  request: Request;
  /** Ends answers that go on. */
  signal: AbortSignal;
  query: URLSearchParams;
  info: RequestInfo;
  served: ServedResource;
}

/** Answers requests for a whole collection. */
export async function collectionRoute(
  context: ResourceRequest,
): Promise<Response> {
  const { request, query, served, info } = context;
  switch (request.method) {
    case 'GET':
      return query.get('watch') === 'true' || query.get('watch') === '1'
        ? watchRoute(context)
        : listRoute(context);
    case 'POST': {
      // a namespaced kind is created in a namespace, never across them
      if (served.type.namespaced && !info.namespace) throw methodNotAllowed();
      return createRoute(context);
    }
    case 'DELETE':
      return removeCollection(context);
    default:
      throw methodNotAllowed();
  }
}

/** Answers requests for one object, or its status. */
export async function objectRoute(
  context: ResourceRequest,
  name: string,
): Promise<Response> {
  const { cluster, request, query, info, served } = context;
  const address = { namespace: info.namespace, name };
  const options = {
    ...writeOptionsOf(query, request.headers.get('user-agent')),
    subresource: info.subresource,
  };
  switch (request.method) {
    case 'GET': {
      const object = cluster.writer.require(served, address);
      return objectAnswer(context, object);
    }
    case 'PUT': {
      const body = await readObject(request);
      const object = cluster.writer.update(served, address, body, options);
      return objectAnswer(context, object, 200, options.warnings);
    }
    case 'PATCH': {
      const { object, created } = await patchObject(context, address, options);
      return objectAnswer(
        context,
        object,
        created ? 201 : 200,
        options.warnings,
      );
    }
    case 'DELETE':
      if (info.subresource) throw methodNotAllowed();
      return removeRoute(context, name);
    default:
      throw methodNotAllowed();
  }
}

function tableOf(
  { cluster, served, query }: ResourceRequest,
  objects: KubeObject[],
  metadata: JsonObject,
) {
  const now = cluster.clock.now();
  return asTable({ served, objects, metadata, query, now });
}

function objectAnswer(
  context: ResourceRequest,
  object: KubeObject,
  status = 200,
  warnings: string[] = [],
): Response {
  const { request } = context;
  if (!wantsTable(request)) return answer(jsonOf(object), status, warnings);
  const table = tableOf(context, [object], object.metadata);
  return answer(JSON.stringify(table), status, warnings);
}

function selectionOf(context: ResourceRequest) {
  const { cluster, served, info, query } = context;
  return {
    store: cluster.store,
    served,
    namespace: info.namespace,
    test: parseSelectors(query),
    query,
  };
}

function listRoute(context: ResourceRequest): Response {
  const { served, request } = context;
  const page = listPage(selectionOf(context));
  if (wantsTable(request)) {
    const table = tableOf(context, page.items, { ...page.metadata });
    return answer(JSON.stringify(table));
  }
  const head = JSON.stringify({
    kind: served.type.listKind,
    apiVersion: served.apiVersion,
    metadata: page.metadata,
  });
  const items = page.items.map(jsonOf).join(',');
  return answer(`${head.slice(0, -1)},"items":[${items}]}`);
}

function watchRoute(context: ResourceRequest): Response {
  const { cluster, request, signal } = context;
  const table = wantsTable(request);
  let first = true;
  return watch({
    ...selectionOf(context),
    bookmarkMs: cluster.bookmarkMs,
    signal,
    write(object) {
      if (!table) return jsonOf(object);
      // column definitions come with the first row only
      const rows = tableOf(context, [object], object.metadata);
      if (!first) rows.columnDefinitions = [];
      first = false;
      return JSON.stringify(rows);
    },
  });
}

async function createRoute(context: ResourceRequest): Promise<Response> {
  const { cluster, request, query, info, served } = context;
  const options = writeOptionsOf(query, request.headers.get('user-agent'));
  const body = await readObject(request);
  const object = cluster.writer.create(served, info.namespace, body, options);
  return objectAnswer(context, object, 201, options.warnings);
}

async function deleteOptions({ request, query }: ResourceRequest) {
  const body = await readOptions(request);
  const given = isObject(body) ? body : {};
  const grace = query.get('gracePeriodSeconds') ?? given.gracePeriodSeconds;
  const preconditions = isObject(given.preconditions)
    ? given.preconditions
    : {};
  const asText = (value: unknown) =>
    typeof value === 'string' ? value : undefined;
  return {
    propagationPolicy:
      query.get('propagationPolicy') ??
      asText(given.propagationPolicy) ??
      (given.orphanDependents === true ? 'Orphan' : undefined),
    gracePeriodSeconds:
      grace === undefined || grace === null ? undefined : Number(grace),
    preconditions: {
      uid: asText(preconditions.uid),
      resourceVersion: asText(preconditions.resourceVersion),
    },
    dryRun:
      query.getAll('dryRun').includes('All') ||
      (Array.isArray(given.dryRun) && given.dryRun.includes('All')),
  };
}

async function removeRoute(
  context: ResourceRequest,
  name: string,
): Promise<Response> {
  const { cluster, served, info } = context;
  const options = await deleteOptions(context);
  const { object, gone } = cluster.remover.remove(
    served,
    { namespace: info.namespace, name },
    options,
  );
  if (!gone || served.type.kind === 'Pod') return answer(jsonOf(object));
  const { type } = served;
  return answer(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name,
        ...(type.group ? { group: type.group } : {}),
        kind: type.plural,
        uid: object.metadata.uid,
      },
    }),
  );
}

async function removeCollection(context: ResourceRequest): Promise<Response> {
  const { cluster, served } = context;
  if (qualified(served.type) === 'namespaces') throw methodNotAllowed();
  const options = await deleteOptions(context);
  const { items, metadata } = listPage(selectionOf(context));
  const removed = items.map(
    item => cluster.remover.remove(served, item.metadata, options).object,
  );
  return answer(
    JSON.stringify({
      kind: served.type.listKind,
      apiVersion: served.apiVersion,
      metadata,
      items: removed,
    }),
  );
}
