import type { CloudResource } from '@flytower/cloud-common/projects';
import type { Knex } from 'knex';
import { decideRemovals } from './removals';
import {
  fingerprintOf,
  searchText,
  type ResourceRow,
  type SeenResource,
} from './rows';

/** Which list of which service was read. */
export interface ResourceScope {
  cloud: string;
  region: string;
  type: CloudResource['type'];
}

export interface ResourceWriteResult {
  /** Projects that have something else now than before. */
  projectIds: Set<string>;
  heldBack?: string;
}

type KnownRow = Pick<
  ResourceRow,
  'id' | 'project_id' | 'fingerprint' | 'missed' | 'accepted_by'
>;

const chunk = 100;

/** Writes what was read of servers, volumes, networks and images, and only what differs. */
export class ResourceWriter {
  constructor(
    private readonly knex: Knex,
    private readonly maxRemovedShare: number,
  ) {}

  /** Makes the store say what a complete read of one list said. */
  async replace(
    scope: ResourceScope,
    seen: SeenResource[],
  ): Promise<ResourceWriteResult> {
    const known = await this.known(scope);
    const projectIds = await this.upsert(scope, seen, known);
    const present = new Set(seen.map(({ id }) => id));
    const missing = [...known.values()]
      .filter(({ id }) => !present.has(id))
      .map(row => ({ ...row, missed: row.missed + 1 }));
    const decision = decideRemovals({
      missing,
      confirmedGone: new Set(),
      known: known.size,
      maxShare: this.maxRemovedShare,
      noun: `${scope.type}s`,
    });
    const removed = new Set(decision.removed);
    await this.markMissed(
      scope,
      missing.filter(({ id }) => !removed.has(id)).map(({ id }) => id),
    );
    await this.delete(scope, decision.removed);
    for (const row of missing) {
      if (removed.has(row.id)) projectIds.add(row.project_id);
    }
    return { projectIds, heldBack: decision.heldBack };
  }

  /** Writes what changed since the last read; `gone` is what the source itself calls deleted. */
  async merge(
    scope: ResourceScope,
    seen: SeenResource[],
    gone: string[],
  ): Promise<ResourceWriteResult> {
    const ids = [...seen.map(({ id }) => id), ...gone];
    const known = await this.known(scope, ids);
    const projectIds = await this.upsert(scope, seen, known);
    const removed = gone.filter(id => known.has(id));
    for (const id of removed) projectIds.add(known.get(id)!.project_id);
    await this.delete(scope, removed);
    return { projectIds };
  }

  /** What is known of a list, or of a few of it. */
  private async known(
    scope: ResourceScope,
    ids: string[] = [],
  ): Promise<Map<string, KnownRow>> {
    const rows: KnownRow[] = await this.knex('resources')
      .where(scope)
      .modify(query => {
        if (ids.length > 0 && ids.length <= chunk) query.whereIn('id', ids);
      })
      .select('id', 'project_id', 'fingerprint', 'missed', 'accepted_by');
    return new Map(rows.map(row => [row.id, row]));
  }

  private async upsert(
    scope: ResourceScope,
    seen: SeenResource[],
    known: Map<string, KnownRow>,
  ): Promise<Set<string>> {
    const projectIds = new Set<string>();
    const rows: ResourceRow[] = [];
    for (const resource of seen) {
      const before = known.get(resource.id);
      const row = toRow(scope, resource);
      if (before?.fingerprint === row.fingerprint && before.missed === 0) {
        continue;
      }
      rows.push(row);
      projectIds.add(row.project_id);
      if (before) projectIds.add(before.project_id);
    }
    for (let start = 0; start < rows.length; start += chunk) {
      await this.knex('resources')
        .insert(rows.slice(start, start + chunk))
        .onConflict(['cloud', 'region', 'type', 'id'])
        .merge();
    }
    return projectIds;
  }

  private async markMissed(scope: ResourceScope, ids: string[]) {
    for (let start = 0; start < ids.length; start += chunk) {
      await this.knex('resources')
        .where(scope)
        .whereIn('id', ids.slice(start, start + chunk))
        .increment('missed', 1);
    }
  }

  private async delete(scope: ResourceScope, ids: string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += chunk) {
      await this.knex('resources')
        .where(scope)
        .whereIn('id', ids.slice(start, start + chunk))
        .delete();
    }
  }
}

function toRow(scope: ResourceScope, resource: SeenResource): ResourceRow {
  return {
    ...scope,
    id: resource.id,
    project_id: resource.projectId,
    name: resource.name,
    state: resource.state,
    health: resource.health,
    created_at: resource.createdAt ?? null,
    updated_at: resource.updatedAt ?? null,
    details: JSON.stringify(resource.details),
    search_text: searchText(
      resource.id,
      resource.name,
      ...Object.values(resource.details),
    ),
    missed: 0,
    accepted_by: null,
    fingerprint: fingerprintOf(resource),
  };
}
