import { stringifyError } from '@backstage/errors';
import type { Freshness } from '@flytower/cloud-common';

/** @public */
export interface FreshnessOptions {
  source: string;
  kind: Freshness['kind'];
  /** After this long without a complete read the source is stale. */
  staleAfterMs: number;
  now?: () => number;
}

/**
 * Knows when a source was last read completely, and since when it cannot be.
 * A source that is read in several parts is as fresh as the oldest, and failing when one of them is.
 *
 * @public
 */
export class FreshnessTracker {
  private readonly parts = new Map<
    string,
    { observed?: number; failingSince?: number; message?: string }
  >();
  private readonly now: () => number;

  constructor(private readonly options: FreshnessOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Where one part tells how its reading went. A part that never told anything counts as unread. */
  part(name: string) {
    const part = this.parts.get(name) ?? {};
    this.parts.set(name, part);
    return {
      observed: () => {
        part.observed = this.now();
        part.failingSince = undefined;
        part.message = undefined;
      },
      failed: (error: unknown) => {
        part.failingSince ??= this.now();
        part.message =
          error instanceof Error ? error.message : stringifyError(error);
      },
    };
  }

  get(): Freshness {
    const parts = [...this.parts.values()];
    const { source, kind } = this.options;
    const unread =
      parts.length === 0 || parts.some(part => part.observed === undefined);
    const oldest = unread
      ? undefined
      : Math.min(...parts.map(part => part.observed!));
    const failing = parts
      .filter(part => part.failingSince !== undefined)
      .sort((a, b) => a.failingSince! - b.failingSince!)[0];
    const observedAt =
      oldest === undefined ? undefined : new Date(oldest).toISOString();
    if (failing) {
      return {
        source,
        kind,
        state: 'failing',
        observedAt,
        since: new Date(failing.failingSince!).toISOString(),
        message: failing.message,
      };
    }
    if (oldest === undefined) return { source, kind, state: 'waiting' };
    const stale = this.now() - oldest > this.options.staleAfterMs;
    return { source, kind, state: stale ? 'stale' : 'fresh', observedAt };
  }
}
