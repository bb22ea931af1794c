import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
import type {
  Release,
  RancherConfig,
} from '@flytower/cloud-node/upstream/rancher';
import {
  blocks,
  environmentProblems,
  warns,
  type Problem,
} from '@flytower/cloud-node/precheck';
import { needOf, noNeed, shortOfQuota, sumOf } from '../precheck/shortOfQuota';
import type { ClusterRequest } from './clusterPlan';

/** What is known at the moment of asking; what is missing could not be read. */
export interface ClusterSurroundings {
  rancher: RancherConfig;
  releases: readonly Release[];
  addons: readonly string[];
  nameIsTaken: boolean;
  project: Project;
  capacity?: ProjectCapacity;
}

/** What stands against a new cluster. Pure, so that every sentence can be tested. */
export function clusterProblems(
  input: ClusterRequest,
  around: ClusterSurroundings,
): Problem[] {
  return [
    ...nameProblems(input, around),
    ...placeProblems(around),
    ...environmentProblems(around.project, input.environment),
    ...versionProblems(input, around),
    ...addonProblems(input, around),
    ...capacityProblems(input, around),
  ];
}

function nameProblems(
  { name }: ClusterRequest,
  { nameIsTaken, rancher }: ClusterSurroundings,
): Problem[] {
  if (nameIsTaken) {
    return [
      blocks(
        `A cluster named "${name}" exists already in ${rancher.title}; choose another name`,
        'name',
      ),
    ];
  }
  if (name === 'local' || /^c-.{5}$/.test(name) || /^c-m-/.test(name)) {
    return [
      blocks(
        `Rancher keeps names like "${name}" for itself; choose another name`,
        'name',
      ),
    ];
  }
  return [];
}

function placeProblems({ rancher, project }: ClusterSurroundings): Problem[] {
  if (!rancher.openstack) {
    return [
      blocks(
        `${rancher.title} is not set up to create clusters; choose another one`,
        'source',
      ),
    ];
  }
  if (project.cloud !== rancher.openstack.cloud) {
    return [
      blocks(
        `${rancher.title} creates clusters in the OpenStack "${rancher.openstack.cloud}", but project ${project.name} is in "${project.cloud}"`,
        'projectId',
      ),
    ];
  }
  if (!project.enabled) {
    return [
      blocks(`Project ${project.name} is disabled in Keystone`, 'projectId'),
    ];
  }
  return [];
}

function versionProblems(
  { version }: ClusterRequest,
  { releases, rancher }: ClusterSurroundings,
): Problem[] {
  if (releases.length === 0) {
    return [
      warns(
        `The versions that ${rancher.title} offers are not known at the moment`,
        'version',
      ),
    ];
  }
  if (releases.some(release => release.version === version)) return [];
  const offered = releases.slice(0, 5).map(release => release.version);
  return [
    blocks(
      `${
        rancher.title
      } does not offer version ${version}; choose one of ${offered.join(', ')}`,
      'version',
    ),
  ];
}

function addonProblems(
  input: ClusterRequest,
  { addons }: ClusterSurroundings,
): Problem[] {
  return input.addons
    .filter(name => !addons.includes(name))
    .map(name => blocks(`There is no add-on named "${name}"`, 'addons'));
}

function capacityProblems(
  input: ClusterRequest,
  { capacity, project }: ClusterSurroundings,
): Problem[] {
  if (!capacity) {
    return [
      warns(
        `What is left of the quota of project ${project.name} cannot be read at the moment`,
        'projectId',
      ),
    ];
  }
  if (!capacity.regions.includes(input.region)) {
    return [
      blocks(
        `There is no region "${
          input.region
        }"; choose one of ${capacity.regions.join(', ')}`,
        'region',
      ),
    ];
  }
  const pools = [
    { field: 'controlPlane.flavor', ...input.controlPlane },
    { field: 'workers.flavor', ...input.workers },
  ].map(pool => ({
    ...pool,
    found: capacity.flavors.find(
      flavor => flavor.region === input.region && flavor.name === pool.flavor,
    ),
  }));

  const unknown = pools.filter(pool => !pool.found);
  if (unknown.length > 0) {
    return unknown.map(pool =>
      blocks(
        `There is no flavor "${pool.flavor}" in region ${input.region}`,
        pool.field,
      ),
    );
  }

  const need = sumOf(
    pools.map(({ found, count }) => (found ? needOf(found, count) : noNeed)),
  );
  return shortOfQuota(capacity.quota, input.region, need).map(short =>
    blocks(
      `The cluster needs ${short} of the quota of project ${project.name} in region ${input.region}`,
      'workers.count',
    ),
  );
}
