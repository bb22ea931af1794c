import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Freshness, Page } from '@flytower/cloud-common';
import type { Cluster } from '@flytower/cloud-common/clusters';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import type { Project } from '@flytower/cloud-common/projects';
import type {
  ClustersService,
  FunctionsService,
  ProjectsService,
} from '@flytower/cloud-node';
import type { EntitySource } from './CloudEntityProvider';
import { toClusterEntity } from './entities/toClusterEntity';
import { toFunctionEntity } from './entities/toFunctionEntity';
import { toProjectEntity } from './entities/toProjectEntity';

const pageSize = 500;

/** The portal's own credentials, asked for anew each time as they expire. */
type Ask = () => Promise<BackstageCredentials>;

/** Reads page after page until all is there. */
async function readPages<T>(
  readPage: (page: { offset: number; limit: number }) => Promise<Page<T>>,
): Promise<{ items: T[]; freshness: Freshness[] }> {
  const items: T[] = [];
  for (;;) {
    const page = await readPage({ offset: items.length, limit: pageSize });
    items.push(...page.items);
    if (items.length >= page.total || page.items.length === 0) {
      return { items, freshness: page.freshness };
    }
  }
}

export function projectsSource(
  projects: ProjectsService,
  ask: Ask,
  baseUrl: string,
): EntitySource<Project> {
  return {
    name: 'projects',
    list: async () => {
      const credentials = await ask();
      return readPages(page => projects.listProjects(page, { credentials }));
    },
    get: async id => projects.getProject(id, { credentials: await ask() }),
    idOf: project => project.id,
    toEntity: project => toProjectEntity(project, baseUrl),
  };
}

export function clustersSource(
  clusters: ClustersService,
  ask: Ask,
  baseUrl: string,
): EntitySource<Cluster> {
  return {
    name: 'clusters',
    list: async () => {
      const credentials = await ask();
      return readPages(page => clusters.listClusters(page, { credentials }));
    },
    get: async id => clusters.getCluster(id, { credentials: await ask() }),
    idOf: cluster => cluster.id,
    toEntity: cluster => toClusterEntity(cluster, baseUrl),
  };
}

export function functionsSource(
  functions: FunctionsService,
  ask: Ask,
  baseUrl: string,
): EntitySource<CloudFunction> {
  return {
    name: 'functions',
    list: async () => {
      const credentials = await ask();
      return readPages(page => functions.listFunctions(page, { credentials }));
    },
    get: async id => functions.getFunction(id, { credentials: await ask() }),
    idOf: fn => fn.id,
    toEntity: fn => toFunctionEntity(fn, baseUrl),
  };
}
