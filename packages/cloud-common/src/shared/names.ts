import { z } from 'zod';

/** A DNS label: what Kubernetes demands of the names of clusters, namespaces and functions. @public */
export const dnsLabelSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(63, 'must have at most 63 characters')
  .regex(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    'must start with a letter, end with a letter or digit, and hold only a-z, 0-9 and "-"',
  );

const maxEntityName = 63;

/**
 * An entity name that the catalog accepts, made of `text`, always the same for the same text.
 * What had to be cut or replaced leaves a hash behind, so that two texts never share a name.
 *
 * @public
 */
export function toEntityName(text: string): string {
  const clean = text
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  if (text && clean === text && text.length <= maxEntityName) return text;
  const tail = hash(text);
  const head = clean
    .slice(0, maxEntityName - tail.length - 1)
    .replace(/[._-]+$/, '');
  return head ? `${head}-${tail}` : tail;
}

/** FNV-1a over UTF-16 units: short, stable, not for secrets. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
