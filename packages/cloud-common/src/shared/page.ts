import { z } from 'zod';
import { freshnessSchema } from './freshness';

/** Reads `?owner=a&owner=b`, `?owner=a` and absence alike. */
export const manyOf = z
  .union([z.string(), z.array(z.string())])
  .transform(value => (Array.isArray(value) ? value : [value]))
  .optional();

/** What every list understands: a page, an order and words to search for. @public */
export const pageQuerySchema = z.object({
  offset: z.coerce.number<number>().int().min(0).default(0),
  limit: z.coerce.number<number>().int().min(1).max(500).default(50),
  search: z.string().trim().max(200).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
});

/** How many items hold each value of a filterable field, within what the asker may see. */
export const facetsSchema = z.record(
  z.string(),
  z.array(z.object({ value: z.string(), count: z.number().int() })),
);

/** @public */
export type Facets = z.infer<typeof facetsSchema>;

/** One page of a list: `total` and `facets` count only what the asker may see. @public */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.number().int(),
    facets: facetsSchema,
    freshness: z.array(freshnessSchema),
  });
}

/** @public */
export interface Page<T> {
  items: T[];
  total: number;
  facets: Facets;
  freshness: z.infer<typeof freshnessSchema>[];
}
