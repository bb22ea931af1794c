import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { clusterChanges } from '@flytower/cloud-node/upstream/rancher';
import { z } from 'zod';
import { gone, problemsOfMaking, type ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';
import { observeGeneration } from './observeGeneration';

/** Brings a cluster back to a snapshot of etcd. */
export const restoreSnapshot = defineOperation<ClustersDomain>()({
  id: 'restore-snapshot',
  title: 'Restore from snapshot',
  description:
    'Brings a cluster back to what it was when a snapshot of etcd was taken. Everything that changed in the cluster since then is lost.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'destructive',
  idempotent: false,
  lock: 'target',
  deadlineMinutes: 120,
  input: z.strictObject({
    clusterId,
    snapshot: z.string().min(1).describe('Name of the snapshot'),
    restore: z
      .enum(['none', 'kubernetesVersion', 'all'])
      .default('none')
      .describe(
        'What comes back besides the data: nothing, the Kubernetes version, or the whole specification of the cluster',
      ),
  }),
  examples: [
    {
      description: 'Go back to last night',
      input: { clusterId: 'main.shop', snapshot: 'shop-etcd-snapshot-1' },
    },
  ],
  async choices(input, { domain }) {
    const found = input.clusterId && domain.clusters.find(input.clusterId);
    return {
      snapshot: (found ? found.cluster.snapshots : [])
        .filter(({ state }) => state === 'successful')
        .map(({ name, createdAt, storage, kubernetesVersion }) => ({
          value: name,
          label: createdAt ? `${createdAt} (${name})` : name,
          note: [storage, kubernetesVersion].filter(Boolean).join(', '),
        })),
    };
  },
  async precheck({ clusterId: id, snapshot: name, restore }, { domain }) {
    const found = domain.clusters.mustSee(id);
    const { record, snapshots } = found.cluster;
    // servers are reached without the agent that Rancher may have lost
    const problems =
      record.state === 'agent-lost' ? [] : problemsOfMaking(found);
    const snapshot = snapshots.find(one => one.name === name);
    if (!snapshot) {
      return [
        blocks(
          `${record.displayName} has no snapshot "${name}"; choose one of its own`,
          'snapshot',
        ),
      ];
    }
    if (snapshot.state !== 'successful') {
      return [
        blocks(
          `The snapshot ${name} is ${snapshot.state}${
            snapshot.message ? `: ${snapshot.message}` : ''
          }; choose another one`,
          'snapshot',
        ),
      ];
    }
    const { kubernetesVersion: then, createdAt } = snapshot;
    return [
      ...problems,
      warns(
        `Everything that changed in ${record.displayName} since ${
          createdAt ?? 'the snapshot'
        } is lost, and its API does not answer while it is restored`,
      ),
      ...(then &&
      record.version &&
      then !== record.version &&
      restore === 'none'
        ? [
            warns(
              `The snapshot is of Kubernetes ${then}, and the cluster runs ${record.version}; restore the Kubernetes version, too`,
              'restore',
            ),
          ]
        : []),
    ];
  },
  async start(
    { clusterId: id, snapshot, restore },
    { domain, operationId, signal },
  ) {
    const { collector, cluster } = domain.clusters.mustSee(id);
    const after = await clusterChanges.changeCluster(
      collector.source,
      {
        name: cluster.record.name,
        kind: 'restore-snapshot',
        operationId,
        signal,
      },
      clusterChanges.restoreSnapshot(snapshot, restore),
    );
    const { etcdSnapshotRestore } = after.spec.rkeConfig ?? {};
    return {
      clusterId: id,
      snapshot,
      generation: etcdSnapshotRestore?.generation ?? 1,
    };
  },
  async observe({ clusterId: id, snapshot, generation }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const { controlPlane, record } = found.cluster;
    return {
      ...observeGeneration(controlPlane.restore, generation, {
        step: 'Restore etcd and start the cluster again',
        done: `${record.displayName} is restored from ${snapshot}.`,
        failed: `The restore failed${
          controlPlane.message ? `: ${controlPlane.message}` : ''
        }. The cluster is as Rancher left it; restore from another snapshot.`,
        waits: controlPlane.message,
      }),
      upstream: { clusterId: id, snapshot, generation: String(generation) },
    };
  },
});
