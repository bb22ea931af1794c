import { Controller, keyOf, kinds } from '../runtime';
import { withTransitions } from './conditions';
import { drainNode } from '../nodes/drainNode';
import {
  clusterLabel,
  isGoing,
  isRunning,
  machineConditions,
  machineFinalizer,
  poolLabel,
  rolesOf,
} from './machineObjects';
import { addressOf, managementIdOf } from './names';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Cluster, Condition, Machine } from './types';

const creationTime = 9_000;
const drainTime = 4_000;
const retryTime = 2_000;

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
    const waiting = (await this.drained(machine)) ?? this.keptFor(machine);
    if (waiting) {
      await this.reportRemoval(machine, waiting);
      // what stands in the way is not told by a change of the machine
      this.controller.forget(key, 'removal');
      this.controller.elapsed(key, 'removal', retryTime);
      return;
    }
    if (!this.controller.elapsed(key, 'drain', drainTime)) {
      await this.reportRemoval(machine, {
        reason: 'WaitingForInfrastructureDeletion',
        message: 'Waiting for OpenStack to delete the server',
      });
      return;
    }
    const node = machine.status?.nodeRef?.name;
    if (node)
      await this.downstreamOf(machine)
        .delete(kinds.node, { name: node })
        .catch(() => undefined);
    await this.world.client.patch(kinds.machine, machine.metadata, {
      metadata: {
        finalizers: finalizers.filter(one => one !== machineFinalizer),
      },
    });
  }

  /** Pods are moved away first where the pool says so; a cluster that goes as a whole is not drained. */
  private async drained(machine: Machine): Promise<Removal | undefined> {
    const cluster = this.clusterOf(machine);
    const { labels } = machine.metadata;
    const pool = cluster?.spec.rkeConfig?.machinePools?.find(
      ({ name }) => name === labels?.[poolLabel],
    );
    const node = machine.status?.nodeRef?.name;
    if (!cluster || isGoing(cluster) || !pool?.drainBeforeDelete || !node)
      return undefined;
    if (!this.isConnected(cluster))
      return {
        reason: 'InternalError',
        message: 'Drain not completed yet: cluster agent disconnected',
      };
    const message = await drainNode(this.downstreamOf(machine), node);
    return message === undefined
      ? undefined
      : {
          reason: 'DrainingNode',
          message: `Drain not completed yet (started at ${machine.metadata.deletionTimestamp}):\n${message}`,
        };
  }

  /** The last member of etcd stays until there is another one: without it the cluster would be lost. */
  private keptFor(machine: Machine): Removal | undefined {
    const cluster = this.clusterOf(machine);
    if (!rolesOf(machine).includes('etcd') || !cluster || isGoing(cluster))
      return undefined;
    const others = this.caches
      .machinesOf(cluster.metadata.name)
      .filter(one => rolesOf(one).includes('etcd') && isRunning(one))
      .filter(
        one => one.metadata.uid !== machine.metadata.uid && !isGoing(one),
      );
    return others.length
      ? undefined
      : {
          reason: 'WaitingForPreTerminateHook',
          message:
            'Waiting for pre-terminate hooks to succeed (hooks: rke-bootstrap-cleanup)',
        };
  }

  private async reportRemoval(machine: Machine, { reason, message }: Removal) {
    const others = (machine.status?.conditions ?? []).filter(
      ({ type }) => type !== 'Deleting',
    );
    await this.world.client.patchStatus(kinds.machine, machine, {
      phase: 'Deleting',
      conditions: withTransitions(
        [
          ...others.map(untimed),
          { type: 'Deleting', status: 'True', reason, message },
        ],
        machine.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  private clusterOf({ metadata }: Machine): Cluster | undefined {
    const name = metadata.labels?.[clusterLabel] ?? '';
    return this.caches.clusters.get(`${metadata.namespace}/${name}`);
  }

  private isConnected({ metadata: { name } }: Cluster): boolean {
    const { lostAgents, scenarios } = this.world;
    return !lostAgents.has(name) && !scenarios.isOn('agent-lost', name);
  }

  private downstreamOf({ metadata }: Machine) {
    const { namespace, labels } = metadata;
    const name = labels?.[clusterLabel] ?? '';
    return this.world.downstreams.client(
      managementIdOf({ metadata: { name, namespace } }),
    );
  }
}

/** Why a machine that is to go is still there. */
interface Removal {
  reason: string;
  message: string;
}

function untimed({ type, status, reason, message }: Condition) {
  return { type, status, reason, message };
}
