import { type JsonObject, isObject } from '../types';

/** RFC 7386: objects are merged, everything else is replaced, null removes. */
export function mergePatch(target: unknown, patch: JsonObject): JsonObject {
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else if (isObject(value)) result[field] = mergePatch(result[field], value);
    else result[field] = value;
  }
  return result;
}
