import type { Freshness } from '@flytower/cloud-common';
import type { Organization } from '@flytower/cloud-common/projects';
import type { Knex } from 'knex';

interface SourceRow {
  cloud: string;
  part: string;
  observed_at: number | string | null;
  failing_since: number | string | null;
  message: string | null;
}

/** How the last read of one part of a cloud went. */
export interface SourcePart {
  cloud: string;
  part: string;
  failing: boolean;
  /** A sentence, when it was read and not all of it was believed. */
  heldBack?: string;
}

type People = Pick<Organization, 'groups' | 'users'>;

/**
 * How it stands with each part of each cloud, in the database: the replica that is asked need not be the one that
 * reads. A cloud is as fresh as its oldest part, and failing when one of them is.
 */
export class SourceStates {
  constructor(
    private readonly knex: Knex,
    private readonly options: {
      clouds: string[];
      staleAfterMs: number;
      now?: () => number;
    },
  ) {}

  async observed(cloud: string, part: string, note?: string): Promise<void> {
    await this.write({
      cloud,
      part,
      observed_at: this.now(),
      failing_since: null,
      message: note ?? null,
    });
  }

  async failed(cloud: string, part: string, message: string): Promise<void> {
    const before = await this.knex<SourceRow>('sources')
      .where({ cloud, part })
      .first();
    await this.write({
      cloud,
      part,
      observed_at: before?.observed_at ?? null,
      failing_since: before?.failing_since ?? this.now(),
      message,
    });
  }

  /** Forgets parts that are no longer read, such as a region that was taken out of the configuration. */
  async keepParts(cloud: string, parts: string[]): Promise<void> {
    await this.knex('sources')
      .where({ cloud })
      .whereNotIn('part', parts)
      .delete();
  }

  async freshness(cloud?: string): Promise<Freshness[]> {
    const clouds = this.options.clouds.filter(
      name => cloud === undefined || name === cloud,
    );
    const rows = await this.knex<SourceRow>('sources').whereIn('cloud', clouds);
    return clouds.map(name =>
      this.combine(
        name,
        rows.filter(row => row.cloud === name),
      ),
    );
  }

  /** Every part that was read or tried. */
  async parts(): Promise<SourcePart[]> {
    const rows = await this.knex<SourceRow>('sources')
      .whereIn('cloud', this.options.clouds)
      .orderBy(['cloud', 'part']);
    return rows.map(({ cloud, part, failing_since, message }) => {
      const failing = failing_since !== null;
      return {
        cloud,
        part,
        failing,
        heldBack: failing ? undefined : message ?? undefined,
      };
    });
  }

  async saveOrganization(cloud: string, people: People): Promise<boolean> {
    const document = JSON.stringify(people);
    const before = await this.knex('organizations').where({ cloud }).first();
    if (before?.document === document) return false;
    await this.knex('organizations')
      .insert({ cloud, document })
      .onConflict('cloud')
      .merge();
    return true;
  }

  async organization(): Promise<Organization> {
    const rows: { document: string }[] = await this.knex('organizations')
      .whereIn('cloud', this.options.clouds)
      .orderBy('cloud');
    const parts = rows.map(row => JSON.parse(row.document) as People);
    return {
      groups: parts.flatMap(part => part.groups),
      users: parts.flatMap(part => part.users),
      freshness: await this.freshness(),
    };
  }

  private now() {
    return (this.options.now ?? Date.now)();
  }

  private async write(row: SourceRow): Promise<void> {
    await this.knex('sources')
      .insert(row)
      .onConflict(['cloud', 'part'])
      .merge();
  }

  private combine(source: string, rows: SourceRow[]): Freshness {
    const times = rows.map(row => numberOf(row.observed_at));
    const observed = times.every(time => time !== undefined)
      ? Math.min(...(times as number[]))
      : undefined;
    const observedAt =
      rows.length && observed !== undefined ? toIso(observed) : undefined;
    const base = { source, kind: 'openstack' as const, observedAt };
    const failing = rows
      .filter(row => row.failing_since !== null)
      .sort((a, b) => Number(a.failing_since) - Number(b.failing_since));
    if (failing.length) {
      const messages = new Set(failing.map(row => row.message ?? ''));
      return {
        ...base,
        state: 'failing',
        since: toIso(Number(failing[0].failing_since)),
        message: [...messages].filter(Boolean).slice(0, 3).join('; '),
      };
    }
    if (observedAt === undefined) return { ...base, state: 'waiting' };
    const notes = rows.flatMap(row => row.message ?? []);
    const stale = this.now() - observed! > this.options.staleAfterMs;
    return {
      ...base,
      state: stale ? 'stale' : 'fresh',
      message: notes.length ? notes.join('; ') : undefined,
    };
  }
}

/** PostgreSQL gives big integers as text. */
function numberOf(value: number | string | null): number | undefined {
  return value === null ? undefined : Number(value);
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
