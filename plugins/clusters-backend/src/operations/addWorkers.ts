import { ConflictError } from '@backstage/errors';
import { clusterChanges } from '@flytower/cloud-node/upstream/rancher';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import {
  gone,
  isMadeByRancher,
  outOf,
  problemsOfMaking,
  type ClustersDomain,
} from './ClustersDomain';
import { clusterId } from './clusterField';

import { knownMachines, readyNewcomers } from './newcomers';
import { RoomForWorkers } from './RoomForWorkers';

const mostAtOnce = 50;

/** Adds machines to a pool of workers. */
export const addWorkers = defineOperation<ClustersDomain>()({
  id: 'add-workers',
  title: 'Add workers',
  description:
    "Adds worker nodes to a cluster, on its project's quota. Nothing that runs is interrupted.",
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'change',
  idempotent: false,
  bulk: true,
  deadlineMinutes: 60,
  input: z.strictObject({
    clusterId,
    pool: z.string().default('workers').describe('Pool that gets them'),
    count: z
      .number()
      .int()
      .min(1)
      .max(mostAtOnce)
      .describe('How many are added'),
  }),
  examples: [
    {
      description: 'Add two workers',
      input: { clusterId: 'main.shop', count: 2 },
    },
  ],
  async choices(input, { domain }) {
    const found = input.clusterId && domain.clusters.find(input.clusterId);
    return {
      pool: (found ? found.cluster.pools : [])
        .filter(({ roles }) => roles.includes('worker'))
        .map(({ name, desired }) => ({
          value: name,
          label: name,
          note: `${desired} now`,
        })),
    };
  },
  async precheck(input, { domain }) {
    const found = domain.clusters.mustSee(input.clusterId);
    const problems = problemsOfMaking(found);
    if (!isMadeByRancher(found)) return problems;
    const { pools, record } = found.cluster;
    const pool = pools.find(({ name }) => name === input.pool);
    if (!pool?.roles.includes('worker')) {
      const names = pools
        .filter(({ roles }) => roles.includes('worker'))
        .map(({ name }) => name);
      return [
        blocks(
          `${record.displayName} has no pool of workers "${
            input.pool
          }"; choose one of ${names.join(', ')}`,
          'pool',
        ),
      ];
    }
    if (problems.some(({ severity }) => severity === 'blocks')) return problems;
    const room = new RoomForWorkers(domain.projects);
    return [...problems, ...(await room.take(record, input))];
  },
  async precheckTogether(inputs, { domain }) {
    const room = new RoomForWorkers(domain.projects);
    const problems = [];
    for (const input of inputs) {
      const { record } = domain.clusters.mustSee(input.clusterId).cluster;
      const found = await room.take(record, input);
      // what it warns of was said of each by itself
      problems.push(found.filter(({ severity }) => severity === 'blocks'));
    }
    return problems;
  },
  async start(input, { domain, operationId, signal, startedAt }) {
    const { collector, cluster } = domain.clusters.mustSee(input.clusterId);
    const after = await clusterChanges.changeCluster(
      collector.source,
      { name: cluster.record.name, kind: 'add-workers', operationId, signal },
      before =>
        clusterChanges.scalePool(
          input.pool,
          quantityOf(before, input.pool) + input.count,
        )(before),
    );
    const wanted = quantityOf(after, input.pool);
    return {
      clusterId: input.clusterId,
      pool: input.pool,
      wanted,
      count: input.count,
      known: knownMachines(cluster, startedAt),
    };
  },
  async observe({ clusterId: id, pool: name, wanted, ...follow }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const pool = found.cluster.pools.find(one => one.name === name);
    const ready = pool?.ready ?? 0;
    const message = `${outOf(ready, wanted)} nodes of pool ${name} are ready`;
    // those that were broken before may stay so
    const added = readyNewcomers(found.cluster, { ...follow, pool: name });
    const isDone =
      (pool?.desired ?? 0) >= wanted &&
      (ready >= wanted || added.length >= (follow.count ?? Infinity));
    return {
      message,
      steps: [
        {
          name: `Machines of pool ${name}`,
          state: isDone ? 'done' : 'running',
          message: pool?.phase ?? message,
        },
      ],
      upstream: { clusterId: id, pool: name },
      ...(isDone && { settled: 'succeeded' as const, outcome: `${message}.` }),
    };
  },
});

function quantityOf(
  cluster: Parameters<clusterChanges.ClusterChange>[0],
  name: string,
): number {
  const pool = cluster.spec.rkeConfig?.machinePools.find(
    one => one.name === name,
  );
  if (!pool) {
    throw new ConflictError(
      `Cluster ${cluster.metadata.name} has no machine pool "${name}" any more`,
    );
  }
  return pool.quantity;
}
