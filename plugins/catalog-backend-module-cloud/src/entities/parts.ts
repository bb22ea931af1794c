import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';

/** Owner of what nobody owns yet, so that it can be found and given to somebody. */
export const unownedRef = 'group:default/unowned';

/** Where an entity comes from, in the form that the catalog wants on every entity. */
export function locationOf(kind: string, id: string): Record<string, string> {
  const location = `cloud:${kind}/${id}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  };
}

/**
 * Who may see it; the default policy asks for these, so that the catalog shows what the doors show. Never empty: an
 * entity without readers is none of the cloud's, and for everybody.
 */
export function readersOf(item: {
  owner?: string;
  owners: string[];
  readers: string[];
}) {
  const { owner = unownedRef, owners, readers } = item;
  return { readers: [...new Set([owner, ...owners, ...readers])].sort() };
}

/** Name part of `kind:namespace/name`. */
export function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** Leaves out what has no value, as annotations must be strings. */
export function defined(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
}

/** A tag that the catalog accepts: `env:Production` becomes `env:production`. */
export function toTag(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9:+#]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

/** `kubernetes-operators` for people: `Kubernetes operators`. */
export function toTitle(name: string): string {
  const words = name.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
