import { mediaTypeOf, parseBody } from '../http/body';
import type { ResourceRequest } from '../http/resourceRoutes';
import { timestamp } from '../objects/metadata';
import type { WriteOptions } from '../objects/WriteOptions';
import { badRequest, unsupportedMediaType } from '../status';
import { type JsonObject, type KubeObject, isObject } from '../types';
import { applyObject } from '../apply/applyObject';
import { jsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { strategicMerge } from './strategicMerge';

const json = 'application/json-patch+json';
const merge = 'application/merge-patch+json';
const strategic = 'application/strategic-merge-patch+json';
const apply = 'application/apply-patch+yaml';

/** Changes an object by one of the four kinds of patches. */
export async function patchObject(
  context: ResourceRequest,
  address: { namespace?: string; name: string },
  options: WriteOptions,
): Promise<{ object: KubeObject; created: boolean }> {
  const { cluster, request, served, query } = context;
  const accepted = served.type.custom
    ? [json, merge, apply]
    : [json, merge, strategic, apply];
  const type = mediaTypeOf(request);
  if (!accepted.includes(type)) throw unsupportedMediaType(accepted);
  const patch = parseBody(await request.text(), type === apply);
  if (type === apply) {
    return applyObject(cluster.writer, served, address, patch, {
      ...options,
      force: query.get('force') === 'true',
      manager: query.get('fieldManager'),
      time: timestamp(cluster.clock.now()),
    });
  }
  const current = cluster.writer.require(served, address);
  const next = patched(type, current, patch);
  // a patch that does not name a version applies to whichever is there
  const given = isObject(next.metadata) ? next.metadata : {};
  const metadata = namesVersion(patch)
    ? given
    : { ...given, resourceVersion: undefined };
  const body = { ...next, metadata };
  const object = cluster.writer.update(served, address, body, options, true);
  return { object, created: false };
}

function patched(
  type: string,
  current: KubeObject,
  patch: unknown,
): JsonObject {
  if (type === json) return jsonPatch(current, patch);
  if (!isObject(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal into Go value of type map[string]interface {}',
    );
  }
  return type === strategic
    ? strategicMerge(current, patch)
    : mergePatch(current, patch);
}

function namesVersion(patch: unknown): boolean {
  if (Array.isArray(patch)) {
    return patch.some(
      operation =>
        isObject(operation) && operation.path === '/metadata/resourceVersion',
    );
  }
  const metadata = isObject(patch) ? patch.metadata : undefined;
  return isObject(metadata) && Boolean(metadata.resourceVersion);
}
