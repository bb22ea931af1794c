import type { JsonObject, JsonValue } from '@backstage/types';
import type { z } from 'zod';
import { inputJsonSchema } from './entrances/inputSchema';

const mask = '***';

interface Shape {
  secret?: boolean;
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape | boolean;
  prefixItems?: Shape[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
}

/** Fields marked `.meta({ secret: true })`, wherever they are in an input. */
export class Secrets {
  private readonly shape: Shape;

  constructor(schema: z.ZodType) {
    this.shape = inputJsonSchema(schema) as Shape;
  }

  /** The input without them, and their values. */
  redact(input: JsonObject): { input: JsonObject; secrets: string[] } {
    const secrets: string[] = [];
    const redacted = walk(input, [this.shape], secrets) as JsonObject;
    return { input: redacted, secrets };
  }
}

function walk(value: JsonValue, given: Shape[], secrets: string[]): JsonValue {
  const shapes = given.flatMap(alternatives);
  if (value === null || value === undefined) return value;
  if (shapes.some(({ secret }) => secret)) {
    const texts = textsIn(value).filter(text => text !== '');
    secrets.push(...texts);
    // what is empty hides nothing, and is not sealed
    return texts.length > 0 ? mask : value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      walk(
        item,
        shapes.flatMap(({ items, prefixItems }) =>
          present(prefixItems?.[index] ?? items),
        ),
        secrets,
      ),
    );
  }
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      walk(
        field!,
        shapes.flatMap(({ properties, additionalProperties }) =>
          present(properties?.[name] ?? additionalProperties),
        ),
        secrets,
      ),
    ]),
  );
}

function present(shape: Shape | boolean | undefined): Shape[] {
  return typeof shape === 'object' ? [shape] : [];
}

function alternatives(shape: Shape): Shape[] {
  const { anyOf = [], oneOf = [], allOf = [] } = shape;
  return [shape, ...[...anyOf, ...oneOf, ...allOf].flatMap(alternatives)];
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(part => textsIn(part!));
  }
  return [String(value)];
}
