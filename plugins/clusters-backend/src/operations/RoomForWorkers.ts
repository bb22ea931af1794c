import type { ProjectCapacity } from '@flytower/cloud-common/projects';
import type { Problem } from '@flytower/cloud-node/operations';
import type { ProjectDoor } from '../create/ClusterCreator';
import { blocks, warns } from './ClustersDomain';
import { machinesLeft, machinesNeed, type Need } from './machinesLeft';

interface WithPools {
  projectId?: string;
  region?: string;
  pools: { name: string; flavor?: string }[];
}

/** What projects have left for workers, less what clusters before in the same run take of it. */
export class RoomForWorkers {
  private readonly capacities = new Map<string, Promise<ProjectCapacity>>();
  /** By project and region. */
  private readonly taken = new Map<string, Need>();

  constructor(private readonly projects: ProjectDoor) {}

  /** Takes what they need, unless it says what stands against it. */
  async take(
    { projectId, region, pools }: WithPools,
    { pool, count }: { pool: string; count: number },
  ): Promise<Problem[]> {
    const flavor = pools.find(({ name }) => name === pool)?.flavor;
    if (!projectId || !region || !flavor) {
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
    const place = `${projectId}/${region}`;
    const taken = this.taken.get(place);
    const wanted = { region, flavor, count };
    const short = machinesLeft(capacity, wanted, taken);
    if (short) return [blocks(short, 'count')];
    const need = machinesNeed(capacity, wanted);
    if (need) this.taken.set(place, add(taken, need));
    return [];
  }

  private capacityOf(projectId: string) {
    const known = this.capacities.get(projectId);
    if (known) return known;
    const capacity = this.projects.getCapacity(projectId);
    this.capacities.set(projectId, capacity);
    return capacity;
  }
}

const add = (one: Need = {}, other: Need): Need =>
  Object.fromEntries(
    Object.entries(other).map(([name, amount]) => [
      name,
      amount + (one[name] ?? 0),
    ]),
  );
