import { NotFoundError } from '@backstage/errors';
import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import type { FoundCluster } from '../collect/Clusters';
import type { ClusterMachine } from '../map/toMachines';
import { readDrainObstacles } from '../precheck/readDrainObstacles';
import {
  gone,
  outOf,
  problemsOfMaking,
  type ClustersDomain,
} from './ClustersDomain';
import { clusterId } from './clusterField';
import { knownMachines, readyNewcomers } from './newcomers';

const mostObstacles = 5;

/** Takes one node out of a cluster; its pool brings a new one. */
export const replaceNode = defineOperation<ClustersDomain>()({
  id: 'replace-node',
  title: 'Replace node',
  description:
    'Drains a node, deletes its machine, and waits until its pool has brought a new one. What runs on it moves to other nodes.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'disruptive',
  idempotent: true,
  lock: 'target',
  deadlineMinutes: 60,
  input: z.strictObject({
    clusterId,
    node: z.string().min(1).describe('Name of the node, or of its machine'),
  }),
  examples: [
    {
      description: 'Replace a broken worker',
      input: { clusterId: 'main.shop', node: 'shop-workers-x7k2p' },
    },
  ],
  async choices(input, { domain }) {
    const found = input.clusterId && domain.clusters.find(input.clusterId);
    if (!found) return { node: [] };
    return {
      node: found.cluster.machines
        .filter(
          machine =>
            machine.state !== 'removing' &&
            !etcdProblems(found, machine).some(isBlock),
        )
        .map(machine => ({
          value: nameOf(machine),
          label: nameOf(machine),
          note: `${machine.roles.join(', ')}: ${machine.state}`,
        })),
    };
  },
  async precheck({ clusterId: id, node }, { domain }) {
    const found = domain.clusters.mustSee(id);
    const problems = problemsOfMaking(found);
    if (problems.some(isBlock)) return problems;
    const machine = machineOf(found, node);
    if (!machine) {
      return [
        blocks(
          `${found.cluster.record.displayName} has no node "${node}"`,
          'node',
        ),
      ];
    }
    return [
      ...problems,
      ...etcdProblems(found, machine),
      ...(await drainProblems(found, machine)),
    ];
  },
  async start({ clusterId: id, node }, { domain, signal, startedAt }) {
    const found = domain.clusters.mustSee(id);
    const { source } = found.collector;
    const machine = machineOf(found, node);
    // gone already: an attempt before this one has sent it
    if (machine && machine.state !== 'removing') {
      try {
        await source.management.delete(
          rancherKinds.machine,
          { namespace: source.config.namespace, name: machine.name },
          { signal },
        );
      } catch (error) {
        if (!(error instanceof NotFoundError)) throw error;
      }
    }
    return {
      clusterId: id,
      node,
      machine: machine?.name ?? node,
      pool: machine?.pool,
      known: knownMachines(found.cluster, startedAt),
    };
  },
  async observe({ clusterId: id, node, machine: name, ...follow }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const { machines } = found.cluster;
    const old = machines.find(machine => machine.name === name);
    // other pools, and other machines of this one, may be as broken as this was
    const pools = found.cluster.pools.filter(
      pool => !follow.pool || pool.name === follow.pool,
    );
    const desired = pools.reduce((sum, pool) => sum + pool.desired, 0);
    const ready = pools.reduce(
      (sum, pool) => sum + Math.min(pool.ready, pool.desired),
      0,
    );
    const isReplaced =
      ready >= desired || readyNewcomers(found.cluster, follow).length > 0;
    const isBack = !old && isReplaced;
    const nodes = `${outOf(ready, desired)} nodes ${
      follow.pool ? `of pool ${follow.pool} ` : ''
    }are ready`;
    return {
      message: old
        ? old.message ?? `${node} is drained and deleted`
        : `${node} is gone; ${nodes}`,
      steps: [
        {
          name: `Drain and delete ${node}`,
          state: old ? 'running' : 'done',
          message: old?.message,
        },
        {
          name: 'New node is ready',
          state: isBack ? 'done' : 'running',
          message: nodes,
        },
      ],
      upstream: { clusterId: id, machine: name },
      ...(isBack && {
        settled: 'succeeded' as const,
        outcome: `${node} is replaced; ${nodes}.`,
      }),
    };
  },
});

const nameOf = ({ node, name }: ClusterMachine) => node ?? name;

function machineOf({ cluster }: FoundCluster, node: string) {
  return cluster.machines.find(
    machine => machine.node === node || machine.name === node,
  );
}

const isBlock = ({ severity }: Problem) => severity === 'blocks';

/** etcd goes on as long as more than half of its members do. */
function etcdProblems({ cluster }: FoundCluster, machine: ClusterMachine) {
  if (!machine.roles.includes('etcd')) return [];
  const members = cluster.machines.filter(
    ({ roles, state }) => roles.includes('etcd') && state !== 'removing',
  );
  if (members.length <= 1) {
    return [
      blocks(
        `${nameOf(
          machine,
        )} is the last member of etcd; without it the cluster is lost. Restore from a snapshot instead`,
        'node',
      ),
    ];
  }
  const others = members.filter(
    ({ name, state }) => name !== machine.name && state === 'ready',
  ).length;
  const quorum = Math.floor(members.length / 2) + 1;
  return others >= quorum
    ? []
    : [
        (machine.state === 'ready' ? blocks : warns)(
          `Without ${nameOf(machine)} etcd has ${outOf(
            others,
            members.length,
          )} members and loses its quorum of ${quorum}`,
          'node',
        ),
      ];
}

async function drainProblems(
  { collector, cluster }: FoundCluster,
  machine: ClusterMachine,
) {
  const { rancherId } = cluster.record;
  if (!rancherId || !machine.node) return [];
  const obstacles = await readDrainObstacles(
    collector.source.downstream(rancherId),
    { nodes: [machine.node] },
  );
  if (!obstacles.known) {
    return [
      warns(
        `Whether its pods may be moved cannot be read at the moment: ${obstacles.reason}`,
        'node',
      ),
    ];
  }
  // pods of a node that is silent do not run, whatever their budget says
  const severity = machine.state === 'ready' ? blocks : warns;
  return obstacles.value
    .slice(0, mostObstacles)
    .map(({ message }) => severity(message, 'node'));
}
