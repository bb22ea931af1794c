import type { Page } from '@flytower/cloud-common';
import {
  findingSeverities,
  type findingQuerySchema,
} from '@flytower/cloud-common/operations';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { isOneOf } from '../database/isOneOf';
import { pageRows } from '../lists/pageRows';
import type { AboutTargets, KnownTarget } from '../targets/VisibleTargets';
import {
  findingsTable,
  fromRow,
  type FindingRow,
  type StoredFinding,
} from './rows';

export type FindingQueryParsed = z.output<typeof findingQuerySchema>;

/** Which findings somebody sees: those about these subjects, and of those perhaps not all. */
export interface FindingNarrowing {
  targetKeys: string[];
  /** Of those only what is about these, and these findings. */
  mine?: { targetKeys: string[]; ids: string[] };
}

const severityRank = `case severity ${findingSeverities
  .map((severity, rank) => `when '${severity}' then ${rank}`)
  .join(' ')} end`;

const rules = {
  facets: {
    kind: 'kind',
    severity: 'severity',
    owner: 'owner',
    state: 'state',
  },
  filters: { subjectId: 'subject_id', entityRef: 'subject_ref' },
  sort: {
    // worst first, and of those the oldest
    severity: [severityRank, 'opened_at'],
    openedAt: ['opened_at'],
    updatedAt: ['updated_at'],
  },
};

/** Findings for those who look at them: what is open, and the history; never what is not yet believed. */
export class FindingReader implements AboutTargets {
  constructor(
    private readonly knex: Knex,
    private readonly isOff: (kind: string) => boolean,
  ) {}

  async list(
    query: Omit<FindingQueryParsed, 'orSettleable'>,
    narrowing: FindingNarrowing,
  ): Promise<Omit<Page<StoredFinding>, 'freshness'>> {
    const off = await this.offKinds();
    const { rows, ...page } = await pageRows<FindingRow>(
      () => this.narrowed(narrowing, off),
      query,
      rules,
    );
    return { items: rows.map(fromRow), ...page };
  }

  /** Those that are open, about these subjects. */
  async open(targetKeys: string[]): Promise<StoredFinding[]> {
    const rows = await this.narrowed({ targetKeys }, await this.offKinds())
      .where({ state: 'open' })
      .select<FindingRow[]>();
    return rows.map(fromRow);
  }

  async find(id: string): Promise<StoredFinding | undefined> {
    const row = await this.shown().where({ id }).first();
    return row && !this.isOff(row.kind) ? fromRow(row) : undefined;
  }

  async targets(): Promise<KnownTarget[]> {
    const ranked = this.knex(findingsTable).select(
      'document',
      this.knex.raw(
        'row_number() over (partition by subject_type, subject_id order by updated_at desc, id) as age',
      ),
    );
    const rows = await this.knex
      .with('ranked', ranked)
      .from('ranked')
      .where({ age: 1 })
      .select('document');
    return rows.map(({ document }) => subjectOf(JSON.parse(document)));
  }

  async newest(): Promise<number> {
    const [{ newest }] = await this.knex(findingsTable).max({
      newest: 'first_seen',
    });
    return Number(newest);
  }

  private narrowed({ targetKeys, mine }: FindingNarrowing, off: string[]) {
    const { knex } = this;
    const about = (keys: string[]) =>
      isOneOf(knex, "subject_type || '/' || subject_id", keys);
    const rows = this.shown().where(about(targetKeys)).whereNotIn('kind', off);
    return mine
      ? rows.where(either =>
          either
            .where(about(mine.targetKeys))
            .orWhere(isOneOf(knex, 'id', mine.ids)),
        )
      : rows;
  }

  /** Kinds that nobody wants to see, of those that there are. */
  private async offKinds(): Promise<string[]> {
    const kinds = await this.shown().distinct('kind');
    return kinds.map(({ kind }) => kind).filter(this.isOff);
  }

  private shown() {
    return this.knex<FindingRow>(findingsTable).whereIn('state', [
      'open',
      'closed',
    ]);
  }
}

/** What a finding is about, as its row knows it. */
export function subjectOf({
  subject,
  access,
}: StoredFinding['document']): KnownTarget {
  return { type: subject.type, id: subject.id, access };
}
