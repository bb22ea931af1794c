import { z } from 'zod';
import type { Session } from './Session';
import { toIsoTime } from './times';

const time = z
  .string()
  .nullish()
  .transform(value => toIsoTime(value));

/**
 * The part of a server that we rely on. Of a cell that is down Nova tells little more than the id, with status
 * UNKNOWN, so nearly everything may be missing. `flavor` has values and no id since 2.47.
 */
export const serverWire = z.object({
  id: z.string(),
  name: z.string().default(''),
  status: z.string().default('UNKNOWN'),
  tenant_id: z.string(),
  created: time,
  updated: time,
  flavor: z
    .object({
      original_name: z.string().optional(),
      vcpus: z.number().optional(),
      ram: z.number().optional(),
      disk: z.number().optional(),
    })
    .default({}),
  addresses: z
    .record(
      z.string(),
      z.array(
        z.object({
          addr: z.string(),
          'OS-EXT-IPS:type': z.enum(['fixed', 'floating']).catch('fixed'),
        }),
      ),
    )
    .default({}),
  key_name: z.string().nullish(),
  locked: z.boolean().default(false),
  locked_reason: z.string().nullish(),
  /** Text, and then empty, for a server that started from a volume and has no disk of its own. */
  image: z.unknown().optional(),
  'os-extended-volumes:volumes_attached': z
    .array(
      z.object({
        id: z.string(),
        delete_on_termination: z.boolean().default(false),
      }),
    )
    .default([]),
  'OS-EXT-STS:task_state': z.string().nullish(),
  'OS-EXT-AZ:availability_zone': z.string().nullish(),
});

export const flavorWire = z.object({
  id: z.string(),
  name: z.string(),
  vcpus: z.number(),
  ram: z.number(),
  disk: z.number(),
  'OS-FLV-DISABLED:disabled': z.boolean().default(false),
});

const usage = z.object({ limit: z.number(), in_use: z.number() });

const quotaWire = z.object({
  quota_set: z.object({ instances: usage, cores: usage, ram: usage }),
});

const limitsWire = z.object({
  limits: z.object({
    absolute: z.record(z.string(), z.number()),
  }),
});

/** What was done to a server, newest first; `start_time` has no zone and is UTC. */
const actionWire = z.object({
  action: z.string(),
  request_id: z.string(),
  start_time: time,
});

export type NovaAction = z.output<typeof actionWire>;
export type NovaServer = z.output<typeof serverWire>;
export type NovaFlavor = z.output<typeof flavorWire>;
export type NovaQuota = z.output<typeof quotaWire>['quota_set'];

export interface NewServer {
  name: string;
  flavorId: string;
  imageId: string;
  /** Ids of networks; `none` or `auto` are Nova's own words. */
  networks: string[] | 'none' | 'auto';
}

/** Bigger pages make Nova slower per server, smaller ones cost more calls. */
const pageSize = 500;

/** Nova in one region. */
export class ComputeClient {
  private readonly target;

  constructor(private readonly session: Session, region: string) {
    this.target = { service: 'compute', region } as const;
  }

  /**
   * All servers of all projects. With `changesSince` (inclusive) only what changed, and then deleted servers too,
   * with status DELETED.
   */
  listServers(
    options: { changesSince?: string; projectId?: string; limit?: number } = {},
  ): Promise<NovaServer[]> {
    return this.session.list({
      target: this.target,
      path: '/servers/detail',
      key: 'servers',
      item: serverWire,
      query: {
        all_tenants: 1,
        limit: options.limit ?? pageSize,
        'changes-since': options.changesSince,
        project_id: options.projectId,
      },
    });
  }

  async getServer(id: string): Promise<NovaServer> {
    const answer = await this.session.request(
      { target: this.target, path: `/servers/${encodeURIComponent(id)}` },
      z.object({ server: serverWire }),
    );
    return answer.server;
  }

  /** Made in the project of the portal's own account. Answers its id; it is built afterwards. */
  async createServer(server: NewServer): Promise<string> {
    const networks = Array.isArray(server.networks)
      ? server.networks.map(uuid => ({ uuid }))
      : server.networks;
    const answer = await this.session.request(
      {
        target: this.target,
        method: 'POST',
        path: '/servers',
        body: {
          server: {
            name: server.name,
            flavorRef: server.flavorId,
            imageRef: server.imageId,
            networks,
          },
        },
      },
      z.object({ server: z.object({ id: z.string() }) }),
    );
    return answer.server.id;
  }

  async deleteServer(id: string): Promise<void> {
    await this.session.command({
      target: this.target,
      method: 'DELETE',
      path: `/servers/${encodeURIComponent(id)}`,
    });
  }

  /** Starts, stops or reboots it; Nova refuses with 409 what its state does not allow. */
  async act(
    id: string,
    action:
      | { 'os-start': null }
      | { 'os-stop': null }
      | { reboot: { type: 'SOFT' | 'HARD' } },
  ): Promise<void> {
    await this.session.command({
      target: this.target,
      method: 'POST',
      path: `/servers/${encodeURIComponent(id)}/action`,
      body: action,
    });
  }

  /** What was done to it lately. */
  async listActions(id: string): Promise<NovaAction[]> {
    const answer = await this.session.request(
      {
        target: this.target,
        path: `/servers/${encodeURIComponent(id)}/os-instance-actions`,
      },
      z.object({ instanceActions: z.array(actionWire) }),
    );
    return answer.instanceActions;
  }

  /** Sets limits of a project; those not named stay. */
  async setQuota(
    projectId: string,
    limits: Partial<Record<keyof NovaQuota, number>>,
  ): Promise<void> {
    await this.session.command({
      target: this.target,
      method: 'PUT',
      path: `/os-quota-sets/${encodeURIComponent(projectId)}`,
      body: { quota_set: limits },
    });
  }

  async listFlavors(): Promise<NovaFlavor[]> {
    const flavors = await this.session.list({
      target: this.target,
      path: '/flavors/detail',
      key: 'flavors',
      item: flavorWire,
    });
    return flavors.filter(flavor => !flavor['OS-FLV-DISABLED:disabled']);
  }

  async getQuota(projectId: string): Promise<NovaQuota> {
    const answer = await this.session.request(
      {
        target: this.target,
        path: `/os-quota-sets/${encodeURIComponent(projectId)}/detail`,
      },
      quotaWire,
    );
    return answer.quota_set;
  }

  /** Absolute limits of the portal's own project, as `maxTotalCores` and the like. */
  async getLimits(): Promise<Record<string, number>> {
    const answer = await this.session.request(
      { target: this.target, path: '/limits' },
      limitsWire,
    );
    return answer.limits.absolute;
  }
}
