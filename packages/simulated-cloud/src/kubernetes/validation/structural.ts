import { type JsonObject, isObject } from '../types';

/** True where fields that the schema does not name are kept. */
function keepsUnknown(schema: JsonObject): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true;
}

/** Takes away what the schema does not know and names it: `spec.foo`. */
export function prune(
  value: unknown,
  schema: JsonObject,
  path: string,
  unknown: string[],
): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!isObject(items)) return value;
    return value.map((item, index) =>
      prune(item, items, `${path}[${index}]`, unknown),
    );
  }
  if (!isObject(value)) return value;
  const properties = isObject(schema.properties) ? schema.properties : {};
  const { additionalProperties } = schema;
  const result: JsonObject = {};
  for (const [field, item] of Object.entries(value)) {
    const at = path ? `${path}.${field}` : field;
    const own = properties[field];
    const embedded =
      schema['x-kubernetes-embedded-resource'] === true &&
      ['apiVersion', 'kind', 'metadata'].includes(field);
    if (isObject(own)) result[field] = prune(item, own, at, unknown);
    else if (isObject(additionalProperties)) {
      result[field] = prune(item, additionalProperties, at, unknown);
    } else if (
      keepsUnknown(schema) ||
      additionalProperties === true ||
      embedded
    ) {
      result[field] = item;
    } else unknown.push(at);
  }
  return result;
}

/** Fills in the schema's defaults. */
export function withDefaults(value: unknown, schema: JsonObject): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return isObject(items)
      ? value.map(item => withDefaults(item, items))
      : value;
  }
  if (!isObject(value)) return value;
  const properties = isObject(schema.properties) ? schema.properties : {};
  const result: JsonObject = { ...value };
  for (const [field, own] of Object.entries(properties)) {
    if (!isObject(own)) continue;
    const empty =
      result[field] === undefined ||
      (result[field] === null && own.nullable !== true);
    if (empty && own.default !== undefined) {
      result[field] = structuredClone(own.default);
    }
    if (result[field] !== undefined) {
      result[field] = withDefaults(result[field], own);
    }
  }
  const { additionalProperties } = schema;
  if (isObject(additionalProperties)) {
    for (const [field, item] of Object.entries(result)) {
      if (!(field in properties)) {
        result[field] = withDefaults(item, additionalProperties);
      }
    }
  }
  return result;
}

/** The schema in the words of JSON Schema, without what only Kubernetes understands. */
export function toJsonSchema(schema: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('x-kubernetes-')) continue;
    if (['nullable', 'default', 'description', 'example'].includes(keyword)) {
      continue;
    }
    if (keyword === 'properties' && isObject(value)) {
      result.properties = Object.fromEntries(
        Object.entries(value)
          .filter(([, own]) => isObject(own))
          .map(([name, own]) => [name, toJsonSchema(own as JsonObject)]),
      );
    } else if (
      ['items', 'additionalProperties', 'not'].includes(keyword) &&
      isObject(value)
    ) {
      result[keyword] = toJsonSchema(value);
    } else if (
      ['allOf', 'anyOf', 'oneOf'].includes(keyword) &&
      Array.isArray(value)
    ) {
      result[keyword] = value.filter(isObject).map(toJsonSchema);
    } else {
      result[keyword] = value;
    }
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    result.type = ['integer', 'string'];
    delete result.anyOf;
  }
  if (schema.nullable === true && result.type) {
    result.type = [result.type, 'null'].flat();
  }
  return result;
}
