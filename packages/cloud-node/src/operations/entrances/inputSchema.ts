import type { JsonObject } from '@backstage/types';
import { z } from 'zod';

/** JSON Schema of what people send: fields with defaults may be left out. */
export function inputJsonSchema(schema: z.ZodType): JsonObject {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    // what JSON Schema has no word for is checked by the backend anyway
    unrepresentable: 'any',
  });
  return json as JsonObject;
}
