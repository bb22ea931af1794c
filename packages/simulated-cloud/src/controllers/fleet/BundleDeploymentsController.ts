import type { KubeObject } from '../../kubernetes/types';
import { withTimes } from '../rancher/conditions';
import {
  Controller,
  isStatus,
  keyOf,
  kinds,
  type Kind,
  type KubeClient,
} from '../runtime';
import { imageIsMissing, refuseValues } from './chartVersion';
import { deploymentFinalizer, deploymentStatus } from './fleetObjects';
import type { FleetWorld } from './FleetWorld';
import type { FleetCaches } from './HelmOpsController';
import { podStatus, releaseOf, workloadStatus, type Release } from './release';
import { fleetLabels, type BundleDeployment } from './types';

const applyTime = 3_000;
const readyTime = 5_000;

/** Fleet's agents: what one cluster is to have gets installed there, and what became of it is told. */
export class BundleDeploymentsController {
  private readonly controller: Controller;

  constructor(
    private readonly world: FleetWorld,
    private readonly caches: FleetCaches,
  ) {
    this.controller = new Controller({
      name: 'bundle deployments',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
    caches.deployments.onChange(({ type, object }) => {
      if (type === 'gone') this.controller.forget(keyOf(object));
      else this.controller.enqueue(keyOf(object));
    });
  }

  start() {
    this.controller.start();
  }

  stop() {
    return this.controller.stop();
  }

  /** For when agents are heard of again. */
  retry() {
    for (const object of this.caches.deployments.list())
      this.controller.enqueue(keyOf(object));
  }

  private async reconcile(key: string) {
    const object = this.caches.deployments.get(key);
    if (!object) return;
    if (object.metadata.deletionTimestamp) {
      await this.remove(object);
      return;
    }
    const { deploymentID, options } = object.spec;
    const applied = object.status?.appliedDeploymentID === deploymentID;
    if (applied && object.status?.display?.state !== 'NotReady') return;
    if (!this.world.isConnected(clusterOf(object))) {
      if (!object.status) await this.report(object, 'WaitApplied');
      return;
    }
    if (!this.controller.elapsed(key, `${deploymentID} apply`, applyTime)) {
      if (!applied)
        await this.report(
          object,
          'WaitApplied',
          'waiting for the agent to apply the bundle',
        );
      return;
    }
    const { helm } = options;
    const refusal = refuseValues(helm.chart ?? '', helm.values);
    if (refusal) {
      await this.report(object, 'ErrApplied', refusal, deploymentID);
      return;
    }
    await this.install(key, object);
  }

  private async install(key: string, object: BundleDeployment) {
    const { deploymentID, options } = object.spec;
    const release = releaseOf(options, object.metadata.name);
    const downstream = this.downstreamOf(object);
    if (!downstream) return;
    const missing = imageIsMissing(options.helm.values);
    const over = this.controller.elapsed(
      key,
      `${deploymentID} ready`,
      readyTime,
    );
    const running = over && !missing;
    await this.write(downstream, release, { running, missing });
    const { namespace, name } = release.deployment.metadata;
    const count = release.pods.length;
    await this.report(
      object,
      running ? 'Ready' : 'NotReady',
      running
        ? undefined
        : `Deployment.apps ${namespace}/${name} [progressing] ${
            missing ? 'Back-off pulling image; ' : ''
          }Available: 0/${count}`,
      deploymentID,
    );
  }

  private async write(
    downstream: KubeClient,
    release: Release,
    state: { running: boolean; missing: boolean },
  ) {
    const time = new Date(this.world.clock.now()).toISOString();
    const { deployment, replicaSet, pods, namespace } = release;
    await downstream.ensure(kinds.namespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    await this.prune(downstream, release);
    const status = workloadStatus(pods.length, state.running, time);
    await put(downstream, kinds.deployment, deployment, status);
    await put(downstream, kinds.replicaSet, replicaSet, {
      replicas: status.replicas,
      readyReplicas: status.readyReplicas,
      availableReplicas: status.availableReplicas,
    });
    for (const pod of pods)
      await put(downstream, kinds.pod, pod, podStatus(pod, { ...state, time }));
  }

  /** Pods and replica sets of what the release was before. */
  private async prune(downstream: KubeClient, release: Release) {
    const kept = [release.replicaSet, ...release.pods].map(
      ({ metadata }) => metadata.name,
    );
    await this.deleteAll(downstream, release, name => !kept.includes(name));
  }

  private async deleteAll(
    downstream: KubeClient,
    { name, namespace }: Pick<Release, 'name' | 'namespace'>,
    goes: (name: string) => boolean,
  ) {
    const labelSelector = `app.kubernetes.io/instance=${name}`;
    for (const kind of [kinds.replicaSet, kinds.pod]) {
      const { items } = await downstream.list<KubeObject>(kind, {
        namespace,
        labelSelector,
      });
      for (const { metadata } of items)
        if (goes(metadata.name)) await downstream.delete(kind, metadata);
    }
  }

  private downstreamOf(object: BundleDeployment): KubeClient | undefined {
    const { labels } = object.metadata;
    const cluster = this.caches.clusters.get(
      `${labels?.[fleetLabels.clusterNamespace]}/${clusterOf(object)}`,
    );
    const id = cluster?.metadata.labels?.['management.cattle.io/cluster-name'];
    return id ? this.world.downstream(id) : undefined;
  }

  private async report(
    object: BundleDeployment,
    state: Parameters<typeof deploymentStatus>[0],
    message?: string,
    applied?: string,
  ) {
    const status = deploymentStatus(state, message);
    const { namespace, name } = releaseOf(
      object.spec.options,
      object.metadata.name,
    );
    await this.world.client.patchStatus(kinds.bundleDeployment, object, {
      ...status,
      ...(applied && { appliedDeploymentID: applied }),
      ...(status.ready && { release: `${namespace}/${name}:1` }),
      nonReadyStatus:
        state === 'NotReady'
          ? [
              {
                apiVersion: 'apps/v1',
                kind: 'Deployment',
                namespace,
                name,
                summary: {
                  state: 'updating',
                  transitioning: true,
                  message: [message],
                },
              },
            ]
          : null,
      conditions: withTimes(
        status.conditions,
        object.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  private async remove(object: BundleDeployment) {
    const downstream = this.downstreamOf(object);
    // a cluster that is gone, or cannot be reached, keeps nothing back
    if (downstream && this.world.isConnected(clusterOf(object))) {
      const release = releaseOf(object.spec.options, object.metadata.name);
      await downstream.delete(kinds.deployment, release.deployment.metadata);
      await this.deleteAll(downstream, release, () => true);
    }
    await this.world.client.patch(kinds.bundleDeployment, object.metadata, {
      metadata: {
        finalizers: (object.metadata.finalizers ?? []).filter(
          one => one !== deploymentFinalizer,
        ),
      },
    });
  }
}

function clusterOf({ metadata: { labels } }: BundleDeployment): string {
  return labels?.[fleetLabels.cluster] ?? '';
}

/** Brings an object and its status to what they are to be. */
async function put(
  client: KubeClient,
  kind: Kind,
  object: KubeObject,
  status: Record<string, unknown>,
) {
  let present = await client.ensure(kind, object);
  const wanted = JSON.stringify(object.spec);
  if (JSON.stringify(present.spec) !== wanted) {
    try {
      present = await client.patch(kind, object.metadata, {
        metadata: { labels: object.metadata.labels },
        ...(kind !== kinds.pod && { spec: object.spec }),
      });
    } catch (error) {
      // what cannot be changed in place stays as it is
      if (!isStatus(error, 422)) throw error;
    }
  }
  await client.patchStatus(kind, present, status);
}
