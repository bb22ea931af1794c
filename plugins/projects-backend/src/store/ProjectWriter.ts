import type { Changes } from '@flytower/cloud-common';
import type { QuotaItem } from '@flytower/cloud-common/projects';
import type { Knex } from 'knex';
import { decideRemovals, type Missing } from './removals';
import {
  fingerprintOf,
  searchText,
  type MemberRow,
  type ProjectRow,
  type SeenProject,
} from './rows';

export interface WriteResult {
  changes: Changes['changes'];
  heldBack?: string;
}

type KnownRow = Pick<
  ProjectRow,
  'id' | 'fingerprint' | 'missed' | 'accepted_by'
>;

/** Of a project that is there. */
const isThere = { missed: 0, accepted_by: null };

/** How many rows one statement writes: databases limit the parameters of a statement. */
const chunk = 100;

/** Writes what was read of projects, and only what differs. */
export class ProjectWriter {
  constructor(
    private readonly knex: Knex,
    private readonly maxRemovedShare: number,
  ) {}

  /**
   * Makes the store say what a complete read said.
   *
   * @param isGone - asks the source about one project that the read did not have; undefined when it does not say
   */
  async replace(
    cloud: string,
    seen: SeenProject[],
    isGone: (id: string) => Promise<boolean | undefined>,
  ): Promise<WriteResult> {
    const rows: KnownRow[] = await this.knex('projects')
      .where({ cloud })
      .select('id', 'fingerprint', 'missed', 'accepted_by');
    const known = new Map(rows.map(row => [row.id, row]));
    const upserted: string[] = [];
    const ordered = [...seen].sort(byId);
    for (let start = 0; start < ordered.length; start += chunk) {
      await this.knex.transaction(async trx => {
        for (const project of ordered.slice(start, start + chunk)) {
          const row = known.get(project.id);
          known.delete(project.id);
          if (await write(trx, cloud, project, row)) upserted.push(project.id);
        }
      });
    }
    const decision = await this.judge([...known.values()], rows.length, isGone);
    await this.remove(decision.removed);
    return {
      heldBack: decision.heldBack,
      changes: [
        ...upserted.map(id => ({ id, change: 'upserted' as const })),
        ...decision.removed.map(id => ({ id, change: 'removed' as const })),
      ],
    };
  }

  /** Ids of a cloud's projects, those first whose quota was read longest ago. */
  async idsByQuotaAge(cloud: string, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.knex('projects')
      .where({ cloud, missed: 0 })
      .orderBy('quota_read_at')
      .orderBy('id')
      .limit(limit)
      .select('id');
    return rows.map(({ id }) => id);
  }

  async ids(cloud: string): Promise<Set<string>> {
    const rows: { id: string }[] = await this.knex('projects')
      .where({ cloud })
      .select('id');
    return new Set(rows.map(({ id }) => id));
  }

  /** True when the quota is another than before. */
  async setQuota(id: string, quota: QuotaItem[], at: number): Promise<boolean> {
    const inOrder = [...quota].sort(byRegion);
    const text = JSON.stringify(inOrder);
    const before = await this.knex('projects').where({ id }).first('quota');
    await this.knex('projects')
      .where({ id })
      .update({ quota: text, quota_read_at: at });
    return before !== undefined && before.quota !== text;
  }

  /** Counts anew what these projects have, and where. */
  async recount(ids: string[]): Promise<void> {
    const ordered = [...ids].sort();
    for (let start = 0; start < ordered.length; start += chunk) {
      await this.recountSome(ordered.slice(start, start + chunk));
    }
  }

  private async recountSome(ids: string[]): Promise<void> {
    await this.knex.transaction(async trx => {
      // whoever else counts them waits, and does not write the same regions twice
      await trx('projects')
        .whereIn('id', ids)
        .orderBy('id')
        .forUpdate()
        .select('id');
      const rows: {
        project_id: string;
        type: string;
        region: string;
        count: number | string;
      }[] = await trx('resources')
        .whereIn('project_id', ids)
        .groupBy('project_id', 'type', 'region')
        .select('project_id', 'type', 'region')
        .count({ count: '*' });
      await trx('project_regions').whereIn('project_id', ids).delete();
      for (const id of ids) {
        const own = rows.filter(row => row.project_id === id);
        const count = (type: string) =>
          own
            .filter(row => row.type === type)
            .reduce((sum, row) => sum + Number(row.count), 0);
        await trx('projects')
          .where({ id })
          .update({
            servers: count('server'),
            volumes: count('volume'),
            networks: count('network'),
          });
        const regions = [...new Set(own.map(({ region }) => region))];
        if (regions.length) {
          await trx('project_regions').insert(
            regions.map(region => ({ project_id: id, region })),
          );
        }
      }
    });
  }

  private async judge(
    missing: KnownRow[],
    known: number,
    isGone: (id: string) => Promise<boolean | undefined>,
  ) {
    const confirmedGone = new Set<string>();
    const still: Missing[] = [];
    // A few can be asked for one by one; many missing at once are not believed anyway.
    const ask = missing.length <= 20;
    for (const row of missing) {
      const gone = ask ? await isGone(row.id) : undefined;
      if (gone) confirmedGone.add(row.id);
      const now = gone === false ? isThere : { ...row, missed: row.missed + 1 };
      const { missed, accepted_by } = now;
      await this.knex('projects')
        .where({ id: row.id })
        .update({ missed, ...(missed === 0 && isThere) });
      if (missed > 0) still.push({ id: row.id, missed, accepted_by });
    }
    return decideRemovals({
      missing: still,
      confirmedGone,
      known,
      maxShare: this.maxRemovedShare,
      noun: 'projects',
    });
  }

  private async remove(ids: string[]): Promise<void> {
    for (const id of ids) {
      await this.knex.transaction(async trx => {
        await trx('resources').where({ project_id: id }).delete();
        await trx('project_regions').where({ project_id: id }).delete();
        await trx('project_members').where({ project_id: id }).delete();
        await trx('projects').where({ id }).delete();
      });
    }
  }
}

const byRegion = (a: QuotaItem, b: QuotaItem) =>
  a.region.localeCompare(b.region);

/** Everybody who writes many projects writes them in this order, so that none waits for another in a circle. */
const byId = (a: { id: string }, b: { id: string }) =>
  a.id < b.id ? -1 : Number(a.id > b.id);

/** True when something was written that people can see. */
async function write(
  trx: Knex,
  cloud: string,
  project: SeenProject,
  before: KnownRow | undefined,
): Promise<boolean> {
  const { id } = project;
  const fingerprint = fingerprintOf(project);
  if (before?.fingerprint === fingerprint) {
    if (before.missed > 0) {
      await trx('projects').where({ id }).update(isThere);
    }
    return false;
  }
  const columns = { ...columnsOf(project), fingerprint };
  if (before) {
    await trx('projects')
      .where({ id })
      .update({ ...columns, ...isThere });
    await trx('project_members').where({ project_id: id }).delete();
  } else {
    const entityName = await freeEntityName(trx, project);
    await trx('projects').insert({
      id,
      cloud,
      entity_name: entityName,
      ...columns,
    });
  }
  await writeMembers(trx, project);
  return true;
}

function columnsOf(project: SeenProject) {
  const { name, description, domain, enabled, tags, environment, owner } =
    project;
  return {
    name,
    description,
    domain,
    enabled,
    tags: JSON.stringify(tags),
    environment: environment ?? null,
    owner: owner ?? null,
    search_text: searchText(project.id, name, description, owner, ...tags),
  };
}

async function writeMembers(trx: Knex, project: SeenProject): Promise<void> {
  const rows: MemberRow[] = project.members.flatMap(member =>
    member.roles.map(role => ({
      project_id: project.id,
      ref: member.ref,
      kind: member.kind,
      name: member.name,
      role,
      owns: project.owners.includes(member.ref),
    })),
  );
  for (let start = 0; start < rows.length; start += chunk) {
    await trx('project_members').insert(rows.slice(start, start + chunk));
  }
}

/** A name for the catalog, fixed from now on: a project may be renamed, its entity may not. */
async function freeEntityName(
  trx: Knex,
  project: SeenProject,
): Promise<string> {
  const slug =
    project.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 48)
      .replace(/-+$/, '') || 'project';
  const taken = await trx('projects').where({ entity_name: slug }).first('id');
  return taken ? `${slug}-${fingerprintSuffix(project.id)}` : slug;
}

function fingerprintSuffix(id: string): string {
  return fingerprintOf(id)
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 8)
    .toLowerCase();
}
