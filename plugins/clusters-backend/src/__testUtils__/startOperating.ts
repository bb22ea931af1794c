import type { JsonObject } from '@backstage/types';
import type { ProjectCapacity } from '@flytower/cloud-common/projects';
import {
  clusterDetailsSchema,
  clusterListSchema,
  type Cluster,
} from '@flytower/cloud-common/clusters';
import {
  isSettled,
  type Operation,
  type OperationChoices,
  type OperationPrecheck,
} from '@flytower/cloud-common/operations';
import {
  startCloudBackend,
  startSimulatedCloud,
} from '@flytower/simulated-cloud/testUtils';
import { setTimeout as pause } from 'node:timers/promises';
import { clustersPlugin } from '../plugin';
import { projectsOfTheCompany, roomy } from './projectsOfTheCompany';

/** What the door says instead of an answer. */
interface Refusal {
  error: { name: string; message: string };
}

/**
 * The clusters backend as it is deployed, on a simulated cloud whose clusters have each something of their own. Nothing
 * needs an approval.
 */
export async function startOperating(
  options: { clusters?: number; cloud?: JsonObject } = {},
) {
  const cloud = await startSimulatedCloud({
    company: { clusters: options.clusters ?? 12 },
  });
  let quota: ProjectCapacity['quota'] | undefined = roomy.quota;
  const backend = await startCloudBackend({
    cloud,
    config: {
      cloud: {
        operations: {
          approvals: [],
          sealingKey: Buffer.alloc(32, 7).toString('base64'),
        },
        ...options.cloud,
      },
    },
    features: [
      clustersPlugin,
      projectsOfTheCompany(
        () => cloud.context.company,
        () => {
          if (!quota) throw new Error('OpenStack does not answer');
          return { ...roomy, quota };
        },
      ),
    ],
  });
  const me = backend.as('user:default/mei.tanaka');

  async function ask<T>(
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }> {
    const response = await me.fetch(`/api/clusters${path}`, {
      ...(body !== undefined && { method: 'POST', body }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  const start = (kind: string, input: object, more: object = {}) =>
    ask<Operation & Refusal>(`/operations/${kind}/start`, { input, ...more });

  async function settled(id: string, withinMs = 60_000): Promise<Operation> {
    const end = Date.now() + withinMs;
    for (;;) {
      const { body } = await ask<Operation>(`/operations/${id}`);
      if (isSettled(body.state)) return body;
      if (Date.now() > end)
        throw new Error(`It never ended: ${JSON.stringify(body)}`);
      await pause(100);
    }
  }

  const list = async () =>
    clusterListSchema.parse((await ask('/clusters?limit=500')).body).items;

  const door = {
    cloud,
    backend,
    ask,
    start,
    settled,
    list,
    get: async (id: string) =>
      clusterDetailsSchema.parse((await ask(`/clusters/${id}`)).body),
    /** Starts an operation, and follows it to its end. */
    async operate(kind: string, input: object): Promise<Operation> {
      const { status, body } = await start(kind, input);
      if (status >= 400) throw new Error(body.error.message);
      return settled(body.id);
    },
    /** What is said when it cannot be started. */
    async refusal(kind: string, input: object): Promise<string> {
      const { status, body } = await start(kind, input);
      return `${status} ${body.error?.message}`;
    },
    /** Sentences that stand against an operation. */
    async precheck(kind: string, input: object) {
      const { body } = await ask<OperationPrecheck & Refusal>(
        `/operations/${kind}/precheck`,
        { input },
      );
      return body.problems ?? [body.error];
    },
    /** Values that a form offers for a field. */
    async choices(kind: string, field: string, input: object) {
      const { body } = await ask<OperationChoices>(
        `/operations/${kind}/choices`,
        { input },
      );
      return body.fields[field].map(({ value }) => value);
    },
    /** Every project has this quota from now on; `undefined` cannot be read. */
    setQuota(wanted: ProjectCapacity['quota'] | undefined) {
      quota = wanted;
    },
    giveRoom() {
      quota = roomy.quota;
    },
    /** A cluster that is as the test needs it. */
    async clusterWith(condition: (one: Cluster) => boolean): Promise<Cluster> {
      return eventually(async () => {
        const found = (await list()).find(condition);
        if (!found) throw new Error('There is no such cluster');
        return found;
      });
    },
    async stop() {
      await backend.stop();
      await cloud.stop();
    },
  };
  await eventually(async () => {
    const { items, freshness } = clusterListSchema.parse(
      (await ask('/clusters?limit=500')).body,
    );
    if (freshness[0]?.state !== 'fresh' || !items.every(one => one.projectName))
      throw new Error('The clusters are not read yet');
  });
  return door;
}

/** Tries until it does not throw. */
export async function eventually<T>(
  check: () => Promise<T>,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(100);
    }
  }
}
