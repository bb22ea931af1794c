import type { SchedulerService } from '@backstage/backend-plugin-api';
import { Lease } from '@flytower/cloud-node/database';
import type { Knex } from 'knex';
import type { CloudCollector } from './CloudCollector';

/** A source that does not answer is asked less and less often, but at least this often. */
const maxRestMs = 60_000;

/**
 * Reads one cloud again and again. Every replica has the task, and a lease in the database decides which of them
 * reads: the scheduler's own lock would stay as long as the longest read may take when a replica is killed.
 */
export async function startCollecting(options: {
  scheduler: SchedulerService;
  knex: Knex;
  cloud: string;
  collector: CloudCollector;
  refreshSeconds: number;
}): Promise<void> {
  const { scheduler, knex, cloud, collector, refreshSeconds } = options;
  const lease = new Lease(knex, `collect-${cloud}`);
  let failures = 0;
  let restUntil = 0;
  await scheduler.scheduleTask({
    id: `collect-${cloud}`,
    scope: 'local',
    frequency: { seconds: refreshSeconds },
    timeout: { minutes: 30 },
    fn: async signal => {
      if (Date.now() < restUntil) return;
      await lease.run(async lost => {
        const healthy = await collector.run(lost);
        failures = healthy ? 0 : failures + 1;
        const rest = refreshSeconds * 1000 * 2 ** (failures - 2);
        restUntil =
          failures < 2 ? 0 : Date.now() + Math.min(rest, maxRestMs) - 500;
      }, signal);
    },
  });
}
