import { defineOperation } from '@flytower/cloud-node/operations';
import { clusterChanges } from '@flytower/cloud-node/upstream/rancher';
import { z } from 'zod';
import { gone, problemsOfMaking, type ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';
import { observeGeneration } from './observeGeneration';

/** Takes a snapshot of etcd. */
export const takeSnapshot = defineOperation<ClustersDomain>()({
  id: 'take-snapshot',
  title: 'Take snapshot',
  description:
    'Takes a snapshot of etcd on every server of a cluster, to which it can be restored.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'change',
  idempotent: false,
  bulk: true,
  deadlineMinutes: 30,
  input: z.strictObject({ clusterId }),
  examples: [
    {
      description: 'Before something is changed',
      input: { clusterId: 'main.shop' },
    },
  ],
  async precheck({ clusterId: id }, { domain }) {
    return problemsOfMaking(domain.clusters.mustSee(id));
  },
  async start({ clusterId: id }, { domain, operationId, signal }) {
    const { collector, cluster } = domain.clusters.mustSee(id);
    const after = await clusterChanges.changeCluster(
      collector.source,
      { name: cluster.record.name, kind: 'take-snapshot', operationId, signal },
      clusterChanges.takeSnapshot(),
    );
    const { etcdSnapshotCreate } = after.spec.rkeConfig ?? {};
    return { clusterId: id, generation: etcdSnapshotCreate?.generation ?? 1 };
  },
  async observe({ clusterId: id, generation }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const { controlPlane, snapshots, record } = found.cluster;
    const [newest] = snapshots;
    return {
      ...observeGeneration(controlPlane.snapshot, generation, {
        step: 'Snapshot on every server',
        done: `${record.displayName} has a new snapshot.`,
        failed: `The snapshot failed${
          newest?.message ? `: ${newest.message}` : ''
        }. Look at the servers' disks and at the S3 settings, and take another one.`,
        waits: controlPlane.message,
      }),
      upstream: { clusterId: id, generation: String(generation) },
    };
  },
});
