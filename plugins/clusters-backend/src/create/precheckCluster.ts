import type { Precheck } from '@flytower/cloud-common';
import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
import type {
  Release,
  RancherConfig,
} from '@flytower/cloud-node/upstream/rancher';
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

  const needed = {
    instances: sum(pools, pool => pool.count),
    cores: sum(pools, pool => pool.count * (pool.found?.vcpus ?? 0)),
    ram: sum(pools, pool => pool.count * (pool.found?.ramMiB ?? 0)),
  };
  return capacity.quota
    .filter(item => item.region === input.region && item.limit >= 0)
    .flatMap(item => {
      if (!isNeeded(item.name)) return [];
      const left = Math.max(0, item.limit - item.used);
      const need = needed[item.name];
      return need <= left
        ? []
        : [
            blocks(
              'workers.count',
              `The cluster needs ${amount(item.name, need)}, but ${
                left === 0 ? 'nothing' : `only ${amount(item.name, left)}`
              } is left of the quota of project ${project.name} in region ${
                input.region
              }`,
            ),
          ];
    });
}

function isNeeded(name: string): name is 'instances' | 'cores' | 'ram' {
  return ['instances', 'cores', 'ram'].includes(name);
}

function amount(name: 'instances' | 'cores' | 'ram', value: number): string {
  if (name === 'ram')
    return `${Math.round((value / 1024) * 10) / 10} GiB of memory`;
  return `${value} ${name}`;
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function blocks(field: string, message: string): Problem {
  return { severity: 'blocks', field, message };
}

function warns(field: string, message: string): Problem {
  return { severity: 'warns', field, message };
}
