import { NotFoundError } from '@backstage/errors';
import { defineOperation } from '@flytower/cloud-node/operations';
import {
  fleetKinds,
  rancherManifests,
} from '@flytower/cloud-node/upstream/rancher';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { z } from 'zod';
import { managedAddon } from '../addons/before';
import { gone, problemsOf, type ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';

/** Takes an add-on off a cluster. */
export const removeAddon = defineOperation<ClustersDomain>()({
  id: 'remove-addon',
  title: 'Remove add-on',
  description:
    'Takes an add-on that the portal installed off a cluster, with everything that its chart made there.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'destructive',
  idempotent: true,
  bulk: true,
  lock: ({ clusterId: id, addon }) => `addon:${id}:${addon}`,
  action: 'cloud:addon:remove',
  deadlineMinutes: 30,
  input: z.strictObject({
    clusterId,
    addon: z.string().min(1).describe('Name of the add-on'),
  }),
  examples: [
    {
      description: 'One that nobody uses',
      input: { clusterId: 'main.shop', addon: 'kyverno' },
    },
  ],
  async choices({ clusterId: id }, { domain }) {
    const found = id ? domain.clusters.find(id) : undefined;
    return {
      addon: (found?.cluster.addons ?? [])
        .filter(({ managed }) => managed)
        .map(({ name, version }) => ({
          value: name,
          label: name,
          note: version,
        })),
    };
  },
  async precheck({ clusterId: id, addon }, { domain }) {
    const found = domain.clusters.mustSee(id);
    const { displayName } = found.cluster.record;
    if (!managedAddon(found, addon)) {
      return [
        blocks(
          `The portal has installed no add-on "${addon}" on ${displayName}`,
          'addon',
        ),
      ];
    }
    return [
      ...problemsOf(found),
      warns(
        `What ${addon} made on ${displayName} is deleted, its custom resources among it`,
        'addon',
      ),
    ];
  },
  async start({ clusterId: id, addon }, { domain, signal }) {
    const { collector, cluster } = domain.clusters.mustSee(id);
    const { management, config } = collector.source;
    const name = rancherManifests.helmOpName(cluster.record.name, addon);
    try {
      await management.delete(
        fleetKinds.helmOp,
        { namespace: config.namespace, name },
        { signal },
      );
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
    return { clusterId: id, addon };
  },
  async observe({ clusterId: id, addon: name }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const addon = found.cluster.addons.find(one => one.name === name);
    const where = found.cluster.record.displayName;
    const outcome = `${name} is off ${where}.`;
    return {
      message: addon ? addon.message ?? 'Fleet takes it off' : outcome,
      steps: [
        {
          name: `${name} on ${where}`,
          state: addon ? 'running' : 'done',
          message: addon?.message,
        },
      ],
      upstream: { clusterId: id, addon: name },
      ...(!addon && { settled: 'succeeded' as const, outcome }),
    };
  },
});
