import type { Cluster, InstalledAddon } from '@flytower/cloud-common/clusters';
import { type Standing } from '@flytower/cloud-node/scaffolder';

/** A cluster is waited for until it is active; `degraded` and `agent-lost` may still become so. */
export function judgeCluster(cluster: Cluster): Standing {
  const { displayName: name, state, message } = cluster;
  const nodes = `${cluster.nodes.ready} of ${cluster.nodes.total} nodes ready`;
  switch (state) {
    case 'active':
      return { outcome: 'succeeded', say: `${name} is active, ${nodes}` };
    case 'failed':
      return {
        outcome: 'failed',
        say: `Cluster ${name} failed: ${message ?? 'Rancher gives no reason'}`,
      };
    case 'removing':
      return { outcome: 'failed', say: `Cluster ${name} is being removed` };
    default:
      return {
        outcome: 'going-on',
        say: `${name} is ${state}, ${nodes}${message ? `: ${message}` : ''}`,
      };
  }
}

/** An add-on that is not listed yet has just been asked for. */
export function judgeAddon(
  name: string,
  addon: InstalledAddon | undefined,
): Standing {
  const message = addon?.message ? `: ${addon.message}` : '';
  switch (addon?.state) {
    case 'ready':
      return {
        outcome: 'succeeded',
        say: `${name} ${addon.version} is ready`,
      };
    case 'failed':
      return {
        outcome: 'failed',
        say: `Add-on ${name} failed${message || ': Fleet gives no reason'}`,
      };
    case 'removing':
      return { outcome: 'failed', say: `Add-on ${name} is being removed` };
    default:
      return {
        outcome: 'going-on',
        say: `${name} is ${addon?.state ?? 'requested'}${message}`,
      };
  }
}
