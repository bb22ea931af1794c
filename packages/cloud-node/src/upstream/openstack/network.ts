import { z } from 'zod';
import type { Session } from './Session';
import { toIsoTime } from './times';

const time = z
  .string()
  .nullish()
  .transform(value => toIsoTime(value));

/** The part of a network that we rely on. */
export const networkWire = z.object({
  id: z.string(),
  name: z.string().default(''),
  status: z.string().default('UNKNOWN'),
  project_id: z.string(),
  shared: z.boolean().default(false),
  'router:external': z.boolean().default(false),
  subnets: z.array(z.string()).default([]),
  created_at: time,
  updated_at: time,
});

const usage = z.object({ limit: z.number(), used: z.number() });

const quotaWire = z.object({
  quota: z.object({
    network: usage,
    port: usage,
    // of extensions that a Neutron may do without
    router: usage.optional(),
    floatingip: usage.optional(),
    security_group: usage.optional(),
    security_group_rule: usage.optional(),
  }),
});

export type NeutronNetwork = z.output<typeof networkWire>;
export type NeutronQuota = z.output<typeof quotaWire>['quota'];

/** Neutron in one region. */
export class NetworkClient {
  private readonly target;

  constructor(private readonly session: Session, region: string) {
    this.target = { service: 'network', region } as const;
  }

  /** All networks; an administrator sees those of all projects without asking for it. */
  listNetworks(): Promise<NeutronNetwork[]> {
    return this.session.list({
      target: this.target,
      path: '/networks',
      key: 'networks',
      item: networkWire,
      query: { limit: 500 },
    });
  }

  /** Sets limits of a project; those not named stay. Neutron takes limits below what is in use, too. */
  async setQuota(
    projectId: string,
    limits: Partial<Record<keyof NeutronQuota, number>>,
  ): Promise<void> {
    await this.session.command({
      target: this.target,
      method: 'PUT',
      path: `/quotas/${encodeURIComponent(projectId)}`,
      body: { quota: limits },
    });
  }

  async getQuota(projectId: string): Promise<NeutronQuota> {
    const answer = await this.session.request(
      {
        target: this.target,
        path: `/quotas/${encodeURIComponent(projectId)}/details.json`,
      },
      quotaWire,
    );
    return answer.quota;
  }
}
