import {
  isSettled,
  type Operation,
  type OperationPrecheck,
} from '@flytower/cloud-common/operations';
import type { CloudResource, Project } from '@flytower/cloud-common/projects';
import request from 'supertest';
import { eventually, type startProjects } from './startProjects';

type Backend = Awaited<ReturnType<typeof startProjects>>;
type Regions = Backend['cloud']['state']['regions'];
type RegionInCloud = NonNullable<ReturnType<Regions['get']>>;

/** A server as the cloud itself has it. */
interface ServerInCloud {
  region: RegionInCloud;
  server: NonNullable<ReturnType<RegionInCloud['servers']['get']>>;
}

/** Somebody at the front door who starts operations, once all servers are known. */
export async function operateProjects(backend: Backend) {
  const api = '/api/projects';
  const get = async (path: string) =>
    (await request(backend.server).get(`${api}${path}`)).body;
  const post = (path: string, body: object) =>
    request(backend.server).post(`${api}${path}`).send(body);
  const start = (kind: string, input: object, more: object = {}) =>
    post(`/operations/${kind}/start`, { input, ...more });
  const settled = (id: string) =>
    eventually(async () => {
      const operation: Operation = await get(`/operations/${id}`);
      if (!isSettled(operation.state))
        throw new Error(
          `${operation.state}: ${operation.message}, ${operation.trouble}`,
        );
      return operation;
    }, 40_000);

  const serversOf = async ({ id }: Pick<Project, 'id'>) => {
    const { items } = await get(
      `/projects/${id}/resources?type=server&limit=100`,
    );
    return items as CloudResource[];
  };
  const { projects, servers } = await eventually(async () => {
    const known: Project[] = (await get('/projects?limit=500')).items;
    const all = (await Promise.all(known.map(serversOf))).flat();
    if (all.filter(({ state }) => state === 'active').length <= 4) {
      throw new Error(`Only ${all.length} servers are known yet`);
    }
    return { projects: known, servers: all };
  }, 60_000);

  return {
    get,
    post,
    start,
    settled,
    serversOf,
    projects,
    async problems(kind: string, input: object): Promise<string[]> {
      const { body } = await post(`/operations/${kind}/precheck`, { input });
      return (body as OperationPrecheck).problems.map(
        ({ severity, message }) => `${severity}: ${message}`,
      );
    },
    async operate(kind: string, input: object): Promise<Operation> {
      const { body } = await start(kind, input);
      return settled(body.id);
    },
    /** A server that nobody else took; production would need somebody's consent. */
    take(state: string): CloudResource {
      const index = servers.findIndex(
        one =>
          one.state === state &&
          projects.find(({ id }) => id === one.projectId)?.environment !==
            'production',
      );
      return servers.splice(index, 1)[0];
    },
    inCloud({ id, region }: CloudResource): ServerInCloud {
      const place = backend.cloud.state.regions.get(region)!;
      return { region: place, server: place.servers.get(id)! };
    },
  };
}
