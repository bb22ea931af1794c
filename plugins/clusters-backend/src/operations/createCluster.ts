import { newClusterSchema } from '@flytower/cloud-common/clusters';
import { cloudClusterCreatePermission } from '@flytower/cloud-common/projects';
import { defineOperation } from '@flytower/cloud-node/operations';
import { clusterIdOf } from '../map/toCluster';
import { outOf, type ClustersDomain } from './ClustersDomain';

/** Creates a cluster on a project's quota. */
export const createCluster = defineOperation<ClustersDomain>()({
  id: 'create-cluster',
  title: 'Create cluster',
  description:
    "Creates a Kubernetes cluster through Rancher on a project's quota, and installs add-ons on it.",
  target: 'project',
  targetField: 'projectId',
  risk: 'change',
  idempotent: false,
  lock: ({ name }) => `create-cluster:${name}`,
  permission: cloudClusterCreatePermission,
  deadlineMinutes: 90,
  input: newClusterSchema.omit({ idempotencyKey: true }),
  examples: [
    {
      description: 'A small cluster for development',
      input: {
        projectId: '${{ parameters.projectId }}',
        name: 'shop-dev',
        region: 'north',
        version: 'v1.34.2+rke2r1',
        controlPlane: { count: 1, flavor: 'm1.medium' },
        workers: { count: 2, flavor: 'm1.large' },
      },
    },
  ],
  async choices({ projectId, region }, { domain }) {
    const capacity = projectId
      ? await domain.projects.getCapacity(projectId)
      : undefined;
    const flavors = (capacity?.flavors ?? [])
      .filter(flavor => !region || flavor.region === region)
      .map(({ name, vcpus, ramMiB }) => ({
        value: name,
        label: name,
        note: `${vcpus} cores, ${ramMiB / 1024} GiB`,
      }));
    return {
      region: (capacity?.regions ?? []).map(name => ({
        value: name,
        label: name,
      })),
      version: domain.clusters.collectors.flatMap(({ releases }) =>
        releases.all.map(({ version, recommended }) => ({
          value: version,
          label: version,
          ...(recommended && { note: 'recommended' }),
        })),
      ),
      'controlPlane.flavor': flavors,
      'workers.flavor': flavors,
      addons: domain.addons.map(({ name, title }) => ({
        value: name,
        label: title,
      })),
    };
  },
  async precheck(input, { domain, operationId }) {
    const { problems } = await domain.creator.precheck(
      { ...input, idempotencyKey: operationId },
      domain.projects,
    );
    return problems;
  },
  async start(input, { domain, operationId, requester }) {
    const { source, name } = await domain.creator.create(
      { ...input, idempotencyKey: operationId },
      { projects: domain.projects, requester },
    );
    return { clusterId: clusterIdOf(source, name) };
  },
  async observe({ clusterId }, { domain }) {
    const found = domain.clusters.find(clusterId);
    if (!found) {
      return { message: 'Rancher takes it up', steps: [] };
    }
    const { record, pools, addons } = found.cluster;
    const isUp = ['active', 'degraded'].includes(record.state);
    const upstream = { clusterId, entityRef: record.entityRef };
    const steps = [
      ...pools.map(({ name, ready, desired }) => ({
        name: `Machines of pool ${name}`,
        state: ready >= desired ? ('done' as const) : ('running' as const),
        message: `${outOf(ready, desired)} ready`,
      })),
      {
        name: 'Cluster is active',
        state: isUp ? ('done' as const) : ('running' as const),
        message: record.message,
      },
      ...addons.map(({ name, state, message }) => ({
        name: `Add-on ${name}`,
        state: state === 'ready' ? ('done' as const) : ('running' as const),
        message,
      })),
    ];
    if (isUp) {
      const pending = addons
        .filter(({ state }) => state !== 'ready')
        .map(({ name }) => name);
      const outcome = `${record.displayName} is active with ${
        record.nodes.ready
      } nodes.${
        pending.length > 0 ? ` Fleet still brings ${pending.join(', ')}.` : ''
      }`;
      return {
        message: outcome,
        steps,
        upstream,
        settled: 'succeeded',
        outcome,
      };
    }
    return { message: record.message ?? record.state, steps, upstream };
  },
});
