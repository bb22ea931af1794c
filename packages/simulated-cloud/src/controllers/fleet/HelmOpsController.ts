import { isEqual } from 'lodash';
import { Controller, type Informer, keyOf, kinds } from '../runtime';
import { withTimes } from '../rancher/conditions';
import type { KubeObject } from '../../kubernetes/types';
import { resolveChart } from './chartVersion';
import type { FleetWorld } from './FleetWorld';
import {
  bundleDeploymentOf,
  bundleOf,
  helmOpFinalizer,
  optionsOf,
  summarize,
} from './fleetObjects';
import { targetedBy } from './targets';
import {
  fleetLabels,
  type BundleDeployment,
  type FleetCluster,
  type HelmOp,
} from './types';

export interface FleetCaches {
  helmOps: Informer<HelmOp>;
  bundles: Informer<KubeObject>;
  deployments: Informer<BundleDeployment>;
  clusters: Informer<FleetCluster>;
  namespaces: Informer<KubeObject>;
}

/** Fleet's manager: from a HelmOp to a bundle, and from there to something to do for each cluster. */
export class HelmOpsController {
  private readonly controller: Controller;

  constructor(
    private readonly world: FleetWorld,
    private readonly caches: FleetCaches,
  ) {
    this.controller = new Controller({
      name: 'helm ops',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
    caches.helmOps.onChange(({ object }) =>
      this.controller.enqueue(keyOf(object)),
    );
    caches.deployments.onChange(({ object: { metadata } }) =>
      this.controller.enqueue(
        `${metadata.labels?.[fleetLabels.bundleNamespace]}/${
          metadata.labels?.[fleetLabels.bundle]
        }`,
      ),
    );
    caches.clusters.onChange(({ type, object, previous }) => {
      const same =
        type === 'set' &&
        isEqual(previous?.metadata.labels, object.metadata.labels) &&
        previous?.status?.namespace === object.status?.namespace;
      if (same) return;
      for (const helmOp of caches.helmOps.list())
        this.controller.enqueue(keyOf(helmOp));
    });
  }

  start() {
    this.controller.start();
  }

  stop() {
    return this.controller.stop();
  }

  private async reconcile(key: string) {
    const helmOp = this.caches.helmOps.get(key);
    if (!helmOp) return;
    if (helmOp.metadata.deletionTimestamp) {
      await this.remove(helmOp);
      return;
    }
    const { client } = this.world;
    if (!helmOp.metadata.finalizers?.includes(helmOpFinalizer))
      await client.patch(kinds.helmOp, helmOp.metadata, {
        metadata: {
          finalizers: [...(helmOp.metadata.finalizers ?? []), helmOpFinalizer],
        },
      });
    const chart = resolveChart(this.world.repositories, helmOp.spec.helm ?? {});
    if ('error' in chart) {
      await this.refuse(
        helmOp,
        `could not get a chart version: ${chart.error}`,
      );
      return;
    }
    await this.spread(helmOp, chart.version);
    await this.report(helmOp, chart.version);
  }

  private deploymentsOf({ metadata }: HelmOp): BundleDeployment[] {
    return this.caches.deployments.list(
      ({ metadata: { labels } }) =>
        labels?.[fleetLabels.bundle] === metadata.name &&
        labels?.[fleetLabels.bundleNamespace] === metadata.namespace,
    );
  }

  private async spread(helmOp: HelmOp, version: string) {
    const { client } = this.world;
    const options = optionsOf(helmOp, version);
    const bundle = bundleOf(helmOp, options);
    const present = this.caches.bundles.get(keyOf(bundle));
    if (!present) await client.ensure(kinds.bundle, bundle);
    else if (!isEqual(present.spec, bundle.spec))
      await client.patch(kinds.bundle, bundle.metadata, { spec: bundle.spec });

    const clusters = targetedBy(
      helmOp.spec.targets ?? [],
      this.caches.clusters.list(
        ({ metadata, status }) =>
          metadata.namespace === helmOp.metadata.namespace &&
          !metadata.deletionTimestamp &&
          status?.namespace !== undefined,
      ),
    );
    for (const cluster of clusters)
      await this.deploy(bundleDeploymentOf(helmOp, cluster, options));
    const names = clusters.map(({ metadata }) => metadata.name);
    for (const { metadata } of this.deploymentsOf(helmOp))
      if (!names.includes(metadata.labels?.[fleetLabels.cluster] ?? ''))
        await client.delete(kinds.bundleDeployment, metadata);
  }

  private async deploy(wanted: BundleDeployment) {
    const { client } = this.world;
    const present = this.caches.deployments.get(keyOf(wanted));
    if (!present) {
      const { namespace = '' } = wanted.metadata;
      if (!this.caches.namespaces.get(namespace))
        await client.ensure(kinds.namespace, {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        });
      await client.ensure(kinds.bundleDeployment, wanted);
    } else if (present.spec.deploymentID !== wanted.spec.deploymentID)
      await client
        .patch(kinds.bundleDeployment, wanted.metadata, {
          spec: {
            ...wanted.spec,
            // values that are no longer given must not stay
            options: { ...wanted.spec.options, helm: null },
          },
        })
        .then(() =>
          client.patch(kinds.bundleDeployment, wanted.metadata, {
            spec: { options: wanted.spec.options },
          }),
        );
  }

  private async refuse(helmOp: HelmOp, message: string) {
    await this.write(helmOp, {
      conditions: [
        { type: 'Accepted', status: 'False', reason: 'Error', message },
        { type: 'Ready', status: 'False', reason: 'Error', message },
      ],
      display: {
        state: null,
        error: true,
        message,
        readyBundleDeployments: '0/0',
      },
    });
  }

  private async report(helmOp: HelmOp, version: string) {
    const deployments = this.deploymentsOf(helmOp);
    const { summary, state, message } = summarize(deployments);
    const all = `${summary.ready}/${summary.desiredReady}`;
    const ready = {
      type: 'Ready',
      status: state === 'Ready' ? 'True' : 'False',
      ...(message && { message }),
    } as const;
    await this.write(helmOp, {
      version,
      conditions: [{ type: 'Accepted', status: 'True' }, ready],
      summary,
      desiredReadyClusters: summary.desiredReady,
      readyClusters: summary.ready,
      display: {
        state,
        error: state === 'ErrApplied',
        message: message ?? null,
        readyBundleDeployments: all,
      },
    });
    const bundle = this.caches.bundles.get(keyOf(helmOp));
    if (bundle)
      await this.world.client.patchStatus(kinds.bundle, bundle, {
        summary,
        display: { state, readyClusters: all },
        conditions: withTimes(
          [ready],
          (bundle.status as HelmOp['status'])?.conditions,
          this.world.clock.now(),
        ),
      });
  }

  private async write(
    helmOp: HelmOp,
    status: { conditions: Parameters<typeof withTimes>[0] } & Record<
      string,
      unknown
    >,
  ) {
    await this.world.client.patchStatus(kinds.helmOp, helmOp, {
      ...status,
      conditions: withTimes(
        status.conditions,
        helmOp.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  private async remove(helmOp: HelmOp) {
    const { client } = this.world;
    const { finalizers = [] } = helmOp.metadata;
    const deployments = this.deploymentsOf(helmOp);
    for (const { metadata } of deployments)
      if (!metadata.deletionTimestamp)
        await client.delete(kinds.bundleDeployment, metadata);
    if (deployments.length) return;
    await client.delete(kinds.bundle, helmOp.metadata);
    if (finalizers.includes(helmOpFinalizer))
      await client.patch(kinds.helmOp, helmOp.metadata, {
        metadata: {
          finalizers: finalizers.filter(one => one !== helmOpFinalizer),
        },
      });
  }
}
