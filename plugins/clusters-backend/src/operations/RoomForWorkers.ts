import type { ProjectCapacity } from '@flytower/cloud-common/projects';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import type { ProjectDoor } from '../create/ClusterCreator';
import { needOf, noNeed, shortOfQuota, sumOf } from '../precheck/shortOfQuota';

interface WithPools {
  projectId?: string;
  region?: string;
  pools: { name: string; flavor?: string }[];
}

/** What projects have left for workers, less what clusters before in the same run take of it. */
export class RoomForWorkers {
  private readonly capacities = new Map<string, Promise<ProjectCapacity>>();
  /** By project and region. */
  private readonly taken = new Map<string, typeof noNeed>();

  constructor(private readonly projects: ProjectDoor) {}

  /** Takes what they need, unless it says what stands against it. */
  async take(
    { projectId, region, pools }: WithPools,
    { pool, count }: { pool: string; count: number },
  ): Promise<Problem[]> {
    const name = pools.find(one => one.name === pool)?.flavor;
    if (!projectId || !region || !name) {
      return [warns('What is left of the quota is not known', 'count')];
    }
    const capacity = await this.capacityOf(projectId).catch(() => undefined);
    if (!capacity) {
      return [
        warns(
          'What is left of the quota cannot be read at the moment',
          'count',
        ),
      ];
    }
    const flavor = capacity.flavors.find(
      one => one.region === region && one.name === name,
    );
    if (!flavor) {
      return [
        blocks(
          `Region ${region} does not offer the flavor ${name} any more`,
          'count',
        ),
      ];
    }
    const place = `${projectId}/${region}`;
    const taken = this.taken.get(place) ?? noNeed;
    const need = needOf(flavor, count);
    const short = shortOfQuota(capacity.quota, region, need, taken);
    if (short.length === 0) this.taken.set(place, sumOf([taken, need]));
    const others = taken === noNeed ? '' : ' beside the others of this run';
    return short.map(each =>
      blocks(
        `${count} × ${name} need ${each} of its project's quota in region ${region}${others}`,
        'count',
      ),
    );
  }

  private capacityOf(projectId: string) {
    const known = this.capacities.get(projectId);
    if (known) return known;
    const capacity = this.projects.getCapacity(projectId);
    this.capacities.set(projectId, capacity);
    return capacity;
  }
}
