import type { z as zod } from 'zod/v3';

type Z = typeof zod;

const nodes = (z: Z, description: string) =>
  z
    .object({
      count: z.number().int().min(1).max(100),
      flavor: z.string().min(1).describe('Flavor of each node'),
    })
    .strict()
    .describe(description);

/** What `cloud:cluster:precheck` and `cloud:cluster:create` take; the door says the rest. */
export const clusterInput = {
  projectId: (z: Z) =>
    z.string().min(1).describe('Id of the project that will own the cluster'),
  name: (z: Z) =>
    z.string().min(1).max(40).describe('Name, a DNS label, unique in Rancher'),
  description: (z: Z) => z.string().max(500).optional(),
  source: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Which Rancher; needed only when there are several'),
  region: (z: Z) => z.string().min(1).describe('OpenStack region'),
  version: (z: Z) =>
    z.string().min(1).describe('Kubernetes version, as Rancher lists it'),
  environment: (z: Z) =>
    z.string().optional().describe('For example production'),
  controlPlane: (z: Z) =>
    nodes(z, 'Control plane and etcd: 1, 3 or 5 nodes of one flavor'),
  workers: (z: Z) => nodes(z, 'Workers: nodes of one flavor'),
};

/** What both actions on clusters tell the steps after them. */
export const clusterOutput = {
  id: (z: Z) => z.string().describe('Id of the cluster in the portal'),
  entityRef: (z: Z) => z.string().describe('Its entity in the catalog'),
  url: (z: Z) => z.string().describe('Its page in the portal'),
  links: (z: Z) => linkList(z),
};

/** Links for a template's output. */
export function linkList(z: Z) {
  return z
    .array(
      z.object({
        title: z.string(),
        url: z.string().optional(),
        entityRef: z.string().optional(),
        icon: z.string().optional(),
      }),
    )
    .describe("Ready to be a template's output.links");
}

export const timeoutInput = {
  timeoutMinutes: (z: Z) =>
    z
      .number()
      .int()
      .min(1)
      .max(24 * 60)
      .optional()
      .describe('How long to wait; counted from the first start of the step'),
};

export const waitInput = {
  wait: (z: Z) =>
    z.boolean().optional().describe('Wait until it is ready or has failed'),
  ...timeoutInput,
};
