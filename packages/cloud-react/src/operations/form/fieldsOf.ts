import { toWords } from '../../format';

/** The part of JSON Schema that inputs of operations are written in. */
interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  secret?: boolean;
}

interface Common {
  /** Name within its object. */
  name: string;
  /** Dotted, from the input's root; what choices and problems call it. */
  path: string;
  label: string;
  description?: string;
  isRequired: boolean;
  /** Nobody is shown it, and it is sent only where it is needed. */
  isSecret: boolean;
  default?: unknown;
}

/** One field of a form, as the schema describes it. */
export type FormField = Common &
  (
    | { kind: 'text' }
    | { kind: 'number'; minimum?: number; maximum?: number; isWhole: boolean }
    | { kind: 'flag' }
    | { kind: 'choice'; options: string[] }
    | { kind: 'list' }
    | { kind: 'group'; fields: FormField[] }
    | { kind: 'rows'; fields: FormField[] }
    | { kind: 'map' }
    | { kind: 'yaml' }
  );

/** The fields of an input's JSON Schema, in its order. What has no field of its own is written as YAML. */
export function fieldsOf(schema: unknown, parent = ''): FormField[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(property, {
      name,
      path: parent ? `${parent}.${name}` : name,
      isRequired: required.includes(name),
    }),
  );
}

function fieldOf(
  given: Schema,
  place: Pick<Common, 'name' | 'path' | 'isRequired'>,
): FormField {
  const schema = withoutNull(given);
  const label = given.title ?? schema.title ?? toWords(place.name);
  const description = given.description ?? schema.description;
  const saysMore = description?.toLowerCase() !== label.toLowerCase();
  const common: Common = {
    ...place,
    label,
    ...(saysMore && { description }),
    isSecret: schema.secret === true,
    default: given.default ?? schema.default,
  };
  const { type } = schema;
  if (schema.enum?.every(value => typeof value === 'string')) {
    return { ...common, kind: 'choice', options: schema.enum.map(String) };
  }
  switch (type) {
    case 'string':
      return { ...common, kind: 'text' };
    case 'number':
    case 'integer': {
      const { minimum, maximum } = schema;
      return {
        ...common,
        kind: 'number',
        minimum: isSafe(minimum),
        maximum: isSafe(maximum),
        isWhole: type === 'integer',
      };
    }
    case 'boolean':
      return { ...common, kind: 'flag' };
    case 'array':
      if (schema.items?.type === 'string') return { ...common, kind: 'list' };
      if (schema.items?.properties) {
        const fields = fieldsOf(schema.items, place.path);
        return { ...common, kind: 'rows', fields };
      }
      return { ...common, kind: 'yaml' };
    case 'object':
      if (schema.properties) {
        const fields = fieldsOf(schema, place.path);
        return { ...common, kind: 'group', fields };
      }
      return { ...common, kind: isOfTexts(schema) ? 'map' : 'yaml' };
    default:
      return { ...common, kind: 'yaml' };
  }
}

function isOfTexts({ additionalProperties: each }: Schema): boolean {
  return typeof each === 'object' && each.type === 'string';
}

/** What may also be null, or is one of several, is shown as the first that is something. */
function withoutNull(schema: Schema): Schema {
  const other = schema.anyOf?.find(({ type }) => type !== 'null');
  return other ? { ...other, secret: schema.secret ?? other.secret } : schema;
}

/** zod writes the bounds of whole numbers where there are none. */
function isSafe(bound?: number): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER
    ? undefined
    : bound;
}
