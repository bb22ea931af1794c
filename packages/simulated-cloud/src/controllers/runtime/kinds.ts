/** Where a kind is found below `/api` or `/apis`. */
export interface Kind {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

const kind = (
  apiVersion: string,
  name: string,
  plural: string,
  namespaced = true,
): Kind => ({ apiVersion, kind: name, plural, namespaced });

/** The kinds that the controllers of Rancher, Fleet and the nodes read and write. */
export const kinds = {
  namespace: kind('v1', 'Namespace', 'namespaces', false),
  node: kind('v1', 'Node', 'nodes', false),
  pod: kind('v1', 'Pod', 'pods'),
  secret: kind('v1', 'Secret', 'secrets'),
  deployment: kind('apps/v1', 'Deployment', 'deployments'),
  replicaSet: kind('apps/v1', 'ReplicaSet', 'replicasets'),
  cluster: kind('provisioning.cattle.io/v1', 'Cluster', 'clusters'),
  managementCluster: kind(
    'management.cattle.io/v3',
    'Cluster',
    'clusters',
    false,
  ),
  capiCluster: kind('cluster.x-k8s.io/v1beta2', 'Cluster', 'clusters'),
  machineDeployment: kind(
    'cluster.x-k8s.io/v1beta2',
    'MachineDeployment',
    'machinedeployments',
  ),
  machineSet: kind('cluster.x-k8s.io/v1beta2', 'MachineSet', 'machinesets'),
  machine: kind('cluster.x-k8s.io/v1beta2', 'Machine', 'machines'),
  controlPlane: kind('rke.cattle.io/v1', 'RKEControlPlane', 'rkecontrolplanes'),
  etcdSnapshot: kind('rke.cattle.io/v1', 'ETCDSnapshot', 'etcdsnapshots'),
  machineConfig: kind(
    'rke-machine-config.cattle.io/v1',
    'OpenstackConfig',
    'openstackconfigs',
  ),
  fleetCluster: kind('fleet.cattle.io/v1alpha1', 'Cluster', 'clusters'),
  helmOp: kind('fleet.cattle.io/v1alpha1', 'HelmOp', 'helmops'),
  bundle: kind('fleet.cattle.io/v1alpha1', 'Bundle', 'bundles'),
  bundleDeployment: kind(
    'fleet.cattle.io/v1alpha1',
    'BundleDeployment',
    'bundledeployments',
  ),
} as const;

/** Path of a collection or, with a name, of an object. */
export function pathOf(
  of: Kind,
  where: { namespace?: string; name?: string } = {},
): string {
  const root = of.apiVersion.includes('/') ? '/apis' : '/api';
  return [
    `${root}/${of.apiVersion}`,
    of.namespaced && where.namespace && `namespaces/${where.namespace}`,
    of.plural,
    where.name && encodeURIComponent(where.name),
  ]
    .filter(Boolean)
    .join('/');
}
