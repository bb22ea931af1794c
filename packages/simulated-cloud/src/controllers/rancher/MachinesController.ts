import { Controller, keyOf, kinds } from '../runtime';
import { withTransitions } from './conditions';
import {
  clusterLabel,
  isGoing,
  machineConditions,
  machineFinalizer,
} from './machineObjects';
import { addressOf, managementIdOf } from './names';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Machine } from './types';

const creationTime = 9_000;
const drainTime = 4_000;

/** What OpenStack is asked for on behalf of a machine, and what it answers. */
export class MachinesController {
  private readonly controller: Controller;

  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
  ) {
    this.controller = new Controller({
      name: 'machines',
      clock: world.clock,
      log: world.log,
      reconcile: key => this.reconcile(key),
    });
    caches.machines.onChange(({ type, object }) => {
      if (type === 'gone') this.controller.forget(keyOf(object));
      else this.controller.enqueue(keyOf(object));
    });
    // what failed may work now
    const again = () => {
      for (const machine of caches.machines.list(
        ({ status }) => status?.phase === 'Failed',
      ))
        this.controller.enqueue(keyOf(machine));
    };
    caches.machineConfigs.onChange(again);
    world.scenarios.onChange(again);
  }

  start() {
    this.controller.start();
  }

  stop() {
    return this.controller.stop();
  }

  private async reconcile(key: string) {
    const machine = this.caches.machines.get(key);
    if (!machine) return;
    if (isGoing(machine)) {
      await this.remove(key, machine);
      return;
    }
    if (['Provisioned', 'Running'].includes(machine.status?.phase ?? ''))
      return;
    await this.provision(key, machine);
  }

  private async provision(key: string, machine: Machine) {
    const { name, namespace } = machine.metadata;
    const story = `server [${namespace}/${name}] of kind (OpenstackMachine) for machine ${name} in infrastructure provider`;
    const failure = this.failureOf(machine);
    if (failure) {
      await this.report(machine, 'Failed', {
        infrastructure: { failure: `failed creating ${story}: ${failure}` },
      });
      return;
    }
    if (!this.controller.elapsed(key, 'create', creationTime)) {
      await this.report(machine, 'Provisioning', {
        infrastructure: 'creating',
        waiting: `creating ${story}`,
      });
      return;
    }
    await this.world.client.patch(kinds.machine, machine.metadata, {
      spec: { providerID: `rke2://${name}` },
    });
    await this.report(
      machine,
      'Provisioned',
      {
        infrastructure: 'ready',
        waiting: 'waiting for agent to check in and apply initial plan',
      },
      { addresses: [{ type: 'InternalIP', address: addressOf(name) }] },
    );
  }

  private async report(
    machine: Machine,
    phase: string,
    state: Parameters<typeof machineConditions>[0],
    more: Record<string, unknown> = {},
  ) {
    await this.world.client.patchStatus(kinds.machine, machine, {
      ...more,
      phase,
      conditions: withTransitions(
        machineConditions(state),
        machine.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  /** Why OpenStack would not give this machine, in the words of the machine driver. */
  private failureOf(machine: Machine): string | undefined {
    const config = this.caches.machineConfigOf(machine);
    const flavor = config?.flavorName ?? config?.flavorId;
    if (flavor && !this.world.flavors.has(flavor))
      return `CreateError: Running pre-create checks... Error with pre-create check: "Unable to find flavor named ${flavor}"`;
    const { scenarios } = this.world;
    const over = [
      machine.metadata.labels?.[clusterLabel],
      config?.tenantId,
      config?.region,
    ].some(target => scenarios.isOn('quota-exceeded', target));
    return over
      ? 'CreateError: Error creating machine: Error in driver during machine creation: Expected HTTP response code [201 202] when accessing [POST /servers], but got 403 instead: {"forbidden": {"code": 403, "message": "Quota exceeded for instances: Requested 1, but already used 10 of 10 instances"}}'
      : undefined;
  }

  private async remove(key: string, machine: Machine) {
    const finalizers = machine.metadata.finalizers ?? [];
    if (!finalizers.includes(machineFinalizer)) return;
    if (!this.controller.elapsed(key, 'drain', drainTime)) {
      await this.world.client.patchStatus(kinds.machine, machine, {
        phase: 'Deleting',
      });
      return;
    }
    const cluster = machine.metadata.labels?.[clusterLabel] ?? '';
    const node = machine.status?.nodeRef?.name;
    const { namespace } = machine.metadata;
    if (node)
      await this.world.downstreams
        .client(managementIdOf({ metadata: { name: cluster, namespace } }))
        .delete(kinds.node, { name: node })
        .catch(() => undefined);
    await this.world.client.patch(kinds.machine, machine.metadata, {
      metadata: {
        finalizers: finalizers.filter(one => one !== machineFinalizer),
      },
    });
  }
}
