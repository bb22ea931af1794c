import { scaled, scaleOf } from '../objects/scale';
import { writeOptionsOf } from '../objects/WriteOptions';
import type { ScalePaths } from '../resources/ResourceType';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { badRequest, methodNotAllowed } from '../status';
import { type JsonObject, isObject } from '../types';
import { mediaTypeOf, parseBody, readObject } from './body';
import { answer } from './json';
import type { ResourceRequest } from './resourceRoutes';

/** Reads and writes how many there are to be, whatever the kind. */
export async function scaleRoute(
  context: ResourceRequest,
  name: string,
  paths: ScalePaths,
): Promise<Response> {
  const { cluster, request, served, info, query } = context;
  const address = { namespace: info.namespace, name };
  const object = cluster.writer.require(served, address);
  const scale = scaleOf(object, paths);
  if (request.method === 'GET') return answer(JSON.stringify(scale));
  const wanted = await wantedScale(request, scale);
  const spec = isObject(wanted.spec) ? wanted.spec : {};
  const metadata = isObject(wanted.metadata) ? wanted.metadata : {};
  const options = writeOptionsOf(query, request.headers.get('user-agent'));
  const changed = scaled(object, paths, Number(spec.replicas ?? 0));
  const written = cluster.writer.update(
    served,
    address,
    {
      ...changed,
      metadata: {
        ...changed.metadata,
        resourceVersion: metadata.resourceVersion ?? undefined,
      },
    },
    options,
    true,
  );
  return answer(JSON.stringify(scaleOf(written, paths)));
}

async function wantedScale(
  request: Request,
  scale: JsonObject,
): Promise<JsonObject> {
  if (request.method === 'PUT') {
    const body = await readObject(request);
    if (isObject(body)) return body;
    throw badRequest('a Scale is expected');
  }
  if (request.method !== 'PATCH') throw methodNotAllowed();
  const patch = parseBody(await request.text(), true);
  if (mediaTypeOf(request) === 'application/json-patch+json') {
    return jsonPatch(scale, patch);
  }
  if (!isObject(patch)) throw badRequest('a Scale is expected');
  return mergePatch(scale, patch);
}
