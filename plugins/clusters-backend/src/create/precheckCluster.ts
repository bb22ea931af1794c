import type { Precheck } from '@flytower/cloud-common';
import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
import type {
  Release,
  RancherConfig,
} from '@flytower/cloud-node/upstream/rancher';
import { needOf, noNeed, shortOfQuota, sumOf } from '../precheck/shortOfQuota';
import type { ClusterRequest } from './clusterPlan';

type Problem = Precheck['problems'][number];

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
        'name',
        `A cluster named "${name}" exists already in ${rancher.title}; choose another name`,
      ),
    ];
  }
  if (name === 'local' || /^c-.{5}$/.test(name) || /^c-m-/.test(name)) {
    return [
      blocks(
        'name',
        `Rancher keeps names like "${name}" for itself; choose another name`,
      ),
    ];
  }
  return [];
}

function placeProblems({ rancher, project }: ClusterSurroundings): Problem[] {
  if (!rancher.openstack) {
    return [
      blocks(
        'source',
        `${rancher.title} is not set up to create clusters; choose another one`,
      ),
    ];
  }
  if (project.cloud !== rancher.openstack.cloud) {
    return [
      blocks(
        'projectId',
        `${rancher.title} creates clusters in the OpenStack "${rancher.openstack.cloud}", but project ${project.name} is in "${project.cloud}"`,
      ),
    ];
  }
  if (!project.enabled) {
    return [
      blocks('projectId', `Project ${project.name} is disabled in Keystone`),
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
        'version',
        `The versions that ${rancher.title} offers are not known at the moment`,
      ),
    ];
  }
  if (releases.some(release => release.version === version)) return [];
  const offered = releases.slice(0, 5).map(release => release.version);
  return [
    blocks(
      'version',
      `${
        rancher.title
      } does not offer version ${version}; choose one of ${offered.join(', ')}`,
    ),
  ];
}

function addonProblems(
  input: ClusterRequest,
  { addons }: ClusterSurroundings,
): Problem[] {
  return input.addons
    .filter(name => !addons.includes(name))
    .map(name => blocks('addons', `There is no add-on named "${name}"`));
}

function capacityProblems(
  input: ClusterRequest,
  { capacity, project }: ClusterSurroundings,
): Problem[] {
  if (!capacity) {
    return [
      warns(
        'projectId',
        `What is left of the quota of project ${project.name} cannot be read at the moment`,
      ),
    ];
  }
  if (!capacity.regions.includes(input.region)) {
    return [
      blocks(
        'region',
        `There is no region "${
          input.region
        }"; choose one of ${capacity.regions.join(', ')}`,
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
        pool.field,
        `There is no flavor "${pool.flavor}" in region ${input.region}`,
      ),
    );
  }

  const need = sumOf(
    pools.map(({ found, count }) => (found ? needOf(found, count) : noNeed)),
  );
  return shortOfQuota(capacity.quota, input.region, need).map(short =>
    blocks(
      'workers.count',
      `The cluster needs ${short} of the quota of project ${project.name} in region ${input.region}`,
    ),
  );
}

function blocks(field: string, message: string): Problem {
  return { severity: 'blocks', field, message };
}

function warns(field: string, message: string): Problem {
  return { severity: 'warns', field, message };
}
