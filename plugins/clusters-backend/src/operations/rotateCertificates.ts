import { defineOperation } from '@flytower/cloud-node/operations';
import { warns } from '@flytower/cloud-node/precheck';
import { clusterChanges } from '@flytower/cloud-node/upstream/rancher';
import { z } from 'zod';
import { gone, problemsOfMaking, type ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';
import { observeGeneration } from './observeGeneration';

/** Gives the parts of a cluster new certificates. */
export const rotateCertificates = defineOperation<ClustersDomain>()({
  id: 'rotate-certificates',
  title: 'Rotate certificates',
  description:
    'Gives all parts of a cluster new certificates. Its servers restart one after the other; what runs on it goes on.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'disruptive',
  idempotent: false,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 60,
  input: z.strictObject({ clusterId }),
  examples: [
    {
      description: 'Before they expire',
      input: { clusterId: 'main.shop' },
    },
  ],
  async precheck({ clusterId: id }, { domain }) {
    const found = domain.clusters.mustSee(id);
    const servers = found.cluster.machines.filter(({ roles }) =>
      roles.includes('control-plane'),
    );
    return [
      ...problemsOfMaking(found),
      ...(servers.length === 1
        ? [warns('It has one server: its API does not answer for a minute')]
        : []),
    ];
  },
  async start({ clusterId: id }, { domain, operationId, signal }) {
    const { collector, cluster } = domain.clusters.mustSee(id);
    const after = await clusterChanges.changeCluster(
      collector.source,
      {
        name: cluster.record.name,
        kind: 'rotate-certificates',
        operationId,
        signal,
      },
      clusterChanges.rotateCertificates(),
    );
    const { rotateCertificates: asked } = after.spec.rkeConfig ?? {};
    return { clusterId: id, generation: asked?.generation ?? 1 };
  },
  async observe({ clusterId: id, generation }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const { controlPlane, record, certificates } = found.cluster;
    return {
      ...observeGeneration(controlPlane.certificates, generation, {
        step: 'New certificates on every server',
        done: `${record.displayName} has new certificates${
          certificates ? `, good until ${certificates.expireAt}` : ''
        }.`,
        failed: 'The rotation failed; look at the cluster in Rancher.',
        waits: controlPlane.message,
      }),
      upstream: { clusterId: id, generation: String(generation) },
    };
  },
});
