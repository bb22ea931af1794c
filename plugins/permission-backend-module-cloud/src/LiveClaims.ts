import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  type Entity,
} from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** A change in the catalog counts after this time at the latest. */
const freshMs = 10_000;
/** While the catalog does not answer, what it said last counts for this long. */
const usableMs = 60_000;
/** A catalog that does not answer in this time does not answer. */
const patienceMs = 5_000;
/** Deeper than any company; a circle ends by itself. */
const deepest = 20;

/** What the catalog said, and when it was asked: it may have changed its mind while it answered. */
interface Known {
  claims: string[];
  at: number;
}

/**
 * Who somebody is right now: themselves, their groups, and what these are part of. Not what their sign-in said, which
 * may be an hour old.
 */
export class LiveClaims {
  /** Asked longest ago first. */
  private readonly known = new Map<string, Known>();
  private readonly reading = new Map<string, Promise<Known>>();
  private isSilent = false;

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'getEntityByRef' | 'getEntitiesByRefs'>;
      auth: AuthService;
      logger: LoggerService;
      now?: () => number;
      patienceMs?: number;
    },
  ) {}

  /**
   * Entity refs. Empty for somebody whom the catalog does not know, and while it cannot be asked: who cannot be
   * placed may nothing.
   */
  async of(userRef: string): Promise<string[]> {
    return this.sure(userRef).catch(() => []);
  }

  /** The same where it matters that it cannot be said: refuses with 503 then. */
  async sure(userRef: string): Promise<string[]> {
    const now = this.now();
    const known = this.known.get(userRef);
    if (known && now - known.at < freshMs) return known.claims;
    try {
      const read = await this.readOnce(userRef);
      this.isSilent = false;
      return read.claims;
    } catch (error) {
      this.complain(error);
      if (known && this.now() - known.at < usableMs) return known.claims;
      throw new ServiceUnavailableError(
        `The catalog does not say who ${userRef} is`,
      );
    }
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  private readOnce(userRef: string): Promise<Known> {
    const running =
      this.reading.get(userRef) ??
      this.readInTime(userRef).finally(() => this.reading.delete(userRef));
    this.reading.set(userRef, running);
    return running;
  }

  private async readInTime(userRef: string): Promise<Known> {
    const at = this.now();
    const patience = this.options.patienceMs ?? patienceMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`No answer within ${patience} ms`)),
        patience,
      );
    });
    try {
      const claims = await Promise.race([this.read(userRef), late]);
      this.remember(userRef, { claims, at });
      return { claims, at };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Forgets those who have not been here for so long that what is known of them is of no use. */
  private remember(userRef: string, known: Known) {
    this.known.delete(userRef);
    this.known.set(userRef, known);
    for (const [ref, { at }] of this.known) {
      if (known.at - at < usableMs) break;
      this.known.delete(ref);
    }
  }

  /** Once per silence. */
  private complain(error: unknown) {
    if (this.isSilent) return;
    this.isSilent = true;
    this.options.logger.warn(
      'The catalog does not say who belongs where. What it said last counts for a minute; after that, nobody may do anything in the cloud until it answers',
      error instanceof Error ? error : undefined,
    );
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
