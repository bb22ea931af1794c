import type { Page } from '@flytower/cloud-common';
import type { operationQuerySchema } from '@flytower/cloud-common/operations';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { journalTable } from './Journal';
import { fromRow, type OperationRecord } from './record';

export type ParsedOperationQuery = z.output<typeof operationQuerySchema>;

/** Which rows somebody may see: those about these targets, and those that they asked for. */
export interface Narrowing {
  targetKeys: string[];
  requester?: string;
}

/** A target that rows are about, with what the newest of them knew of it. */
export type KnownTarget = Pick<OperationRecord, 'id' | 'target' | 'access'>;

const facetColumns = {
  state: 'state',
  kind: 'kind',
  requester: 'requester',
  risk: 'risk',
  targetType: 'target_type',
} as const;

const filterColumns = {
  ...facetColumns,
  targetId: 'target_id',
  entityRef: 'entity_ref',
  findingId: 'finding_id',
  bulkId: 'parent_id',
} as const;

const sortColumns = { createdAt: 'created_at', finishedAt: 'finished_at' };

type Filter = keyof typeof filterColumns;

/** Filters that ask for particular things; otherwise the parts of operations over many are left out. */
const particular: Filter[] = ['targetId', 'entityRef', 'findingId', 'bulkId'];

/** Lists of the journal, made by the database. */
export class JournalReader {
  private readonly isPostgres: boolean;

  constructor(private readonly knex: Knex) {
    this.isPostgres = knex.client.config.client === 'pg';
  }

  async list(
    query: ParsedOperationQuery,
    narrowing: Narrowing,
  ): Promise<{
    items: OperationRecord[];
    total: number;
    facets: Page<never>['facets'];
  }> {
    const column = sortColumns[query.sort];
    const [rows, [{ count }], facets] = await Promise.all([
      this.matching(query, narrowing)
        .orderByRaw('?? is null', [column])
        .orderBy(column, query.order)
        .orderBy('id')
        .offset(query.offset)
        .limit(query.limit),
      this.matching(query, narrowing).count({ count: '*' }),
      this.facets(query, narrowing),
    ]);
    return { items: rows.map(fromRow), total: Number(count), facets };
  }

  /** Everything that rows are about. */
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
    return rows.map(({ id, target, access }) => ({
      id,
      target: JSON.parse(target),
      access: JSON.parse(access),
    }));
  }

  private async facets(query: ParsedOperationQuery, narrowing: Narrowing) {
    const names = Object.keys(facetColumns) as (keyof typeof facetColumns)[];
    const counted = await Promise.all(
      names.map(async name => {
        const column = facetColumns[name];
        const rows: { value: string; count: string | number }[] =
          await this.matching(query, narrowing, name)
            .groupBy(column)
            .orderBy(column)
            .select({ value: column })
            .count({ count: '*' });
        const values = rows.map(({ value, count }) => ({
          value: String(value),
          count: Number(count),
        }));
        return [name, values] as const;
      }),
    );
    return Object.fromEntries(counted);
  }

  private matching(
    query: ParsedOperationQuery,
    narrowing: Narrowing,
    except?: Filter,
  ) {
    const rows = this.knex(journalTable);
    this.narrow(rows, narrowing);
    for (const name of Object.keys(filterColumns) as Filter[]) {
      const wanted = query[name];
      if (wanted?.length && name !== except) {
        rows.whereIn(filterColumns[name], wanted);
      }
    }
    if (!particular.some(name => query[name]?.length)) {
      rows.whereNull('parent_id');
    }
    const words = query.search?.toLowerCase().split(/\s+/).filter(Boolean);
    for (const word of words ?? []) {
      const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
      rows.whereRaw("search like ? escape '\\'", [pattern]);
    }
    return rows;
  }

  private narrow(rows: Knex.QueryBuilder, narrowing: Narrowing) {
    // one binding, however many there are
    const keys = this.isPostgres
      ? 'target_key in (select jsonb_array_elements_text(?::jsonb))'
      : 'target_key in (select value from json_each(?))';
    rows.where(either => {
      either.whereRaw(keys, [JSON.stringify(narrowing.targetKeys)]);
      if (narrowing.requester) {
        either.orWhere({ requester: narrowing.requester });
      }
    });
  }
}
