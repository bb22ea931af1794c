import type { Clock } from '../../Clock';
import type { KubeClient } from '../runtime';
import type { ChartRepositories } from './chartVersion';

/** What the controllers of Fleet work with. */
export interface FleetWorld {
  client: KubeClient;
  clock: Clock;
  /** A cluster's own API, by Rancher's id. */
  downstream(id: string): KubeClient;
  /** Whether the agent in that cluster can be heard of. */
  isConnected(cluster: string): boolean;
  repositories: ChartRepositories;
  log(message: string): void;
}
