import { type ListKeys, builtInListKeys } from '../patch/listKeys';
import { type JsonObject, isObject } from '../types';

/** How the fields below a place are told apart, by whoever describes them. */
export interface FieldType {
  /** Owned as a whole. */
  atomic: boolean;
  field(name: string): FieldType;
  /** A field with a fixed name, not a key that users choose. */
  declares(name: string): boolean;
  keysOf(list: unknown[]): ListKeys;
  items(): FieldType;
}

/** Without a description lists are owned as a whole and every key is free. */
const deduced: FieldType = {
  atomic: false,
  field: () => deduced,
  declares: () => false,
  keysOf: () => 'atomic',
  items: () => deduced,
};

/** Fields of built-in kinds whose keys users choose. */
const maps = new Set([
  'labels',
  'annotations',
  'data',
  'binaryData',
  'stringData',
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'hard',
  'used',
]);

/** Fields of built-in kinds that have one owner as a whole. */
const atomics = new Set([
  'nodeSelector',
  'selector',
  'labelSelector',
  'roleRef',
]);

const builtInTypes = new Map<string, FieldType>();
const structuralTypes = new WeakMap<JsonObject, FieldType>();

/** Built-in kinds, described by the names of their fields. */
function builtIn(name: string): FieldType {
  const known = builtInTypes.get(name);
  if (known) return known;
  const type: FieldType = {
    atomic: atomics.has(name),
    field: builtIn,
    declares: () => !maps.has(name),
    keysOf: list => builtInListKeys(name, list),
    items: () => builtIn(''),
  };
  builtInTypes.set(name, type);
  return type;
}

/** Custom kinds, described by their schema. */
function structural(schema: JsonObject): FieldType {
  const known = structuralTypes.get(schema);
  if (known) return known;
  const properties = isObject(schema.properties) ? schema.properties : {};
  const values = schema.additionalProperties;
  const type: FieldType = {
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    declares: name => name in properties,
    field(name) {
      const own = properties[name];
      if (isObject(own)) return structural(own);
      return isObject(values) ? structural(values) : deduced;
    },
    keysOf() {
      const kind = schema['x-kubernetes-list-type'];
      const keys = schema['x-kubernetes-list-map-keys'];
      if (kind === 'map' && Array.isArray(keys)) return keys.map(String);
      return kind === 'set' ? 'set' : 'atomic';
    },
    items: () => (isObject(schema.items) ? structural(schema.items) : deduced),
  };
  structuralTypes.set(schema, type);
  return type;
}

/** The root of an object: metadata is the same for all kinds. */
export function rootType(schema: JsonObject | undefined): FieldType {
  const root = schema ? structural(schema) : builtIn('');
  return {
    ...root,
    declares: name => name === 'metadata' || root.declares(name),
    field: name =>
      name === 'metadata' ? builtIn('metadata') : root.field(name),
  };
}
