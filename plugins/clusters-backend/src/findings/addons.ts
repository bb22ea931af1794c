import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';
import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import { addonBehind as newerVersion } from '../map/addonBehind';
import type { WatchedCluster } from './clusterSubjects';

/** An add-on that could not be installed or does not work. */
export const addonFailed = (
  subjects: Subjects<WatchedCluster>,
  catalogue: readonly AddonConfig[],
) =>
  detectPerSubject({
    kind: 'addon-failed',
    title: 'Add-on failed',
    subjects,
    see({ cluster, addons }) {
      if (cluster.state === 'agent-lost') return 'unclear';
      return addons
        .filter(({ state }) => state === 'failed')
        .map(addon => ({
          part: addon.name,
          severity: 'warning' as const,
          message: `Add-on ${addon.name} has failed`,
          evidence: [
            ...(addon.message
              ? [{ label: 'Fleet says', value: addon.message }]
              : []),
            { label: 'Version', value: addon.version },
            { label: 'Namespace', value: addon.namespace },
          ],
          suggestions: addon.managed
            ? [
                ...upgrades(cluster.id, addon, catalogue),
                {
                  operation: 'remove-addon',
                  input: { clusterId: cluster.id, addon: addon.name },
                },
              ]
            : [],
        }));
    },
  });

/** An add-on of which the platform offers a newer version. */
export const addonBehind = (
  subjects: Subjects<WatchedCluster>,
  catalogue: readonly AddonConfig[],
) =>
  detectPerSubject({
    kind: 'addon-behind',
    title: 'Add-on behind',
    subjects,
    see({ cluster, addons }) {
      if (cluster.state === 'agent-lost') return 'unclear';
      return addons
        .filter(({ state }) => state === 'ready')
        .flatMap(addon => {
          const newer = newerVersion(addon, catalogue);
          return newer
            ? [
                {
                  part: addon.name,
                  severity: 'info' as const,
                  message: `Version ${newer} of add-on ${addon.name} is available`,
                  evidence: [
                    { label: 'Runs', value: addon.version },
                    { label: 'Available', value: newer },
                  ],
                  suggestions: upgrades(cluster.id, addon, catalogue),
                },
              ]
            : [];
        });
    },
  });

function upgrades(
  clusterId: string,
  addon: InstalledAddon,
  catalogue: readonly AddonConfig[],
) {
  const version = newerVersion(addon, catalogue);
  return version
    ? [
        {
          operation: 'upgrade-addon',
          input: { clusterId, addon: addon.name, version },
        },
      ]
    : [];
}
