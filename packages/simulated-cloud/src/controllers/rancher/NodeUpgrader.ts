import { kinds, type Controller } from '../runtime';
import { drainNode } from '../nodes/drainNode';
import { nodeInfoOf } from '../nodes/nodeObject';
import { rolesOf } from './machineObjects';
import { managementIdOf } from './names';
import type { RancherWorld } from './RancherCaches';
import type { Cluster, Machine } from './types';

/** Steps of one machine on its way to another version. */
const steps: [waiting: string, ms: number][] = [
  ['draining node', 2000],
  ['waiting for plan to be applied', 5000],
  ['waiting for uncordon to finish', 1000],
];

const versionOf = (machine: Machine) =>
  machine.status?.nodeInfo?.kubeletVersion;

const isServer = (machine: Machine) =>
  rolesOf(machine).some(role => role !== 'worker');

const isBroken = ({ status }: Machine) =>
  status?.conditions?.some(
    ({ type, status: is }) => type === 'NodeHealthy' && is === 'False',
  );

/** Brings machines to the version that is wanted: servers first, a few at a time. */
export class NodeUpgrader {
  constructor(
    private readonly world: RancherWorld,
    private readonly controller: Controller,
  ) {}

  /** What is being waited for; nothing once every machine has the version. */
  async upgrade(
    key: string,
    cluster: Cluster,
    machines: Machine[],
  ): Promise<string | undefined> {
    const version = cluster.spec.kubernetesVersion ?? '';
    const outdated = machines.filter(machine => versionOf(machine) !== version);
    const servers = outdated.filter(isServer);
    const group = servers.length ? servers : outdated;
    const strategy = cluster.spec.rkeConfig?.upgradeStrategy;
    const concurrency = servers.length
      ? strategy?.controlPlaneConcurrency
      : strategy?.workerConcurrency;
    const atOnce = group.slice(
      0,
      Math.max(1, parseInt(concurrency ?? '1', 10)),
    );
    const waiting = new Map<string, string>();
    for (const machine of atOnce) {
      const message = await this.step(key, cluster, machine, version);
      waiting.set(machine.metadata.name, message);
    }
    if (!waiting.size) return undefined;
    const [message] = waiting.values();
    const names = [...waiting.keys()].join(',');
    return `configuring ${
      servers.length ? 'control plane' : 'worker'
    } node(s) ${names}: ${message}`;
  }

  private async step(
    key: string,
    cluster: Cluster,
    machine: Machine,
    version: string,
  ): Promise<string> {
    const { uid } = machine.metadata;
    const refusal = await this.drain(cluster, machine);
    if (refusal) {
      this.controller.forget(key, 'drain again');
      this.controller.elapsed(key, 'drain again', 2000);
      return `draining node: ${refusal}`;
    }
    const at = steps.findIndex(
      ([, ms], index) =>
        !this.controller.elapsed(key, `upgrade ${uid} ${version} ${index}`, ms),
    );
    // a kubelet that is silent does not get through its probes
    if (at < 0 && isBroken(machine)) return 'waiting for probes: kubelet';
    const [message] = steps[at < 0 ? steps.length - 1 : at];
    const done = at < 0 || at === steps.length - 1;
    await this.setNode(cluster, machine, {
      cordoned: at >= 0,
      version: done ? version : undefined,
    });
    if (at < 0)
      await this.world.client.patchStatus(kinds.machine, machine, {
        nodeInfo: nodeInfoOf(version),
      });
    return message;
  }

  /** Pods are moved away first where the upgrade strategy says so. */
  private async drain(
    cluster: Cluster,
    machine: Machine,
  ): Promise<string | undefined> {
    const strategy = cluster.spec.rkeConfig?.upgradeStrategy;
    const options = isServer(machine)
      ? strategy?.controlPlaneDrainOptions
      : strategy?.workerDrainOptions;
    if (!options?.enabled) return undefined;
    return drainNode(
      this.world.downstreams.client(managementIdOf(cluster)),
      machine.status?.nodeRef?.name ?? machine.metadata.name,
    );
  }

  private async setNode(
    cluster: Cluster,
    machine: Machine,
    wanted: { cordoned: boolean; version?: string },
  ) {
    const downstream = this.world.downstreams.client(managementIdOf(cluster));
    const name = machine.status?.nodeRef?.name ?? machine.metadata.name;
    const node = await downstream.find(kinds.node, { name });
    if (!node) return;
    const spec = node.spec as { unschedulable?: boolean } | undefined;
    if (Boolean(spec?.unschedulable) !== wanted.cordoned)
      await downstream.patch(
        kinds.node,
        { name },
        {
          spec: { unschedulable: wanted.cordoned || null },
        },
      );
    if (wanted.version)
      await downstream.patchStatus(kinds.node, node, {
        nodeInfo: {
          kubeletVersion: wanted.version,
          kubeProxyVersion: wanted.version,
        },
      });
  }
}
