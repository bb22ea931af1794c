import type { CloudPart } from '../../context';
import { withTransitions } from '../rancher/conditions';
import {
  clusterLabel,
  isGoing,
  isRunning,
  machineConditions,
  rolesOf,
} from '../rancher/machineObjects';
import { managementIdOf } from '../rancher/names';
import type { RancherCaches, RancherWorld } from '../rancher/RancherCaches';
import type { Machine } from '../rancher/types';
import { Controller, keyOf, kinds } from '../runtime';
import { nodeConditions } from './nodeObject';

/** The kubelets: nodes fall silent and come back as the scenario `node-broken` says. */
export class NodesController implements CloudPart {
  private readonly controller: Controller;
  private readonly broken = new Set<string>();
  /** Which machine is broken, by cluster. */
  private readonly victims = new Map<string, string | undefined>();
  private unsubscribe = () => {};

  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
  ) {
    this.controller = new Controller({
      name: 'nodes',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
  }

  async start(): Promise<void> {
    const { scenarios } = this.world;
    this.unsubscribe = scenarios.onChange(({ name }) => {
      if (name !== 'node-broken') return;
      this.victims.clear();
      this.enqueueAll();
    });
    this.caches.machines.onChange(({ type, object, previous }) => {
      if (type === 'gone') this.broken.delete(keyOf(object));
      else if (isRunning(object) && !(previous && isRunning(previous)))
        this.controller.enqueue(keyOf(object));
    });
    this.controller.start();
    this.enqueueAll();
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.controller.stop();
  }

  private enqueueAll() {
    for (const machine of this.caches.machines.list(isRunning))
      this.controller.enqueue(keyOf(machine));
  }

  private async reconcile(key: string) {
    const machine = this.caches.machines.get(key);
    if (!machine || !isRunning(machine) || isGoing(machine)) return;
    const wanted = this.isToBreak(machine);
    if (wanted === this.broken.has(key)) return;
    await this.tell(machine, wanted);
    if (wanted) this.broken.add(key);
    else this.broken.delete(key);
  }

  /**
   * A cluster's name means its first worker, `cluster/node` a certain one, nothing one of each cluster. It is chosen once:
   * when it has been replaced, all is well, however long the scenario stays on.
   */
  private isToBreak(machine: Machine): boolean {
    const { scenarios } = this.world;
    const cluster = machine.metadata.labels?.[clusterLabel] ?? '';
    const { name, uid } = machine.metadata;
    if (!scenarios.isOn('node-broken', cluster))
      return scenarios.isOn('node-broken', `${cluster}/${name}`);
    if (!this.victims.has(cluster)) {
      const first = this.caches
        .machinesOf(cluster)
        .find(
          one =>
            rolesOf(one).includes('worker') && isRunning(one) && !isGoing(one),
        );
      if (first) this.victims.set(cluster, first.metadata.uid);
    }
    return this.victims.get(cluster) === uid;
  }

  private async tell(machine: Machine, broken: boolean) {
    const now = this.world.clock.now();
    const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
    const { namespace, name, labels } = machine.metadata;
    const downstream = this.world.downstreams.client(
      managementIdOf({
        metadata: { namespace, name: labels?.[clusterLabel] ?? '' },
      }),
    );
    const node = await downstream.find(kinds.node, {
      name: machine.status?.nodeRef?.name ?? name,
    });
    if (node)
      await downstream.patchStatus(kinds.node, node, {
        conditions: nodeConditions(time, broken),
      });
    await this.world.client.patchStatus(kinds.machine, machine, {
      conditions: withTransitions(
        machineConditions({
          infrastructure: 'ready',
          ...(broken && {
            broken: 'Node is not healthy: Kubelet stopped posting node status.',
          }),
        }),
        machine.status?.conditions,
        now,
      ),
    });
  }
}
