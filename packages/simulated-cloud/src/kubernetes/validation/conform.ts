import type { WriteOptions } from '../objects/WriteOptions';
import type { ServedResource } from '../resources/ResourceRegistry';
import { badRequest, invalid } from '../status';
import type { JsonObject, KubeObject } from '../types';
import { builtInCauses } from './builtInRules';
import { prune, withDefaults } from './structural';
import { unknownBuiltInFields } from './unknownFields';
import { validate } from './validator';

/** Prunes, fills in defaults and validates by the schema of the kind. */
export function conform(
  served: ServedResource,
  object: KubeObject,
  options: WriteOptions,
): KubeObject {
  const { schema } = served.version;
  if (!schema) {
    reportUnknown(served, unknownBuiltInFields(object), options);
    refuse(served, object, builtInCauses(object));
    return object;
  }
  const { apiVersion, kind, metadata, ...fields } = object;
  const unknown: string[] = [];
  const pruned = prune(fields, schema, '', unknown) as JsonObject;
  reportUnknown(served, unknown, options);
  const filled = withDefaults(pruned, schema) as JsonObject;
  const next = { apiVersion, kind, ...filled, metadata };
  refuse(served, next, validate(schema, next));
  return next;
}

function refuse(
  served: ServedResource,
  object: KubeObject,
  causes: Parameters<typeof invalid>[2],
) {
  if (causes.length) throw invalid(served.type, object.metadata.name, causes);
}

function reportUnknown(
  { type, version }: ServedResource,
  unknown: string[],
  { fieldValidation, warnings }: WriteOptions,
) {
  if (unknown.length === 0 || fieldValidation === 'Ignore') return;
  const named = unknown.map(field => `unknown field "${field}"`);
  if (fieldValidation === 'Strict') {
    throw badRequest(
      `${type.kind} in version "${version.name}" cannot be handled as a ${
        type.kind
      }: strict decoding error: ${named.join(', ')}`,
    );
  }
  warnings.push(...named);
}
