/** Objects as Rancher and Fleet have them, for tests. */
const namespace = 'fleet-default';

const yes = (type: string) => ({ type, status: 'True' });

/** A cluster that is up, with its management cluster, one machine config and its machines. */
export function cluster(
  name: string,
  options: {
    projectId?: string;
    version?: string;
    broken?: number;
    connected?: boolean;
    conditions?: object[];
    /** What the kubelets of its machines say of themselves. */
    kubelets?: string[];
  } = {},
) {
  const { version = 'v1.33.5+rke2r1', connected = true, broken = 0 } = options;
  const rancherId = `c-m-${name}`;
  return {
    provisioning: {
      apiVersion: 'provisioning.cattle.io/v1',
      kind: 'Cluster',
      metadata: {
        name,
        namespace,
        labels: labelsOf(options.projectId),
        annotations: { 'field.cattle.io/description': `${name} of the shop` },
      },
      spec: {
        kubernetesVersion: version,
        rkeConfig: {
          machinePools: [
            {
              name: 'workers',
              quantity: 2,
              workerRole: true,
              machineConfigRef: { kind: 'OpenstackConfig', name: `nc-${name}` },
            },
          ],
        },
      },
      status: {
        clusterName: rancherId,
        ready: true,
        observedGeneration: 1,
        conditions: options.conditions ?? [
          yes('Ready'),
          yes('Updated'),
          yes('Provisioned'),
        ],
      },
    },
    management: {
      apiVersion: 'management.cattle.io/v3',
      kind: 'Cluster',
      metadata: { name: rancherId },
      spec: { displayName: name, internal: false },
      status: {
        provider: 'rke2',
        driver: 'rke2',
        nodeCount: 2,
        version: { gitVersion: version },
        capacity: { cpu: '8', memory: '32768Mi', pods: '220' },
        requested: { cpu: '1500m', memory: '2Gi', pods: '20' },
        certificatesExpiration: {
          'kube-apiserver': { expirationDate: '2027-01-01T00:00:00Z' },
          'kube-ca': { expirationDate: '2035-01-01T00:00:00Z' },
        },
        conditions: [
          yes('Provisioned'),
          connected ? yes('Connected') : { type: 'Connected', status: 'False' },
          connected
            ? yes('Ready')
            : {
                type: 'Ready',
                status: 'False',
                reason: 'Disconnected',
                message: 'Cluster agent is not connected',
              },
        ],
      },
    },
    config: {
      apiVersion: 'rke-machine-config.cattle.io/v1',
      kind: 'OpenstackConfig',
      metadata: { name: `nc-${name}`, namespace },
      region: 'north',
      flavorName: 'm1.large',
    },
    machines: [0, 1].map(index => ({
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Machine',
      metadata: {
        name: `${name}-workers-${index}`,
        namespace,
        labels: {
          'rke.cattle.io/rke-machine-pool-name': 'workers',
          'rke.cattle.io/worker-role': 'true',
        },
      },
      spec: {
        clusterName: name,
        bootstrap: {
          configRef: {
            apiGroup: 'rke.cattle.io',
            kind: 'RKEBootstrap',
            name: `${name}-${index}`,
          },
        },
        infrastructureRef: {
          apiGroup: 'rke-machine.cattle.io',
          kind: 'OpenstackMachine',
          name: `${name}-${index}`,
        },
      },
      status: {
        phase: 'Running',
        nodeRef: { name: `${name}-workers-${index}` },
        ...(options.kubelets && {
          nodeInfo: { kubeletVersion: options.kubelets[index] },
        }),
        conditions: [
          {
            type: 'NodeHealthy',
            status: index < broken ? 'False' : 'True',
            reason: 'X',
            message: index < broken ? 'kubelet stopped posting status' : '',
            lastTransitionTime: '2026-08-20T10:00:00Z',
          },
        ],
      },
    })),
  };
}

function labelsOf(projectId: string | undefined): Record<string, string> {
  return projectId ? { 'cloud.flytower.io/project-id': projectId } : {};
}
