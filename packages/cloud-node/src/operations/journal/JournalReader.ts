import type { Page } from '@flytower/cloud-common';
import type { operationQuerySchema } from '@flytower/cloud-common/operations';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { isOneOf } from '../../database/isOneOf';
import { pageRows } from '../../lists/pageRows';
import type { AboutTargets, KnownTarget } from '../../targets/VisibleTargets';
import { isOfMany, keyOfManySql } from '../manyTargets';
import { journalTable } from './Journal';
import { fromRow, type OperationRecord } from './record';

export type ParsedOperationQuery = z.output<typeof operationQuerySchema>;

/** Which rows somebody may see: those about these targets. */
export interface Narrowing {
  targetKeys: string[];
  /** Also what they asked for themselves about these, of which nobody knows at the moment who may see them. */
  own?: { requester: string; targetKeys: string[] };
}

/** Filters that ask for particular things; otherwise the parts of what is seen whole are left out. */
const particular = {
  targetId: 'target_id',
  entityRef: 'entity_ref',
  findingId: 'finding_id',
  bulkId: 'parent_id',
} as const;

const rules = {
  facets: {
    state: 'state',
    kind: 'kind',
    requester: 'requester',
    risk: 'risk',
    targetType: 'target_type',
  },
  filters: particular,
  sort: { createdAt: ['created_at'], finishedAt: ['finished_at'] },
};

type Parts = NonNullable<KnownTarget['parts']>;

/** Lists of the journal, made by the database. */
export class JournalReader implements AboutTargets {
  /** What operations over many are about never changes. */
  private many = new Map<string, Parts>();

  constructor(private readonly knex: Knex) {}

  async list(
    query: ParsedOperationQuery,
    narrowing: Narrowing,
  ): Promise<Omit<Page<OperationRecord>, 'freshness'>> {
    const isParticular = Object.keys(particular).some(
      name => query[name as keyof typeof particular]?.length,
    );
    const visible = () => {
      const rows = this.narrowed(narrowing);
      return isParticular ? rows : rows.andWhere(this.standsAlone(narrowing));
    };
    const { rows, ...page } = await pageRows<Record<string, unknown>>(
      visible,
      query,
      rules,
    );
    return { items: rows.map(fromRow), ...page };
  }

  async targets(): Promise<KnownTarget[]> {
    const ranked = this.knex(journalTable).select(
      'id',
      'target',
      'access',
      this.knex.raw(
        'row_number() over (partition by target_key order by created_at desc, id) as age',
      ),
    );
    const rows = await this.knex
      .with('ranked', ranked)
      .from('ranked')
      .where({ age: 1 })
      .select('id', 'target', 'access');
    const many = new Map<string, Parts>();
    const known = await Promise.all(
      rows.map(async row => {
        const { type, id } = JSON.parse(row.target);
        const parts = isOfMany({ id }) ? await this.partsOf(row.id) : undefined;
        if (parts) many.set(row.id, parts);
        return { type, id, parts, access: JSON.parse(row.access) };
      }),
    );
    this.many = many;
    return known;
  }

  async newest(): Promise<number> {
    const [{ newest }] = await this.knex(journalTable).max({
      newest: 'created_at',
    });
    return Number(newest);
  }

  private async partsOf(id: string): Promise<Parts | undefined> {
    const known = this.many.get(id);
    if (known) return known;
    const row = await this.knex(journalTable).where({ id }).first();
    return row && fromRow(row).bulk?.targets.map(part => part.target);
  }

  private narrowed(narrowing: Narrowing) {
    return this.knex(journalTable).where(
      this.isVisible('target_key', narrowing),
    );
  }

  /** A row of its own, or a part of one over many that somebody may not see whole: of that they see the parts. */
  private standsAlone(narrowing: Narrowing) {
    return (row: Knex.QueryBuilder) =>
      row
        .whereNull('parent_id')
        .orWhereNot(this.isVisible(keyOfManySql('parent_id'), narrowing));
  }

  private isVisible(keySql: string, { targetKeys, own }: Narrowing) {
    const about = (keys: string[]) => isOneOf(this.knex, keySql, keys);
    return (row: Knex.QueryBuilder) => {
      row.where(about(targetKeys));
      if (!own) return;
      const { requester } = own;
      row.orWhere(mine =>
        mine.where({ requester }).andWhere(about(own.targetKeys)),
      );
    };
  }
}
