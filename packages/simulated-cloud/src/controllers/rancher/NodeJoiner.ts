import { kinds, type Controller } from '../runtime';
import { nodeInfoOf, nodeOf } from '../nodes/nodeObject';
import { withTransitions } from './conditions';
import {
  isRunning,
  machineConditions,
  rolesOf,
  type Role,
} from './machineObjects';
import { addressOf, managementIdOf } from './names';
import type { RancherCaches, RancherWorld } from './RancherCaches';
import type { Cluster, Flavor, Machine } from './types';

const unknownFlavor: Flavor = { vcpus: 4, ram: 8192 };

/** Steps of a machine on its way to being a node, with the time that each takes. */
const steps: [waiting: (probes: string) => string, ms: number][] = [
  [() => 'waiting for agent to check in and apply initial plan', 3000],
  [() => 'waiting for plan to be applied', 4000],
  [probes => `waiting for probes: ${probes}`, 4000],
];

const serverProbes =
  'calico, etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubelet';

const groups: Record<Role, string> = {
  etcd: 'etcd',
  'control-plane': 'control plane',
  worker: 'worker',
};

/** A machine of several roles is configured with the most delicate one. */
function groupOf(machine: Machine): string {
  const role = (Object.keys(groups) as Role[]).find(one =>
    rolesOf(machine).includes(one),
  );
  return groups[role ?? 'worker'];
}

/** Makes nodes of machines, the first one alone, in the order that Rancher's planner keeps. */
export class NodeJoiner {
  constructor(
    private readonly world: RancherWorld,
    private readonly caches: RancherCaches,
    private readonly controller: Controller,
  ) {}

  /** What is being waited for; nothing once every machine is a node. */
  async join(
    key: string,
    cluster: Cluster,
    machines: Machine[],
  ): Promise<string | undefined> {
    const waiting = machines.filter(machine => !isRunning(machine));
    if (!waiting.length) return undefined;
    const up = waiting.filter(({ status }) => status?.phase === 'Provisioned');
    if (!machines.some(isRunning)) return this.bootstrap(key, cluster, up);
    const messages: string[] = [];
    for (const group of Object.values(groups)) {
      const members = up.filter(machine => groupOf(machine) === group);
      const message = await this.step(key, cluster, members, group);
      if (message) messages.push(message);
    }
    return messages[0] ?? creating(waiting);
  }

  private async bootstrap(key: string, cluster: Cluster, up: Machine[]) {
    const roles = new Set(up.flatMap(rolesOf));
    if (!up.length) return 'waiting for infrastructure ready';
    if (roles.size < Object.keys(groups).length)
      return 'waiting for at least one control plane, etcd, and worker node to be registered';
    const first = up.find(machine => rolesOf(machine).includes('etcd'));
    return first && this.step(key, cluster, [first], 'bootstrap');
  }

  private async step(
    key: string,
    cluster: Cluster,
    machines: Machine[],
    group: string,
  ): Promise<string | undefined> {
    const left: { name: string; waiting: string; at: number }[] = [];
    for (const machine of machines) {
      const { name, uid } = machine.metadata;
      const server = rolesOf(machine).some(role => role !== 'worker');
      const at = steps.findIndex(
        ([, ms], index) =>
          !this.controller.elapsed(key, `join ${uid} ${index}`, ms),
      );
      if (at < 0) await this.run(cluster, machine);
      else {
        const waiting = steps[at][0](server ? serverProbes : 'kubelet');
        left.push({ name, waiting, at });
      }
    }
    if (!left.length) return undefined;
    const last = left.reduce((a, b) => (b.at < a.at ? b : a));
    const names = left
      .filter(({ at }) => at === last.at)
      .map(({ name }) => name);
    return `configuring ${group} node(s) ${names.join(',')}: ${last.waiting}`;
  }

  /** The machine is a node from now on. */
  private async run(cluster: Cluster, machine: Machine) {
    const id = managementIdOf(cluster);
    const { name } = machine.metadata;
    const version = cluster.spec.kubernetesVersion ?? '';
    const time = new Date(this.world.clock.now()).toISOString();
    this.world.downstreams.open({ id, name: cluster.metadata.name });
    const node = nodeOf({
      name,
      roles: rolesOf(machine),
      version,
      address: addressOf(name),
      flavor: this.flavorOf(machine),
      time,
    });
    const downstream = this.world.downstreams.client(id);
    await downstream.ensure(kinds.node, node);
    await downstream.patchStatus(kinds.node, node, {
      ...(node.status as Record<string, unknown>),
    });
    await this.world.client.patchStatus(kinds.machine, machine, {
      phase: 'Running',
      nodeRef: { name },
      nodeInfo: nodeInfoOf(version),
      conditions: withTransitions(
        machineConditions({ infrastructure: 'ready' }),
        machine.status?.conditions,
        this.world.clock.now(),
      ),
    });
  }

  flavorOf(machine: Machine): Flavor {
    const config = this.caches.machineConfigOf(machine);
    const flavor = config?.flavorName ?? config?.flavorId ?? '';
    return this.world.flavors.get(flavor) ?? unknownFlavor;
  }
}

function creating(machines: Machine[]): string | undefined {
  return machines
    .flatMap(({ status }) => status?.conditions ?? [])
    .find(
      ({ type, status }) => type === 'InfrastructureReady' && status !== 'True',
    )?.message;
}
