import { type JsonObject, isObject } from '../types';
import type { FieldType } from './FieldType';
import { type FieldPath, itemSegment, pathKey } from './paths';

/** What an object says at each place that can have an owner of its own. */
export type Leaves = Map<string, unknown>;

/** Stands for "there is something here", where the value is told by other places. */
const present = Symbol('present');

/**
 * The places of an object. An applier owns what it states; a writer that replaces owns containers that it adds
 * as well (`containers`).
 */
export function leavesOf(
  object: JsonObject,
  type: FieldType,
  containers: boolean,
): Leaves {
  const leaves: Leaves = new Map();
  visitFields(object, type, [], leaves, containers);
  return leaves;
}

function visit(
  value: unknown,
  type: FieldType,
  path: FieldPath,
  leaves: Leaves,
  containers: boolean,
) {
  if (isObject(value) && !type.atomic && Object.keys(value).length > 0) {
    if (containers) leaves.set(pathKey(path), present);
    visitFields(value, type, path, leaves, containers);
    return;
  }
  const keys = Array.isArray(value) ? type.keysOf(value) : 'atomic';
  if (!Array.isArray(value) || keys === 'atomic') {
    leaves.set(pathKey(path), value);
    return;
  }
  if (containers) leaves.set(pathKey(path), present);
  for (const item of value) {
    const at = [...path, itemSegment(item, keys)];
    if (isObject(item)) visitFields(item, type.items(), at, leaves, containers);
    leaves.set(pathKey(at), present);
  }
}

function visitFields(
  object: JsonObject,
  type: FieldType,
  path: FieldPath,
  leaves: Leaves,
  containers: boolean,
) {
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const at = [...path, `f:${name}`];
    visit(value, type.field(name), at, leaves, containers);
    const key = pathKey(at);
    if (!type.declares(name) && !leaves.has(key)) leaves.set(key, present);
  }
}
