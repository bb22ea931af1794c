import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Changes } from '@flytower/cloud-common';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { upstreamStatus } from '@flytower/cloud-node/upstream/http';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';
import pLimit from 'p-limit';
import type { ProjectWriter } from '../store/ProjectWriter';
import type { ResourceWriter } from '../store/ResourceWriter';
import type { SourceStates } from '../store/SourceStates';
import { IdentityPart } from './IdentityPart';
import { readQuota } from './readQuota';
import { RegionPart } from './RegionPart';

export interface CloudCollectorOptions {
  client: OpenStackClient;
  projects: ProjectWriter;
  resources: ResourceWriter;
  states: SourceStates;
  ownerRoles: string[];
  announce: (changes: Changes['changes']) => Promise<void>;
  logger: LoggerService;
  now?: () => number;
}

const types: Record<
  CloudResource['type'],
  'compute' | 'block-storage' | 'network' | 'image'
> = {
  server: 'compute',
  volume: 'block-storage',
  network: 'network',
  image: 'image',
};

/** Quotas are asked project by project, so only some of them each time. */
const quotasPerPass = 40;

/**
 * Keeps the store like one OpenStack. Each part is read, judged and remembered on its own: what cannot be read costs
 * its own freshness and removes nothing.
 */
export class CloudCollector {
  private readonly identity: IdentityPart;
  private readonly regions = new Map<string, RegionPart[]>();
  private readonly troubled = new Set<string>();
  /** Projects that the last pass over the regions knew. */
  private known: ReadonlySet<string> = new Set();
  private readonly now: () => number;
  /** Counts of a project come from several lists: written one after the other, they never wait for each other in a circle. */
  private readonly counting = pLimit(1);

  constructor(private readonly options: CloudCollectorOptions) {
    this.identity = new IdentityPart(options);
    this.now = options.now ?? Date.now;
  }

  /** Who may what where. Never throws: what failed is in the freshness. True when nothing failed. */
  readIdentity(): Promise<boolean> {
    return this.part('identity', async () => {
      const { changes, note } = await this.identity.read();
      await this.options.announce(changes);
      return note;
    });
  }

  /** What there is in all regions, of the projects that are known. Never throws, as above. */
  async readRegions(signal: AbortSignal): Promise<boolean> {
    const { client, projects, states } = this.options;
    const ids = await projects.ids(client.name);
    const regions = await this.part('regions', async () => {
      await this.findRegions();
      return undefined;
    });
    const limit = pLimit(4);
    const parts = [...this.regions.values()].flat();
    if ([...ids].some(id => !this.known.has(id))) {
      // what a new project has was left out of the reads before
      parts.forEach(part => part.reset());
    }
    this.known = ids;
    const passed = await Promise.all(
      parts.map(part =>
        limit(
          () =>
            signal.aborted || !part.isDue() || this.readResources(part, ids),
        ),
      ),
    );
    const quotas =
      signal.aborted || this.regions.size === 0 || (await this.readQuotas());
    if (regions) {
      await states.keepParts(client.name, [
        'identity',
        'regions',
        'quota',
        ...parts.map(({ name }) => name),
      ]);
    }
    return regions && quotas && passed.every(Boolean);
  }

  private async findRegions(): Promise<void> {
    const { client, resources } = this.options;
    const found = await client.regions();
    for (const region of this.regions.keys()) {
      if (!found.includes(region)) this.regions.delete(region);
    }
    for (const region of found) {
      if (this.regions.has(region)) continue;
      const parts: RegionPart[] = [];
      for (const [type, service] of Object.entries(types)) {
        if (!(await client.has(service, region))) continue;
        parts.push(
          new RegionPart({
            client,
            region,
            type: type as CloudResource['type'],
            resources,
            now: this.now,
          }),
        );
      }
      this.regions.set(region, parts);
    }
  }

  private readResources(part: RegionPart, ids: ReadonlySet<string>) {
    const { projects, announce } = this.options;
    return this.part(
      part.name,
      async () => {
        const result = await part.read(ids);
        const changed = [...result.projectIds].filter(id => ids.has(id));
        await this.counting(() => projects.recount(changed));
        await announce(changed.map(id => ({ id, change: 'upserted' })));
        return result.heldBack;
      },
      () => part.reset(),
    );
  }

  private readQuotas(): Promise<boolean> {
    const { client, projects, announce } = this.options;
    return this.part('quota', async () => {
      const limit = pLimit(4);
      const changed: string[] = [];
      const due = await projects.idsByQuotaAge(client.name, quotasPerPass);
      await Promise.all(
        due.map(id =>
          limit(async () => {
            const read = await Promise.all(
              [...this.regions.keys()].map(region =>
                readQuota(client, region, id),
              ),
            );
            if (await projects.setQuota(id, read.flat(), this.now())) {
              changed.push(id);
            }
          }),
        ),
      );
      await announce(changed.map(id => ({ id, change: 'upserted' })));
      return undefined;
    });
  }

  /** Reads one part and remembers how it went. `read` answers what is held back, if anything. */
  private async part(
    name: string,
    read: () => Promise<string | undefined>,
    onFailure?: () => void,
  ): Promise<boolean> {
    const { client, states, logger } = this.options;
    try {
      const note = await read();
      await states.observed(client.name, name, note);
      if (note) this.say(name, `OpenStack ${client.name}: ${note}`);
      else if (this.troubled.delete(name)) {
        logger.info(`OpenStack ${client.name}: ${name} can be read again`);
      }
      return true;
    } catch (error) {
      onFailure?.();
      await states.failed(client.name, name, sentenceOf(error));
      this.say(
        name,
        `OpenStack ${client.name}: ${name} cannot be read: ${
          error instanceof Error ? error.message : error
        }`,
      );
      return false;
    }
  }

  /** Once per trouble, not once per pass. */
  private say(name: string, sentence: string): void {
    if (this.troubled.has(name)) return;
    this.troubled.add(name);
    this.options.logger.warn(sentence);
  }
}

/** What people are told. Failures of our own, such as of the database, are for the log only. */
function sentenceOf(error: unknown): string {
  return error instanceof ServiceUnavailableError ||
    error instanceof NotAllowedError ||
    (error instanceof Error && upstreamStatus(error) !== undefined)
    ? error.message
    : "What was read could not be kept; the portal's log says why";
}
