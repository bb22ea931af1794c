import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { StatusCause } from '../status';
import { type JsonObject, isObject } from '../types';
import { toJsonSchema } from './structural';

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
addFormats(ajv);

/** Compiling is slow, and all clusters share the same definitions. */
const validators = new WeakMap<JsonObject, ValidateFunction>();

/** What is wrong with an object by the schema of its kind, in the words of the real server. */
export function validate(
  schema: JsonObject,
  object: JsonObject,
): StatusCause[] {
  let validator = validators.get(schema);
  if (!validator) {
    validator = ajv.compile(toJsonSchema(schema));
    validators.set(schema, validator);
  }
  if (validator(object)) return [];
  const causes = (validator.errors ?? []).map(toCause);
  const seen = new Set<string>();
  return causes
    .filter(cause => {
      const key = `${cause.field} ${cause.message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => (a.field < b.field ? -1 : Number(a.field > b.field)));
}

function toCause(error: ErrorObject): StatusCause {
  const field = fieldOf(error.instancePath);
  const { params, data } = error;
  const shown = JSON.stringify(data);
  switch (error.keyword) {
    case 'required':
      return {
        reason: 'FieldValueRequired',
        message: 'Required value',
        field: [field, params.missingProperty].filter(Boolean).join('.'),
      };
    case 'enum': {
      const allowed: unknown[] = params.allowedValues;
      return {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${shown}: supported values: ${allowed
          .map(value => JSON.stringify(value))
          .join(', ')}`,
        field,
      };
    }
    case 'type': {
      const actual = JSON.stringify(typeNameOf(data));
      const wanted = [params.type].flat().join(',');
      return {
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${actual}: ${field} in body must be of type ${wanted}: ${actual}`,
        field,
      };
    }
    default:
      return {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${shown}: ${field} in body ${ruleOf(error)}`,
        field,
      };
  }
}

function ruleOf({ keyword, params, schema, message }: ErrorObject): string {
  switch (keyword) {
    case 'minimum':
      return `should be greater than or equal to ${params.limit}`;
    case 'maximum':
      return `should be less than or equal to ${params.limit}`;
    case 'minLength':
      return `should be at least ${params.limit} chars long`;
    case 'maxLength':
      return `should be at most ${params.limit} chars long`;
    case 'minItems':
      return `should have at least ${params.limit} items`;
    case 'maxItems':
      return `should have at most ${params.limit} items`;
    case 'pattern':
      return `should match '${params.pattern}'`;
    case 'format':
      return `must be of type ${schema}: ${message}`;
    default:
      return message ?? 'is not valid';
  }
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return isObject(value) ? 'object' : typeof value;
}

/** `/spec/pools/0/name` as `spec.pools[0].name`. */
function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path ? `${path}.${part}` : part;
    }, '');
}
