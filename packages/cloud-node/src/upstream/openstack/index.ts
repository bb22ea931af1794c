/** OpenStack: one client per cloud, in the upstream's own words. */
export { OpenStackClient, type RegionClients } from './OpenStackClient';
export { readOpenStackConfig, type OpenStackConfig } from './config';
export type { NovaFlavor, NovaServer } from './compute';
export type {
  KeystoneDomain,
  KeystoneGroup,
  KeystoneProject,
  KeystoneRole,
  KeystoneUser,
  RoleAssignment,
} from './identity';
export type { NeutronNetwork } from './network';
export type { CinderVolume, GlanceImage } from './storage';
