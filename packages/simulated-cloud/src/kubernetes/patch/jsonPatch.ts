import { applyPatch, deepClone, type Operation } from 'fast-json-patch';
import { badRequest, StatusError } from '../status';
import { type JsonObject, isObject } from '../types';

/** RFC 6902. A failed `test` is a 422 without a useful sentence, as on the real server. */
export function jsonPatch(target: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch) || !patch.every(isOperation)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  try {
    return applyPatch(deepClone(target), patch, true).newDocument;
  } catch {
    throw new StatusError(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    );
  }
}

function isOperation(value: unknown): value is Operation {
  return (
    isObject(value) &&
    typeof value.op === 'string' &&
    typeof value.path === 'string'
  );
}
