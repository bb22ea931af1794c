import type { CloudResource } from '@flytower/cloud-common/projects';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';
import type {
  ResourceWriter,
  ResourceWriteResult,
} from '../store/ResourceWriter';
import type { SeenResource } from '../store/rows';
import { fromImage, fromNetwork, fromServer, fromVolume } from './toResources';

/** How far `changes-since` reaches back behind the last read: clocks differ, and Nova writes late. */
const overlapMs = 120_000;

/** A complete read may take this share of the time, and is repeated after this long at the latest. */
const shareOfTime = 0.1;
const maxRestMs = 10 * 60_000;

/** Reads one kind of resources in one region: completely now and then, and what changed in between where that can be asked. */
export class RegionPart {
  private nextFull = 0;
  private lastRead = 0;
  /** What the last complete read held back still is, whatever changes meanwhile. */
  private heldBack?: string;

  constructor(
    private readonly options: {
      client: OpenStackClient;
      region: string;
      type: CloudResource['type'];
      resources: ResourceWriter;
      now: () => number;
    },
  ) {}

  /** What the portal calls this part, in the store and in sentences. */
  get name(): string {
    return `${this.options.type}s in ${this.options.region}`;
  }

  /** Only servers can be asked for what changed; everything else rests between two complete reads. */
  isDue(): boolean {
    return this.options.type === 'server' || this.isFullDue();
  }

  read(projectIds: ReadonlySet<string>): Promise<ResourceWriteResult> {
    return this.isFullDue()
      ? this.readAll(projectIds)
      : this.readChanges(projectIds);
  }

  private isFullDue(): boolean {
    return this.options.now() >= this.nextFull;
  }

  /** Makes the next read a complete one, as after a failure nothing is known for sure. */
  reset(): void {
    this.nextFull = 0;
  }

  private async readAll(
    projectIds: ReadonlySet<string>,
  ): Promise<ResourceWriteResult> {
    const { client, region, type, resources, now } = this.options;
    const started = now();
    const seen = await this.listAll();
    const result = await resources.replace(
      { cloud: client.name, region, type },
      seen.filter(({ projectId }) => projectIds.has(projectId)),
    );
    this.lastRead = started;
    this.heldBack = result.heldBack;
    const took = now() - started;
    this.nextFull = now() + Math.min(took / shareOfTime, maxRestMs);
    return result;
  }

  private async readChanges(
    projectIds: ReadonlySet<string>,
  ): Promise<ResourceWriteResult> {
    const { client, region, type, resources, now } = this.options;
    const started = now();
    const changed = await client.region(region).compute.listServers({
      changesSince: new Date(this.lastRead - overlapMs).toISOString(),
    });
    this.lastRead = started;
    const isDeleted = (status: string) => status.toUpperCase() === 'DELETED';
    const result = await resources.merge(
      { cloud: client.name, region, type },
      changed
        .filter(({ status }) => !isDeleted(status))
        .map(server => fromServer(server, region))
        .filter(({ projectId }) => projectIds.has(projectId)),
      changed.filter(({ status }) => isDeleted(status)).map(({ id }) => id),
    );
    return { ...result, heldBack: this.heldBack };
  }

  private async listAll(): Promise<SeenResource[]> {
    const { client, region, type } = this.options;
    const { compute, blockStorage, network, image } = client.region(region);
    switch (type) {
      case 'server':
        return (await compute.listServers()).map(one =>
          fromServer(one, region),
        );
      case 'volume':
        return (await blockStorage.listVolumes()).map(one =>
          fromVolume(one, region),
        );
      case 'network':
        return (await network.listNetworks()).map(one =>
          fromNetwork(one, region),
        );
      default:
        return (await image.listImages()).map(one => fromImage(one, region));
    }
  }
}
