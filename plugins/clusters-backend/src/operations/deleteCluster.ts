import { NotFoundError } from '@backstage/errors';
import { cloudLabels } from '@flytower/cloud-common';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import {
  fleetKinds,
  rancherKinds,
} from '@flytower/cloud-node/upstream/rancher';
import { z } from 'zod';
import { isMadeByRancher, type ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';

/** What a run remembers: somebody may make another cluster of that name. */
type Follow = { clusterId: string; uid?: string; isLetGo?: boolean };

/** Deletes a cluster with all its machines. */
export const deleteCluster = defineOperation<ClustersDomain>()({
  id: 'delete-cluster',
  title: 'Delete cluster',
  description:
    'Deletes a cluster with its machines, everything that runs on it, and its snapshots on its own disks. One that was imported is only let go of.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'destructive',
  idempotent: true,
  lock: 'target',
  deadlineMinutes: 60,
  input: z.strictObject({ clusterId }),
  examples: [
    {
      description: 'One that nobody needs any more',
      input: { clusterId: 'main.shop-dev' },
    },
  ],
  async precheck({ clusterId: id }, { domain }) {
    const found = domain.clusters.mustSee(id);
    const { cluster } = found;
    const { displayName, nodes, state } = cluster.record;
    if (domain.platforms.has(id)) {
      return [
        blocks(
          `Functions run on ${displayName}; take it out of cloud.functions.platforms first`,
        ),
      ];
    }
    if (state === 'removing') return [];
    if (!isMadeByRancher(found)) {
      return [
        warns(
          `${displayName} was imported: Rancher and the portal let go of it; its machines stay, and what runs on them`,
        ),
      ];
    }
    const addons = cluster.addons.map(({ name }) => name);
    return [
      warns(
        `${nodes.total} nodes and everything that runs on them are lost${
          addons.length > 0 ? `, with the add-ons ${addons.join(', ')}` : ''
        }`,
      ),
      ...(cluster.snapshots.some(({ storage }) => storage === 'local')
        ? [warns('Snapshots on its own disks are lost; those in S3 stay')]
        : []),
    ];
  },
  async start({ clusterId: id }, { domain, signal }): Promise<Follow> {
    const found = domain.clusters.look(id);
    // gone already: by an attempt before this one, or by somebody else
    if (!found) return { clusterId: id };
    const { source } = found.collector;
    const { uid } = found.cluster.objects.provisioning.metadata;
    try {
      await source.management.delete(
        rancherKinds.provisioningCluster,
        {
          namespace: source.config.namespace,
          name: found.cluster.record.name,
          uid,
        },
        { signal },
      );
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { clusterId: id, uid, isLetGo: !isMadeByRancher(found) };
  },
  async observe({ clusterId: id, uid, isLetGo }: Follow, { domain, signal }) {
    const found = domain.clusters.look(id);
    const isAnother =
      uid && found?.cluster.objects.provisioning.metadata.uid !== uid;
    if (!found || isAnother) {
      if (!found) await removeAddons(domain, id, signal);
      const outcome = isLetGo
        ? `Rancher has let go of ${id}; its machines stay.`
        : `${id} and its machines are deleted.`;
      return {
        message: outcome,
        steps: [
          { name: 'Machines', state: 'done' },
          { name: 'Cluster', state: 'done' },
        ],
        upstream: { clusterId: id },
        settled: 'succeeded',
        outcome,
      };
    }
    const { machines, record } = found.cluster;
    return {
      message: record.message ?? `${machines.length} machines are left`,
      steps: [
        {
          name: 'Machines',
          state: machines.length > 0 ? 'running' : 'done',
          message: `${machines.length} left`,
        },
        { name: 'Cluster', state: 'running', message: record.message },
      ],
      upstream: { clusterId: id },
    };
  },
});

/** What Fleet was told of a cluster does not go with it, and would come upon the next one of its name. */
async function removeAddons(
  { clusters }: ClustersDomain,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const there = clusters.placeOf(id);
  if (!there) return;
  const { management, config } = there.source;
  const { namespace } = config;
  const managed = await management.listAll(
    fleetKinds.helmOp,
    { namespace, labelSelector: `${cloudLabels.managedBy}=flytower` },
    { signal },
  );
  for (const { metadata, spec } of managed) {
    const names = spec.targets.map(({ clusterName }) => clusterName);
    if (names.length !== 1 || names[0] !== there.name) continue;
    try {
      await management.delete(
        fleetKinds.helmOp,
        { namespace, name: metadata.name },
        { signal },
      );
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
}
