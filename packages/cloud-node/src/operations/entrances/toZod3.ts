import type { JsonObject, JsonValue } from '@backstage/types';
import type { AnyZodObject, ZodTypeAny, z as zod3 } from 'zod/v3';

type Zod3 = typeof zod3;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The actions registry takes schemas of zod 3 only, and turns them into JSON Schema again: this keeps of a JSON Schema
 * what its clients choose by, types, names, values and descriptions. The backend checks the rest by its own schema.
 */
export function toZod3(z: Zod3, schema: JsonObject): AnyZodObject {
  const { properties, required } = schema;
  const needed = Array.isArray(required) ? required : [];
  const shape = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, value]) => {
      const type = typeOf(z, isObject(value) ? value : {});
      return [name, needed.includes(name) ? type : type.optional()] as const;
    },
  );
  return z.object(Object.fromEntries(shape)).strict();
}

function typeOf(z: Zod3, schema: JsonObject): ZodTypeAny {
  const type = bareTypeOf(z, schema);
  return typeof schema.description === 'string'
    ? type.describe(schema.description)
    : type;
}

function bareTypeOf(z: Zod3, schema: JsonObject): ZodTypeAny {
  const { enum: values, type } = schema;
  if (Array.isArray(values) && values.every(one => typeof one === 'string')) {
    return z.enum(values as [string, ...string[]]);
  }
  switch (type) {
    case 'string':
      return z.string();
    case 'integer':
      return z.number().int();
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'array':
      return z.array(typeOf(z, isObject(schema.items) ? schema.items : {}));
    case 'object':
      return isObject(schema.properties)
        ? toZod3(z, schema)
        : z.record(
            typeOf(
              z,
              isObject(schema.additionalProperties)
                ? schema.additionalProperties
                : {},
            ),
          );
    default:
      return z.unknown();
  }
}
