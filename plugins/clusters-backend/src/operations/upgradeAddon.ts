import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import {
  compareVersions,
  rancherManifests,
} from '@flytower/cloud-node/upstream/rancher';
import { z } from 'zod';
import { managedAddon, standing } from '../addons/before';
import { installAddon } from '../addons/installAddon';
import { addonOf, helmOpOf, observeAddon } from './addons';
import { problemsOf, type ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';

/** Brings an add-on to another version, with the values that it has. */
export const upgradeAddon = defineOperation<ClustersDomain>()({
  id: 'upgrade-addon',
  title: 'Upgrade add-on',
  description:
    'Brings an add-on that the portal installed to another version of its chart. Its values stay.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'disruptive',
  idempotent: true,
  bulk: true,
  lock: ({ clusterId: id, addon }) => `addon:${id}:${addon}`,
  action: 'cloud:addon:upgrade',
  deadlineMinutes: 60,
  input: z.strictObject({
    clusterId,
    addon: z.string().min(1).describe('Name of the add-on'),
    version: z.string().min(1).describe('Version of the chart'),
  }),
  examples: [
    {
      description: 'Go to the newest cert-manager',
      input: {
        clusterId: 'main.shop',
        addon: 'cert-manager',
        version: 'v1.18.2',
      },
    },
  ],
  async choices({ clusterId: id, addon }, { domain }) {
    const found = id ? domain.clusters.find(id) : undefined;
    const chosen = domain.addons.find(one => one.name === addon);
    const now = found && addon ? managedAddon(found, addon) : undefined;
    return {
      addon: (found?.cluster.addons ?? [])
        .filter(
          ({ managed, name }) =>
            managed && domain.addons.some(one => one.name === name),
        )
        .map(({ name, version }) => ({
          value: name,
          label: name,
          note: `${version} now`,
        })),
      version: (chosen?.versions ?? [])
        .filter(version => now?.version !== version || now.state !== 'ready')
        .map(version => ({ value: version, label: version })),
    };
  },
  async precheck({ clusterId: id, addon: name, version }, { domain }) {
    const found = domain.clusters.mustSee(id);
    const addon = domain.addons.find(one => one.name === name);
    const installed = managedAddon(found, name);
    const where = found.cluster.record.displayName;
    if (!addon || !installed) {
      return [
        blocks(
          `The portal has installed no add-on "${name}" on ${where}`,
          'addon',
        ),
      ];
    }
    if (!addon.versions.includes(version)) {
      return [
        blocks(
          `${
            addon.title
          } has no version ${version}; choose one of ${addon.versions.join(
            ', ',
          )}`,
          'version',
        ),
      ];
    }
    if (installed.version === version && installed.state === 'ready') {
      return [blocks(`${addon.title} ${version} is there already`, 'version')];
    }
    return [
      ...problemsOf(found),
      ...(compareVersions(version, installed.version) < 0
        ? [
            warns(
              `${version} is older than ${installed.version}; not every chart can go back`,
              'version',
            ),
          ]
        : []),
    ];
  },
  async start(
    { clusterId: id, addon: name, version },
    { domain, requester, operationId, signal },
  ) {
    const found = domain.clusters.mustSee(id);
    const addon = addonOf(domain, name);
    const { record } = found.cluster;
    const helmOp = await helmOpOf(
      found,
      rancherManifests.helmOpName(record.name, addon.name),
      signal,
    );
    if (!helmOp) {
      throw new ConflictError(
        `${addon.title} is not on ${record.displayName} any more`,
      );
    }
    const stood = await installAddon(
      {
        source: found.collector.source,
        cluster: record,
        addon,
        version,
        values: (helmOp.spec.helm.values ?? {}) as JsonObject,
        requester,
        operationId,
      },
      standing(found, addon.name),
    );
    return { clusterId: id, addon: name, version, ...stood };
  },
  observe: async (follow, { domain }) =>
    observeAddon(domain.clusters.look(follow.clusterId), follow),
});
