import { z } from 'zod';

const link = z.object({ rel: z.string(), href: z.string() });

/** Everything in which services tell where the next page is. */
export interface PageLinks {
  [key: string]: unknown;
}

/** An answer with a list under `key`, and whatever it says about further pages. */
export function pageWire<T extends z.ZodType>(key: string, item: T) {
  return z.looseObject({
    [key]: z.array(item),
    [`${key}_links`]: z.array(link).optional(),
    truncated: z.boolean().optional(),
  });
}

/**
 * The query of the next page, or undefined on the last one. Only the query: `next` names the host that the service
 * believes to have, which behind a proxy may be the wrong one.
 */
export function nextQuery(
  body: PageLinks,
  key: string,
): Record<string, string> | undefined {
  const href = nextLink(body, key);
  if (href === undefined) return undefined;
  const start = href.indexOf('?');
  if (start < 0) return undefined;
  const query = Object.fromEntries(
    new URLSearchParams(href.slice(start + 1).split('#')[0]),
  );
  return Object.keys(query).length ? query : undefined;
}

/** Nova, cinder and neutron have `<key>_links`, glance `next`, keystone `links.next` (always null so far). */
function nextLink(body: PageLinks, key: string): string | undefined {
  const links = z.array(link).safeParse(body[`${key}_links`]);
  if (links.success) return links.data.find(one => one.rel === 'next')?.href;
  const next = z.string().safeParse(body.next);
  if (next.success) return next.data;
  const nested = z.object({ next: z.string() }).safeParse(body.links);
  return nested.success ? nested.data.next : undefined;
}
