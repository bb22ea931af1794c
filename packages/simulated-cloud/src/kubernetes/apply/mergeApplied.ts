import { type JsonObject, isObject } from '../types';
import type { FieldType } from './FieldType';
import { itemSegment, pathOfKey } from './paths';

/** Lays what is applied over what is there. */
export function mergeApplied(
  live: JsonObject,
  applied: JsonObject,
  type: FieldType,
): JsonObject {
  const result: JsonObject = { ...live };
  for (const [name, value] of Object.entries(applied)) {
    result[name] = mergeValue(live[name], value, type.field(name));
  }
  return result;
}

function mergeValue(live: unknown, applied: unknown, type: FieldType): unknown {
  if (isObject(live) && isObject(applied) && !type.atomic) {
    return mergeApplied(live, applied, type);
  }
  if (!Array.isArray(live) || !Array.isArray(applied)) return applied;
  const keys = type.keysOf([...applied, ...live]);
  if (keys === 'atomic') return applied;
  const result = [...live];
  for (const item of applied) {
    const segment = itemSegment(item, keys);
    const index = result.findIndex(
      other => itemSegment(other, keys) === segment,
    );
    if (index < 0) result.push(item);
    else result[index] = mergeValue(result[index], item, type.items());
  }
  return result;
}

/** Takes places away; an entry of a list goes as a whole, and what is emptied goes with its last place. */
export function withoutPaths(
  object: JsonObject,
  keys: Iterable<string>,
  type: FieldType,
): JsonObject {
  let result: unknown = object;
  // shallowest first: an entry that goes takes its keys along, and is not found without them
  const paths = [...keys].map(pathOfKey).sort((a, b) => a.length - b.length);
  for (const path of paths) result = without(result, path, type);
  return isObject(result) ? result : object;
}

const isEmpty = (value: unknown) =>
  (isObject(value) || Array.isArray(value)) && Object.keys(value).length === 0;

function without(value: unknown, path: string[], type: FieldType): unknown {
  const [segment, ...rest] = path;
  if (segment.startsWith('f:') && isObject(value)) {
    const name = segment.slice(2);
    if (!(name in value)) return value;
    const { [name]: inner, ...others } = value;
    if (rest.length === 0) return others;
    const left = without(inner, rest, type.field(name));
    return isEmpty(left) && !isEmpty(inner)
      ? others
      : { ...value, [name]: left };
  }
  if (!Array.isArray(value)) return value;
  const keys = type.keysOf(value);
  const isIt = (item: unknown) => itemSegment(item, keys) === segment;
  if (rest.length === 0) return value.filter(item => !isIt(item));
  return value.map(item =>
    isIt(item) ? without(item, rest, type.items()) : item,
  );
}
