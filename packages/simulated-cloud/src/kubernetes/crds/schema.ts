import type { JsonObject } from '../types';

/** A structural schema, as a CustomResourceDefinition holds it. */
export type Schema = JsonObject;

type Fields = Record<string, Schema>;

export const string: Schema = { type: 'string' };
export const boolean: Schema = { type: 'boolean' };
export const integer: Schema = { type: 'integer' };
export const number: Schema = { type: 'number' };
export const dateTime: Schema = { type: 'string', format: 'date-time' };
export const intOrString: Schema = { 'x-kubernetes-int-or-string': true };

/** An object whose fields are not spelled out: everything in it is kept. */
export const open: Schema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** One of these words. */
export function oneOf(...values: string[]): Schema {
  return { type: 'string', enum: values };
}

/** An object with these fields and no others. */
export function object(properties: Fields, ...required: string[]): Schema {
  return {
    type: 'object',
    properties,
    ...(required.length ? { required } : {}),
  };
}

/** These fields and whatever else there is. */
export function openObject(properties: Fields, ...required: string[]): Schema {
  return { ...object(properties, ...required), ...open };
}

/** Fields of one type, by their names. */
export function fields(type: Schema, names: string): Fields {
  return Object.fromEntries(names.split(/\s+/).map(name => [name, type]));
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

/** A list whose entries are told apart by these fields, so that several writers can share it. */
export function listBy(keys: string[], items: Schema): Schema {
  return {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
  };
}

export function map(values: Schema = string): Schema {
  return { type: 'object', additionalProperties: values };
}

/** A label selector. */
export const selector: Schema = object({
  matchLabels: map(),
  matchExpressions: list(
    object(
      { key: string, operator: string, values: list(string) },
      'key',
      'operator',
    ),
  ),
});

/** A reference to an object. */
export const reference: Schema = object(
  fields(
    string,
    'apiVersion fieldPath kind name namespace resourceVersion uid',
  ),
);

/** Conditions as Rancher and Fleet write them. */
export const conditions: Schema = list(
  object(
    fields(
      string,
      'lastTransitionTime lastUpdateTime message reason status type',
    ),
    'status',
    'type',
  ),
);
