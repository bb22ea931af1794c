import type { JsonObject } from '@backstage/types';
import { cloudAddonInstallPermission } from '@flytower/cloud-common/clusters';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import { standing } from '../addons/before';
import {
  addonProblems,
  foreignOf,
  installAddon as install,
} from '../addons/installAddon';
import { addonOf, observeAddon } from './addons';
import type { ClustersDomain } from './ClustersDomain';
import { clusterId } from './clusterField';

/** Installs an add-on on a cluster through Fleet. */
export const installAddon = defineOperation<ClustersDomain>()({
  id: 'install-addon',
  action: 'cloud:addon:install',
  title: 'Install add-on',
  description:
    'Installs an add-on on a cluster through Fleet, or gives one that the portal installed other values.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'change',
  idempotent: true,
  bulk: true,
  lock: ({ clusterId: id, addon }) => `addon:${id}:${addon}`,
  permission: cloudAddonInstallPermission,
  deadlineMinutes: 60,
  input: z.strictObject({
    clusterId,
    addon: z.string().min(1).describe('Name of the add-on'),
    version: z
      .string()
      .optional()
      .describe('Version of the chart; the newest when absent'),
    values: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ secret: true })
      .describe('Helm values; kept out of the journal'),
  }),
  examples: [
    {
      description: 'Install cert-manager',
      input: { clusterId: 'main.shop', addon: 'cert-manager' },
    },
  ],
  async choices({ clusterId: id, addon }, { domain }) {
    const installed = (id && domain.clusters.find(id)?.cluster.addons) || [];
    const chosen = domain.addons.find(one => one.name === addon);
    const own = installed.find(one => one.managed && one.name === addon);
    // what is there gets other values; another version is an upgrade
    const versions = own ? [own.version] : chosen?.versions ?? [];
    return {
      addon: domain.addons
        .filter(one => !foreignOf(installed, one))
        .map(({ name, title, description }) => ({
          value: name,
          label: title,
          note: description,
        })),
      version: versions.map(version => ({ value: version, label: version })),
    };
  },
  async precheck({ clusterId: id, ...input }, { domain }) {
    const { cluster } = domain.clusters.mustSee(id);
    return addonProblems({
      input,
      addon: domain.addons.find(one => one.name === input.addon),
      cluster: cluster.record,
      installed: cluster.addons,
    });
  },
  async start(
    { clusterId: id, values, ...input },
    { domain, requester, operationId },
  ) {
    const found = domain.clusters.mustSee(id);
    const { collector, cluster } = found;
    const addon = addonOf(domain, input.addon);
    const version = input.version ?? addon.versions[0];
    const stood = await install(
      {
        source: collector.source,
        cluster: cluster.record,
        addon,
        version,
        values: values as JsonObject,
        requester,
        operationId,
      },
      standing(found, addon.name),
    );
    return { clusterId: id, addon: addon.name, version, ...stood };
  },
  observe: async (follow, { domain }) =>
    observeAddon(domain.clusters.look(follow.clusterId), follow),
});
