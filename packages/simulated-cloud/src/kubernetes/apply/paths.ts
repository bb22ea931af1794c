import type { ListKeys } from '../patch/listKeys';
import { type JsonObject, isObject } from '../types';

/** A place in an object, one segment per level: `f:<field>`, `k:<keys of an entry>`, `v:<entry>`. */
export type FieldPath = string[];

const separator = '\u0001';

export function pathKey(path: FieldPath): string {
  return path.join(separator);
}

export function pathOfKey(key: string): FieldPath {
  return key.split(separator);
}

/** Places that are owned, and those that these are in: who owns something in an empty map keeps the map. */
export function placesOf(owned: Iterable<string>[]): Set<string> {
  const places = new Set<string>();
  for (const keys of owned) {
    for (const key of keys) {
      const path = pathOfKey(key);
      path.forEach((_, index) => places.add(pathKey(path.slice(0, index + 1))));
    }
  }
  return places;
}

/** Keys that an applier may leave out, as the server fills them in. */
const keyDefaults: Record<string, string> = { protocol: 'TCP' };

/** What tells an entry of a list apart from its neighbours. */
export function itemSegment(item: unknown, keys: ListKeys): string {
  if (keys === 'set' || keys === 'atomic' || !isObject(item)) {
    return `v:${JSON.stringify(item)}`;
  }
  const named = [...keys]
    .sort()
    .map(key => [key, item[key] ?? keyDefaults[key]])
    .filter(([, value]) => value !== undefined);
  return `k:${JSON.stringify(Object.fromEntries(named))}`;
}

/** Writes a set of places as `fieldsV1` nests them. */
export function toFieldsV1(keys: Iterable<string>): JsonObject {
  const root: JsonObject = {};
  const members = new Set<JsonObject>();
  for (const key of keys) {
    let node = root;
    for (const segment of pathOfKey(key)) {
      const next = isObject(node[segment]) ? node[segment] : {};
      node[segment] = next;
      node = next as JsonObject;
    }
    members.add(node);
  }
  for (const node of members) {
    if (Object.keys(node).length > 0) node['.'] = {};
  }
  return sorted(root);
}

/** Reads a set of places. */
export function fromFieldsV1(fields: JsonObject): Set<string> {
  const keys = new Set<string>();
  const read = (node: JsonObject, path: FieldPath) => {
    const entries = Object.entries(node);
    if (path.length && (entries.length === 0 || '.' in node)) {
      keys.add(pathKey(path));
    }
    for (const [segment, child] of entries) {
      if (segment !== '.' && isObject(child)) read(child, [...path, segment]);
    }
  };
  read(fields, []);
  return keys;
}

function sorted(node: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(node)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, isObject(child) ? sorted(child) : child]),
  );
}

/** `.spec.pools[name="one"].quantity`, as messages write it. */
export function pathText(key: string): string {
  return pathOfKey(key)
    .map(segment => {
      const text = segment.slice(2);
      if (segment.startsWith('f:')) return `.${text}`;
      if (segment.startsWith('v:')) return `[=${text}]`;
      const keys: JsonObject = JSON.parse(text);
      const shown = Object.entries(keys).map(
        ([name, value]) => `${name}=${JSON.stringify(value)}`,
      );
      return `[${shown.join(',')}]`;
    })
    .join('');
}
