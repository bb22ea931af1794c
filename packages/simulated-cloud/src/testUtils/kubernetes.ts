import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { managementIdOf } from '../controllers/rancher/names';
import { clientOf, type KubeClient } from '../controllers/runtime';
import type { SimulatedCloud } from '../SimulatedCloud';

/** Rancher's own cluster as the portal reaches it: with its token, over HTTPS. */
export function managementOf(cloud: SimulatedCloud): Promise<KubeClient> {
  return clientOf(contextOf(cloud, 'management'));
}

/** A cluster behind Rancher's proxy, as the portal reaches it. */
export function downstreamOf(
  cloud: SimulatedCloud,
  name: string,
): Promise<KubeClient> {
  const id = managementIdOf({ metadata: { namespace: 'fleet-default', name } });
  const config = contextOf(cloud, 'management');
  const server = config.getCurrentCluster()?.server;
  config.clusters = config.clusters.map(cluster => ({
    ...cluster,
    server: `${server}/k8s/clusters/${id}`,
  }));
  return clientOf(config);
}

function contextOf(cloud: SimulatedCloud, name: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(path.join(cloud.context.stateDir, 'kubeconfig'));
  config.setCurrentContext(name);
  return config;
}

/** Asks again and again until there is an answer that is not undefined. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  ms = 10_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error('It did not come to that in time');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
