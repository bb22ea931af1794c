import { newClusterSchema } from '@flytower/cloud-common/clusters';
import { cloudClusterCreatePermission } from '@flytower/cloud-common/projects';
import { defineOperation } from '@flytower/cloud-node/operations';
import { clusterIdOf } from '../map/toCluster';
import { findCluster } from '../create/createCluster';
import { gone, type ClustersDomain } from './ClustersDomain';
import { observeNewCluster } from './observeNewCluster';

/** Creates a cluster on a project's quota. */
export const createCluster = defineOperation<ClustersDomain>()({
  id: 'create-cluster',
  action: 'cloud:cluster:create',
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
  input: newClusterSchema,
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
  async choices({ projectId, region, source }, { domain }) {
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
    // a project's machines are made in its own OpenStack
    const cloud =
      projectId &&
      (await domain.projects.getProject(projectId).catch(() => undefined))
        ?.cloud;
    const makers = domain.clusters.collectors.filter(
      ({ source: { config } }) =>
        config.openstack && (!cloud || config.openstack.cloud === cloud),
    );
    const chosen = makers.filter(
      one => !source || one.source.config.name === source,
    );
    return {
      region: (capacity?.regions ?? []).map(name => ({
        value: name,
        label: name,
      })),
      ...(makers.length > 1 && {
        source: makers.map(({ source: { config } }) => ({
          value: config.name,
          label: config.title,
        })),
      }),
      version: chosen.flatMap(({ releases }) =>
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
  precheck: (input, { domain, operationId }) =>
    domain.creator.precheck(input, operationId),
  async start(input, { domain, operationId, requester }) {
    const { record, refused } = await domain.creator.create(input, {
      operationId,
      requester,
    });
    return { clusterId: clusterIdOf(record.source, record.name), refused };
  },
  async observe({ clusterId, refused }, { domain, input }) {
    const found = domain.clusters.look(clusterId);
    if (!found) {
      // just made, it comes with the watch; Rancher itself knows for sure
      const there = domain.clusters.placeOf(clusterId);
      return there && (await findCluster(there.source, there.name))
        ? { message: 'Rancher takes it up', steps: [] }
        : gone(clusterId);
    }
    return observeNewCluster(found.cluster, input.addons, refused);
  },
});
