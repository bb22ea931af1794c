import type { InstalledAddon } from '@flytower/cloud-common/clusters';
import type { Observation } from '@flytower/cloud-node/operations';
import type { CollectedCluster } from '../collect/RancherCollector';
import { outOf } from './ClustersDomain';

/** How a new cluster stands: there once it is active and each of its add-ons has come up or failed. */
export function observeNewCluster(
  cluster: CollectedCluster,
  wanted: string[],
  refused: Record<string, string> = {},
): Observation {
  const { record, pools } = cluster;
  const addons = wanted.map(name => ({
    name,
    now: refused[name]
      ? { state: 'failed' as const, message: refused[name] }
      : cluster.addons.find(one => one.name === name),
  }));
  const isWhole = pools.every(({ ready, desired }) => ready >= desired);
  const isUp =
    record.state === 'active' || (record.state === 'degraded' && isWhole);
  const pending = addons.filter(({ now }) => !isOver(now));
  const failed = addons.filter(({ now }) => now?.state === 'failed');

  const seen = {
    steps: [
      ...pools.map(({ name, ready, desired }) => ({
        name: `Machines of pool ${name}`,
        state: ready >= desired ? ('done' as const) : ('running' as const),
        message: `${outOf(ready, desired)} ready`,
      })),
      {
        name: 'Cluster is active',
        state: isUp ? ('done' as const) : ('running' as const),
        message: record.message,
      },
      ...addons.map(({ name, now }) => ({
        name: `Add-on ${name}`,
        state: stepStateOf(now),
        message: now?.message,
      })),
    ],
    upstream: { clusterId: record.id, entityRef: record.entityRef },
  };
  if (!isUp) return { ...seen, message: record.message ?? record.state };
  if (pending.length > 0) {
    const names = pending.map(({ name }) => name).join(', ');
    return {
      ...seen,
      message: `${record.displayName} is active; Fleet brings ${names}`,
    };
  }
  const active = `${record.displayName} is active with ${record.nodes.ready} nodes`;
  if (failed.length > 0) {
    const reasons = failed.map(
      ({ name, now }) => `${name} failed: ${now?.message ?? 'no reason given'}`,
    );
    return {
      ...seen,
      message: reasons.join('; '),
      settled: 'failed',
      outcome: `${active}, but ${reasons.join(
        '; ',
      )}. The cluster stays; install the add-on again by itself.`,
    };
  }
  const outcome = `${active}${
    wanted.length > 0 ? ` and ${wanted.join(', ')}` : ''
  }.`;
  return { ...seen, message: outcome, settled: 'succeeded', outcome };
}

type Standing = Pick<InstalledAddon, 'state' | 'message'> | undefined;

function isOver(addon: Standing): boolean {
  return addon?.state === 'ready' || addon?.state === 'failed';
}

function stepStateOf(addon: Standing) {
  if (addon?.state === 'ready') return 'done' as const;
  return addon?.state === 'failed' ? ('failed' as const) : ('running' as const);
}
