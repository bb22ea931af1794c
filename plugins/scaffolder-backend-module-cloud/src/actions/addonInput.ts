import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** What `cloud:addon:precheck` and `cloud:addon:install` take. */
export const addonInput = {
  clusterId: (z: Z) => z.string().min(1).describe('Id of the cluster'),
  addon: (z: Z) =>
    z.string().min(1).describe("Name of the add-on in the portal's list"),
  version: (z: Z) =>
    z.string().optional().describe('Version; the newest if not given'),
  values: (z: Z) =>
    z.record(z.unknown()).optional().describe('Helm values over the defaults'),
};
