import type { Page } from '@flytower/cloud-common';
import type {
  CloudResource,
  Project,
  projectQuerySchema,
  resourceQuerySchema,
} from '@flytower/cloud-common/projects';
import type { Knex } from 'knex';
import type { z } from 'zod';
import {
  columnFacet,
  countList,
  filtered,
  keepFound,
  ordered,
  type FacetColumn,
} from './lists';
import { narrow, type Narrowing } from './narrowing';
import {
  toProject,
  toResource,
  type MemberRow,
  type ProjectRow,
  type ResourceRow,
} from './rows';

export type ProjectListQuery = z.output<typeof projectQuerySchema>;
export type ResourceListQuery = z.output<typeof resourceQuerySchema>;
type Listed<T> = Omit<Page<T>, 'freshness'>;

const projectFacets: Record<string, FacetColumn> = {
  owner: columnFacet('projects.owner'),
  environment: columnFacet('projects.environment'),
  cloud: columnFacet('projects.cloud'),
  region: {
    column: 'project_regions.region',
    join: query =>
      query.join(
        'project_regions',
        'project_regions.project_id',
        'projects.id',
      ),
    keep: (query, values) =>
      query.whereExists(regions =>
        regions
          .from({ wanted: 'project_regions' })
          .whereRaw('wanted.project_id = projects.id')
          .whereIn('wanted.region', values),
      ),
  },
};

const projectOrders: Record<ProjectListQuery['sort'], [string, boolean]> = {
  name: ['projects.name', true],
  owner: ['projects.owner', true],
  environment: ['projects.environment', true],
  cloud: ['projects.cloud', true],
  servers: ['projects.servers', false],
};

const resourceFacets: Record<string, FacetColumn> = {
  type: columnFacet('resources.type'),
  region: columnFacet('resources.region'),
  state: columnFacet('resources.state'),
};

const resourceOrders: Record<ResourceListQuery['sort'], string> = {
  name: 'resources.name',
  type: 'resources.type',
  state: 'resources.state',
  region: 'resources.region',
  createdAt: 'resources.created_at',
};

/** Answers questions from the store, page by page. */
export class ProjectReader {
  /** @param clouds - the configured ones; what is left of others is not shown */
  constructor(private readonly knex: Knex, private readonly clouds: string[]) {}

  async list(
    query: ProjectListQuery,
    narrowing: Narrowing,
  ): Promise<Listed<Project>> {
    const base = () => {
      const rows = narrow(
        this.knex('projects').whereIn('projects.cloud', this.clouds),
        narrowing,
      );
      keepFound(rows, 'projects.search_text', query.search);
      if (query.reader?.length) {
        narrow(rows, { field: 'readers', values: query.reader });
      }
      return rows;
    };
    const { owner, region, environment, cloud } = query;
    const wanted = { owner, region, environment, cloud };
    const [column, text] = projectOrders[query.sort];
    const rows: ProjectRow[] = await ordered(
      filtered(base(), projectFacets, wanted).select('projects.*'),
      column,
      query.order,
      { id: 'projects.id', text },
    )
      .offset(query.offset)
      .limit(query.limit);
    const counts = await countList({ base, facets: projectFacets, wanted });
    return { items: await this.assemble(rows), ...counts };
  }

  /** In the order of the ids. */
  async find(ids: string[]): Promise<(Project | undefined)[]> {
    const rows: ProjectRow[] = await this.knex('projects')
      .whereIn('cloud', this.clouds)
      .whereIn('id', ids);
    const found = new Map(
      (await this.assemble(rows)).map(project => [project.id, project]),
    );
    return ids.map(id => found.get(id));
  }

  /** Those that are in use, and that no group owns. */
  async listOwnerless(): Promise<Project[]> {
    const rows: ProjectRow[] = await this.knex('projects')
      .whereIn('cloud', this.clouds)
      .where({ enabled: true })
      .whereNull('owner');
    return this.assemble(rows);
  }

  /** A server, whichever project it is in. */
  async findServer(id: string): Promise<CloudResource | undefined> {
    const row: ResourceRow | undefined = await this.knex('resources')
      .whereIn('cloud', this.clouds)
      .where({ id, type: 'server' })
      .first();
    return row && toResource(row);
  }

  async listResources(
    projectId: string,
    query: ResourceListQuery,
  ): Promise<Listed<CloudResource>> {
    const base = () => {
      const rows = this.knex('resources').where('project_id', projectId);
      keepFound(rows, 'resources.search_text', query.search);
      return rows;
    };
    const { type, region, state } = query;
    const wanted = { type, region, state };
    const rows: ResourceRow[] = await ordered(
      filtered(base(), resourceFacets, wanted).select('resources.*'),
      resourceOrders[query.sort],
      query.order,
      { id: 'resources.id', text: true },
    )
      .offset(query.offset)
      .limit(query.limit);
    const counts = await countList({ base, facets: resourceFacets, wanted });
    return { items: rows.map(toResource), ...counts };
  }

  private async assemble(rows: ProjectRow[]): Promise<Project[]> {
    const ids = rows.map(({ id }) => id);
    const members: MemberRow[] = await this.knex('project_members')
      .whereIn('project_id', ids)
      .orderBy(['kind', 'ref', 'role']);
    const regions: { project_id: string; region: string }[] = await this.knex(
      'project_regions',
    )
      .whereIn('project_id', ids)
      .orderBy('region');
    return rows.map(row =>
      toProject(
        row,
        members.filter(member => member.project_id === row.id),
        regions
          .filter(({ project_id: id }) => id === row.id)
          .map(({ region }) => region),
      ),
    );
  }
}
