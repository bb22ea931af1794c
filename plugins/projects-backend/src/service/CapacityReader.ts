import { ServiceUnavailableError } from '@backstage/errors';
import type {
  Flavor,
  Project,
  ProjectCapacity,
  QuotaItem,
} from '@flytower/cloud-common/projects';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';
import { readQuota } from '../collect/readQuota';

/** Reads what a project may still use, now; of a region that does not answer, what was last known. */
export class CapacityReader {
  private readonly flavors = new Map<string, Flavor[]>();

  constructor(private readonly clients: OpenStackClient[]) {}

  async read(project: Project): Promise<ProjectCapacity> {
    const client = this.clients.find(({ name }) => name === project.cloud);
    if (!client) {
      throw new ServiceUnavailableError(
        `OpenStack ${project.cloud} is no longer configured`,
      );
    }
    const regions = await client.regions().catch(error => {
      // Without a catalog the regions that the project is known in have to do.
      if (project.regions.length === 0) throw error;
      return project.regions;
    });
    const read = await Promise.all(
      regions.map(async region => ({
        quota: await this.quotaIn(client, region, project),
        flavors: await this.flavorsIn(client, region),
      })),
    );
    return {
      projectId: project.id,
      regions,
      quota: read.flatMap(({ quota }) => quota),
      flavors: read.flatMap(({ flavors }) => flavors),
    };
  }

  private async quotaIn(
    client: OpenStackClient,
    region: string,
    project: Project,
  ): Promise<QuotaItem[]> {
    try {
      return await readQuota(client, region, project.id);
    } catch {
      // The freshness that goes with the answer says why it may be old.
      return project.quota.filter(item => item.region === region);
    }
  }

  private async flavorsIn(
    client: OpenStackClient,
    region: string,
  ): Promise<Flavor[]> {
    const key = `${client.name}/${region}`;
    try {
      const found = await client.region(region).compute.listFlavors();
      const flavors = found
        .map(({ id, name, vcpus, ram, disk }) => ({
          id,
          name,
          region,
          vcpus,
          ramMiB: ram,
          diskGiB: disk,
        }))
        .sort((a, b) => a.vcpus - b.vcpus || a.ramMiB - b.ramMiB);
      this.flavors.set(key, flavors);
      return flavors;
    } catch {
      return this.flavors.get(key) ?? [];
    }
  }
}
