import type { SchedulerService } from '@backstage/backend-plugin-api';
import { Lease } from '@flytower/cloud-node/database';
import type { Knex } from 'knex';
import type { CloudCollector } from './CloudCollector';

/** Regions that do not answer are asked less and less often, but at least this often. */
const maxRestMs = 60_000;

/**
 * Reads one cloud again and again. Who may what has a task of its own, which never rests: what is taken from somebody
 * in Keystone is gone from the portal at the next turn, however slow or broken the regions are.
 */
export async function startCollecting(options: {
  scheduler: SchedulerService;
  knex: Knex;
  cloud: string;
  collector: CloudCollector;
  refreshSeconds: number;
}): Promise<void> {
  const { collector, refreshSeconds } = options;
  // regions are read of the projects that are known, so the first look at them waits for the first of these
  let hasLooked = () => {};
  const looked = new Promise<void>(resolve => {
    hasLooked = resolve;
  });
  const readRegions = resting(refreshSeconds * 1000, lost =>
    collector.readRegions(lost),
  );
  await repeat('identity', options, () => collector.readIdentity(), hasLooked);
  await repeat('regions', options, async lost => {
    await looked;
    return readRegions(lost);
  });
}

type Read = (signal: AbortSignal) => Promise<boolean>;

/**
 * Every replica has the task, and a lease in the database decides which of them reads: the scheduler's own lock would
 * stay as long as the longest read may take when a replica is killed.
 */
async function repeat(
  what: string,
  options: Parameters<typeof startCollecting>[0],
  read: Read,
  afterwards = () => {},
): Promise<void> {
  const id = `collect-${options.cloud}-${what}`;
  const lease = new Lease(options.knex, id);
  await options.scheduler.scheduleTask({
    id,
    scope: 'local',
    frequency: { seconds: options.refreshSeconds },
    timeout: { minutes: 30 },
    fn: async signal => {
      try {
        await lease.run(async lost => {
          await read(lost);
        }, signal);
      } finally {
        afterwards();
      }
    },
  });
}

/** Leaves out more and more turns while it fails. */
function resting(everyMs: number, read: Read): Read {
  let failures = 0;
  let restUntil = 0;
  return async signal => {
    if (Date.now() < restUntil) return true;
    const healthy = await read(signal);
    failures = healthy ? 0 : failures + 1;
    const rest = everyMs * 2 ** (failures - 2);
    restUntil = failures < 2 ? 0 : Date.now() + Math.min(rest, maxRestMs) - 500;
    return healthy;
  };
}
