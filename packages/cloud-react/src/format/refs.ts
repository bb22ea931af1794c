import { parseEntityRef } from '@backstage/catalog-model';

/** `group:default/checkout` → `checkout`; anything that is no ref stays as it is. @public */
export function shortRef(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}
