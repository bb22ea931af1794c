import { Controller, kinds } from '../runtime';
import type { FleetWorld } from './FleetWorld';
import type { FleetCaches } from './HelmOpsController';
import { summarize } from './fleetObjects';
import { fleetLabels } from './types';

/** Tells for each of Fleet's clusters how many of its bundles are ready. */
export class FleetReadiness {
  private readonly controller: Controller;

  constructor(
    private readonly world: FleetWorld,
    private readonly caches: FleetCaches,
  ) {
    this.controller = new Controller({
      name: 'fleet clusters',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
    caches.deployments.onChange(({ object: { metadata } }) =>
      this.controller.enqueue(
        `${metadata.labels?.[fleetLabels.clusterNamespace]}/${
          metadata.labels?.[fleetLabels.cluster]
        }`,
      ),
    );
  }

  start() {
    this.controller.start();
  }

  stop() {
    return this.controller.stop();
  }

  private async reconcile(key: string) {
    const cluster = this.caches.clusters.get(key);
    if (!cluster?.status?.namespace || cluster.metadata.deletionTimestamp)
      return;
    const { summary } = summarize(
      this.caches.deployments.list(
        ({ metadata }) => metadata.namespace === cluster.status?.namespace,
      ),
    );
    await this.world.client.patchStatus(kinds.fleetCluster, cluster, {
      summary,
      display: { readyBundles: `${summary.ready}/${summary.desiredReady}` },
    });
  }
}
