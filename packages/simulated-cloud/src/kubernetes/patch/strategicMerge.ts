import { type JsonObject, isObject } from '../types';
import { builtInListKeys } from './listKeys';

/** Applies a strategic merge patch: like a merge patch, but lists of named entries are merged by name. */
export function strategicMerge(target: unknown, patch: JsonObject): JsonObject {
  if (patch.$patch === 'replace') return without(patch, '$patch');
  const result: JsonObject = isObject(target) ? { ...target } : {};
  const retained = patch.$retainKeys;
  for (const [field, value] of Object.entries(patch)) {
    if (field === '$retainKeys' || field === '$patch') continue;
    if (field.startsWith('$setElementOrder/')) continue;
    const removed = /^\$deleteFromPrimitiveList\/(.+)$/.exec(field);
    if (removed) {
      const list = result[removed[1]];
      if (Array.isArray(list) && Array.isArray(value)) {
        result[removed[1]] = list.filter(item => !value.includes(item));
      }
    } else if (value === null) {
      delete result[field];
    } else if (Array.isArray(value)) {
      result[field] = mergeList(field, result[field], value);
    } else if (isObject(value)) {
      if (value.$patch === 'delete') delete result[field];
      else result[field] = strategicMerge(result[field], value);
    } else {
      result[field] = value;
    }
  }
  if (Array.isArray(retained)) {
    for (const field of Object.keys(result)) {
      if (!retained.includes(field)) delete result[field];
    }
  }
  return result;
}

function mergeList(field: string, current: unknown, patch: unknown[]) {
  const list = Array.isArray(current) ? current : [];
  const replaced = patch.some(
    item => isObject(item) && item.$patch === 'replace' && only(item, '$patch'),
  );
  if (replaced) {
    return patch.filter(item => !isObject(item) || !only(item, '$patch'));
  }
  const keys = builtInListKeys(field, [...patch, ...list]);
  if (keys === 'atomic') return patch;
  if (keys === 'set') return [...new Set([...list, ...patch])];

  const result: unknown[] = [...list];
  for (const item of patch) {
    if (!isObject(item)) continue;
    // the merge key of strategic patches is the first one alone
    const key = keys[0];
    const index = result.findIndex(
      other => isObject(other) && other[key] === item[key],
    );
    if (item.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) {
      result[index] = strategicMerge(result[index], item);
    } else {
      result.push(strategicMerge({}, item));
    }
  }
  return result;
}

function without(object: JsonObject, field: string): JsonObject {
  const { [field]: _, ...rest } = object;
  return rest;
}

function only(object: JsonObject, field: string): boolean {
  return Object.keys(object).length === 1 && field in object;
}
