import type { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** A change in the catalog counts after this time at the latest. */
const freshMs = 10_000;
/** While the catalog does not answer, what it said last counts for this long. */
const usableMs = 60_000;
/** Deeper than any company; a circle ends by itself. */
const deepest = 20;

interface Known {
  claims: string[];
  at: number;
}

/**
 * Who somebody is right now: themselves, their groups, and what these are part of. Not what their sign-in said, which
 * may be an hour old.
 */
export class LiveClaims {
  private readonly known = new Map<string, Known>();
  private readonly reading = new Map<string, Promise<string[]>>();

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'getEntityByRef' | 'getEntitiesByRefs'>;
      auth: AuthService;
      now?: () => number;
    },
  ) {}

  /**
   * Entity refs. Empty for somebody whom the catalog does not know, and while it cannot be asked: who cannot be
   * placed may nothing.
   */
  async of(userRef: string): Promise<string[]> {
    const now = this.options.now?.() ?? Date.now();
    const known = this.known.get(userRef);
    if (known && now - known.at < freshMs) return known.claims;
    try {
      const claims = await this.readOnce(userRef);
      this.known.set(userRef, { claims, at: now });
      return claims;
    } catch {
      return known && now - known.at < usableMs ? known.claims : [];
    }
  }

  private readOnce(userRef: string): Promise<string[]> {
    const running =
      this.reading.get(userRef) ??
      this.read(userRef).finally(() => this.reading.delete(userRef));
    this.reading.set(userRef, running);
    return running;
  }

  private async read(userRef: string): Promise<string[]> {
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const user = await catalog.getEntityByRef(userRef, { credentials });
    if (!user) return [];
    const claims = new Set([userRef]);
    let next = targetsOf(user, RELATION_MEMBER_OF);
    for (let depth = 0; next.length > 0 && depth < deepest; depth++) {
      for (const ref of next) claims.add(ref);
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: next, fields: ['relations'] },
        { credentials },
      );
      next = items
        .flatMap(group => (group ? targetsOf(group, RELATION_CHILD_OF) : []))
        .filter(ref => !claims.has(ref));
    }
    return [...claims];
  }
}

function targetsOf({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
