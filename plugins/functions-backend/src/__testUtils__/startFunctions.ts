import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import {
  isSettled,
  type Operation,
  type OperationPrecheck,
} from '@flytower/cloud-common/operations';
import type { Project } from '@flytower/cloud-common/projects';
import {
  startCloudBackend,
  startSimulatedCloud,
  type CloudBackend,
} from '@flytower/simulated-cloud/testUtils';
import Router from 'express-promise-router';
import { setTimeout as pause } from 'node:timers/promises';
import { functionsPlugin } from '../plugin';

type Cloud = CloudBackend['cloud'];

const sealingKey = Buffer.alloc(32, 7);

/** What the door says instead of an answer. */
export interface Refusal {
  error: { name: string; message: string };
}

/** The projects door on the wire, with the projects of the company. */
function projectsDoor(projects: Project[]) {
  return createBackendPlugin({
    pluginId: 'projects',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = Router();
          router.get('/projects', (_req, res) => {
            res.json({
              items: projects,
              total: projects.length,
              facets: {},
              freshness: [],
            });
          });
          router.get('/projects/:id', (req, res) => {
            const found = projects.find(({ id }) => id === req.params.id);
            if (!found)
              throw new NotFoundError(`There is no project ${req.params.id}`);
            res.json({ ...found, freshness: [] });
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

export function projectsOf(cloud: Cloud): Project[] {
  return cloud.context.company.projects.map(project => {
    const owners = project.team ? [`group:default/${project.team}`] : [];
    return {
      id: project.id,
      name: project.name,
      description: '',
      cloud: 'main',
      domain: 'company',
      enabled: true,
      regions: project.regions,
      tags: [`team:${project.team}`],
      environment: project.environment,
      entityRef: `system:default/${project.name}`,
      owner: owners[0],
      owners,
      readers: owners,
      members: owners.map(ref => ({
        ref,
        kind: 'group' as const,
        name: ref,
        roles: ['member'],
      })),
      counts: { servers: 0, volumes: 0, networks: 0 },
      quota: [],
      allowedOperations: [],
    };
  });
}

/** The functions backend as it is deployed, on a simulated cloud. */
export async function startFunctions(
  options: {
    cloud?: Cloud;
    config?: JsonObject;
    features?: Parameters<typeof startCloudBackend>[0]['features'];
  } = {},
) {
  const cloud =
    options.cloud ?? (await startSimulatedCloud({ company: { functions: 6 } }));
  const projects = projectsOf(cloud);
  const backend = await startCloudBackend({
    cloud,
    config: {
      cloud: {
        operations: {
          approvals: [],
          sealingKey: sealingKey.toString('base64'),
        },
      },
      ...options.config,
    },
    features: [
      functionsPlugin,
      projectsDoor(projects),
      ...(options.features ?? []),
    ],
  });
  const me = backend.as('user:default/ines.duarte');
  async function ask<T>(
    path: string,
    init?: { method?: string; body?: unknown },
  ): Promise<{ status: number; body: T }> {
    const response = await me.fetch(`/api/functions${path}`, init);
    return {
      status: response.status,
      body: (await response.json()) as T,
    };
  }
  const start = (kind: string, input: object, more: object = {}) =>
    ask<Operation & Refusal>(`/operations/${kind}/start`, {
      method: 'POST',
      body: { input, ...more },
    });
  const settled = async (id: string): Promise<Operation> => {
    const end = Date.now() + 40_000;
    for (;;) {
      const { body } = await ask<Operation>(`/operations/${id}`);
      if (isSettled(body.state)) return body;
      if (Date.now() > end)
        throw new Error(`It never ended: ${JSON.stringify(body)}`);
      await pause(100);
    }
  };
  return {
    cloud,
    backend,
    projects,
    ask,
    start,
    settled,
    /** Starts an operation, and follows it to its end. */
    async operate(kind: string, input: object): Promise<Operation> {
      const { status, body } = await start(kind, input);
      if (status >= 400) throw new Error(body.error.message);
      return settled(body.id);
    },
    /** Sentences that stand against an operation. */
    async precheck(kind: string, input: object) {
      const { body } = await ask<OperationPrecheck & Refusal>(
        `/operations/${kind}/precheck`,
        { method: 'POST', body: { input } },
      );
      return body.problems;
    },
    /** Asks until the answer is what is waited for. */
    async until<T>(
      path: string,
      condition: (body: T) => boolean,
      timeoutMs = 20_000,
    ): Promise<T> {
      const end = Date.now() + timeoutMs;
      for (;;) {
        const { body } = await ask<T>(path);
        if (condition(body)) return body;
        if (Date.now() > end)
          throw new Error(`${path} never got there: ${JSON.stringify(body)}`);
        await pause(100);
      }
    },
    async stop() {
      await backend.stop();
      if (!options.cloud) await cloud.stop();
    },
  };
}

export interface FunctionPage {
  items: CloudFunction[];
  total: number;
  facets: Record<string, { value: string; count: number }[]>;
  freshness: { source: string; state: string; since?: string }[];
}
