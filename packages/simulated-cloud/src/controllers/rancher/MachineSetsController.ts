import { Controller, keyOf, kinds } from '../runtime';
import {
  deploymentLabel,
  isGoing,
  isRunning,
  machineOf,
  machineSetOf,
  setLabel,
} from './machineObjects';
import { machineName } from './names';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Machine, MachineDeployment } from './types';

const deleteFirst = 'cluster.x-k8s.io/delete-machine';

/** Keeps as many machines in a pool as are wanted: Cluster API's MachineDeployments and MachineSets in one. */
export class MachineSetsController {
  private readonly controller: Controller;
  /** Names that were in use once; a new machine is never taken for an old one. */
  private readonly spent = new Set<string>();

  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
  ) {
    this.controller = new Controller({
      name: 'machine sets',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
    caches.machineDeployments.onChange(({ object }) =>
      this.controller.enqueue(keyOf(object)),
    );
    caches.machines.onChange(({ type, object }) => {
      const { namespace, name, labels } = object.metadata;
      if (type === 'gone') this.spent.add(name);
      this.controller.enqueue(`${namespace}/${labels?.[deploymentLabel]}`);
    });
  }

  start() {
    this.controller.start();
  }

  stop() {
    return this.controller.stop();
  }

  private async reconcile(key: string) {
    const deployment = this.caches.machineDeployments.get(key);
    if (!deployment || isGoing(deployment)) return;
    const set = await this.setOf(deployment);
    const machines = this.caches.machines.list(
      machine =>
        machine.metadata.labels?.[setLabel] === set.metadata.name &&
        !isGoing(machine),
    );
    const missing = (deployment.spec.replicas ?? 1) - machines.length;
    if (missing > 0) await this.create(set, missing);
    for (const machine of byWorth(machines).slice(0, Math.max(0, -missing)))
      await this.world.client.delete(kinds.machine, machine.metadata);
    await this.report(deployment, set, machines);
  }

  private async setOf(deployment: MachineDeployment) {
    const wanted = machineSetOf(deployment);
    const present = this.caches.machineSets.get(keyOf(wanted));
    if (!present) return this.world.client.ensure(kinds.machineSet, wanted);
    const { replicas } = deployment.spec;
    if ((present.spec as { replicas?: number }).replicas === replicas)
      return present;
    return this.world.client.patch(kinds.machineSet, present.metadata, {
      spec: { replicas },
    });
  }

  private async create(
    set: Awaited<ReturnType<typeof this.setOf>>,
    count: number,
  ) {
    const { name: setName, namespace } = set.metadata;
    let created = 0;
    for (let number = 0; created < count; number++) {
      const name = machineName(setName, number);
      const taken = this.caches.machines.get(`${namespace}/${name}`);
      if (taken || this.spent.has(name)) continue;
      await this.world.client.ensure(kinds.machine, machineOf(set, name));
      created++;
    }
  }

  private async report(
    deployment: MachineDeployment,
    set: Awaited<ReturnType<typeof this.setOf>>,
    machines: Machine[],
  ) {
    const ready = machines.filter(isRunning).length;
    const status = {
      replicas: machines.length,
      readyReplicas: ready,
      availableReplicas: ready,
      upToDateReplicas: machines.length,
    };
    const wanted = deployment.spec.replicas ?? 1;
    let phase = 'Running';
    if (ready < wanted) phase = 'ScalingUp';
    if (machines.length > wanted) phase = 'ScalingDown';
    await this.world.client.patchStatus(kinds.machineDeployment, deployment, {
      ...status,
      phase,
    });
    await this.world.client.patchStatus(kinds.machineSet, set, status);
  }
}

/** Those first that can be spared most. */
function byWorth(machines: Machine[]): Machine[] {
  const worth = (machine: Machine) => {
    if (machine.metadata.annotations?.[deleteFirst]) return 0;
    return isRunning(machine) ? 2 : 1;
  };
  const age = (machine: Machine) => machine.metadata.creationTimestamp ?? '';
  return [...machines].sort(
    (a, b) =>
      worth(a) - worth(b) ||
      age(b).localeCompare(age(a)) ||
      b.metadata.name.localeCompare(a.metadata.name),
  );
}
