import { builtInListKeys } from '../patch/listKeys';
import type { JsonObject } from '../types';
import { type ModelField, builtInModel } from './builtInModels';

type Schemas = Record<string, JsonObject>;

const scalars: Record<string, JsonObject> = {
  string: { type: 'string' },
  number: { type: 'integer', format: 'int64' },
  boolean: { type: 'boolean' },
  Date: { type: 'string', format: 'date-time' },
  V1MicroTime: { type: 'string', format: 'date-time' },
  IntOrString: { 'x-kubernetes-int-or-string': true },
  any: { type: 'object' },
};

/** The schema of a built-in kind, with all that it refers to added to the document. */
export function addModel(
  model: string,
  schemas: Schemas,
): JsonObject | undefined {
  const fields = builtInModel(model);
  if (!fields) return undefined;
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...fields].map(([name, field]) => [
        name,
        fieldSchema(name, field, schemas),
      ]),
    ),
  };
}

function fieldSchema(
  name: string,
  field: ModelField,
  schemas: Schemas,
): JsonObject {
  const value = valueSchema(field.type, schemas);
  if (field.map) return { type: 'object', additionalProperties: value };
  if (!field.list) return value;
  return { type: 'array', items: value, ...listRules(name) };
}

function valueSchema(type: string, schemas: Schemas): JsonObject {
  if (scalars[type]) return scalars[type];
  if (!builtInModel(type)) return { type: 'object' };
  const name = `io.k8s.model.${type}`;
  if (!schemas[name]) {
    // taken before it is filled: models may contain themselves
    schemas[name] = {};
    Object.assign(schemas[name], addModel(type, schemas));
  }
  return { $ref: `#/components/schemas/${name}` };
}

/** Which lists kubectl may merge entry by entry. */
function listRules(name: string): JsonObject {
  if (name === 'ports') return {};
  const keys = builtInListKeys(name, []);
  if (keys === 'atomic') return {};
  if (keys === 'set') {
    return {
      'x-kubernetes-list-type': 'set',
      'x-kubernetes-patch-strategy': 'merge',
    };
  }
  return {
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
    'x-kubernetes-patch-merge-key': keys[0],
    'x-kubernetes-patch-strategy': 'merge',
  };
}
