import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import {
  compareVersions,
  type AddonConfig,
} from '@flytower/cloud-node/upstream/rancher';

type Installed = Pick<InstalledAddon, 'name' | 'version' | 'managed'>;
type Catalogue = readonly Pick<AddonConfig, 'name' | 'versions'>[];

/** Versions of the catalogue that are newer than the one that is installed, newest first. Only for what the portal installed. */
export function addonUpgrades(
  installed: Installed,
  catalogue: Catalogue,
): string[] {
  const { versions = [] } =
    catalogue.find(({ name }) => name === installed.name) ?? {};
  if (!installed.managed || !installed.version) return [];
  // the catalogue's own order decides: charts do not all number alike
  const at = versions.map(bare).indexOf(bare(installed.version));
  return at >= 0
    ? versions.slice(0, at)
    : versions.filter(one => compareVersions(one, installed.version) > 0);
}

/** The version that the platform offers instead of this one; nothing when it is the newest, or not the portal's. */
export function addonBehind(
  installed: Installed,
  catalogue: Catalogue,
): string | undefined {
  return addonUpgrades(installed, catalogue)[0];
}

/** Helm finds `1.18.2` for `v1.18.2` and the other way round. */
const bare = (version: string) => version.replace(/^v/, '');
