import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { defineOperation } from '@flytower/cloud-node/operations';
import {
  clusterChanges,
  eligibleUpgrades,
  type AddonConfig,
} from '@flytower/cloud-node/upstream/rancher';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import { coerce, satisfies } from 'semver';
import { z } from 'zod';
import type { FoundCluster } from '../collect/Clusters';
import { tooFarFrom } from '../map/versionSkew';
import { readDeprecatedApis, removedBy } from '../precheck/readDeprecatedApis';
import { readDrainObstacles } from '../precheck/readDrainObstacles';
import {
  gone,
  isMadeByRancher,
  outOf,
  problemsOfMaking,
  type ClustersDomain,
} from './ClustersDomain';
import { clusterId } from './clusterField';

const oldestSnapshotHours = 24;
const mostNamed = 5;

/** Brings a cluster to a newer Kubernetes version. */
export const upgradeCluster = defineOperation<ClustersDomain>()({
  id: 'upgrade-cluster',
  title: 'Upgrade cluster',
  description:
    'Brings a cluster to a newer Kubernetes version, the control plane first and then the workers, each drained before. A cluster cannot go back; take a snapshot first.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'disruptive',
  idempotent: true,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 180,
  input: z.strictObject({
    clusterId,
    version: z
      .string()
      .min(1)
      .describe('Kubernetes version, as Rancher names it'),
  }),
  examples: [
    {
      description: 'Go to the next minor release',
      input: { clusterId: 'main.shop', version: 'v1.34.2+rke2r1' },
    },
  ],
  async choices(input, { domain }) {
    const found = input.clusterId && domain.clusters.find(input.clusterId);
    return {
      version: (found ? eligibleFor(found) : [])
        .filter(
          version =>
            found && tooFarFrom(version, found.cluster.machines).length === 0,
        )
        .map((version, index) => ({
          value: version,
          label: version,
          ...(index === 0 && { note: 'newest that it can go to' }),
        })),
    };
  },
  async precheck({ clusterId: id, version }, { domain }) {
    const found = domain.clusters.mustSee(id);
    if (!isMadeByRancher(found)) return problemsOfMaking(found);
    mustKnowReleases(found);
    const problems = [
      ...problemsOfMaking(found),
      ...versionProblems(found, version),
    ];
    if (problems.some(({ severity }) => severity === 'blocks')) return problems;
    return [
      ...problems,
      ...skewProblems(found, version),
      ...snapshotProblems(found),
      ...addonProblems(found, version, domain.addons),
      ...(await downstreamProblems(found, version)),
    ];
  },
  async start({ clusterId: id, version }, { domain, operationId, signal }) {
    const { collector, cluster } = domain.clusters.mustSee(id);
    await clusterChanges.changeCluster(
      collector.source,
      {
        name: cluster.record.name,
        kind: 'upgrade-cluster',
        operationId,
        signal,
      },
      before => {
        const asked = before.spec.kubernetesVersion ?? '';
        // the precheck may be an hour old, and Rancher takes whatever it is told
        if (asked !== version && !eligibleUpgrades(asked, [version]).length) {
          throw new ConflictError(
            `Somebody has asked for ${asked} meanwhile, from which ${cluster.record.displayName} cannot go to ${version}`,
          );
        }
        return clusterChanges.setVersion(asked, version)(before);
      },
    );
    return { clusterId: id, version };
  },
  async observe({ clusterId: id, version }, { domain }) {
    const found = domain.clusters.look(id);
    if (!found) return gone(id);
    const { machines, record, objects } = found.cluster;
    const isAsked = objects.provisioning.spec.kubernetesVersion === version;
    const groups = [
      ['Control plane', (roles: string[]) => roles.some(isServer)],
      ['Workers', (roles: string[]) => !roles.some(isServer)],
    ] as const;
    const steps = groups.flatMap(([name, has]) => {
      const all = machines.filter(({ roles }) => has(roles));
      const done = all.filter(
        machine => machine.version === version && machine.state === 'ready',
      );
      const isDone = isAsked && done.length === all.length;
      return all.length === 0
        ? []
        : [
            {
              name,
              state: isDone ? ('done' as const) : ('running' as const),
              message: `${outOf(done.length, all.length)} nodes run ${version}`,
            },
          ];
    });
    const isDone =
      isAsked &&
      steps.every(({ state }) => state === 'done') &&
      ['active', 'degraded'].includes(record.state);
    const outcome = `${record.displayName} runs ${version}.`;
    return {
      message: isDone ? outcome : record.message ?? 'Rancher takes it up',
      steps,
      upstream: { clusterId: id, version },
      ...(isDone && { settled: 'succeeded' as const, outcome }),
    };
  },
});

const isServer = (role: string) => role !== 'worker';

function eligibleFor(found: FoundCluster): string[] {
  const { collector, cluster } = found;
  if (!isMadeByRancher(found)) return [];
  const { version, desiredVersion } = cluster.record;
  // half way to another one it goes only where it may go from both
  const from = [version, desiredVersion].filter(one => one !== undefined);
  if (from.length === 0) return [];
  return from.reduce(
    (left, current) => eligibleUpgrades(current, left),
    collector.releases.versions,
  );
}

/** Before they are read it looks as if there were none. */
function mustKnowReleases({ collector: { releases, source } }: FoundCluster) {
  if (releases.all.length > 0) return;
  throw new ServiceUnavailableError(
    `The versions that ${source.config.title} offers are not known at the moment; try again`,
  );
}

function versionProblems(found: FoundCluster, version: string): Problem[] {
  const {
    displayName,
    version: current,
    desiredVersion,
  } = found.cluster.record;
  const eligible = eligibleFor(found);
  if (eligible.includes(version)) return [];
  if (version === (desiredVersion ?? current)) {
    return [
      blocks(
        version === current
          ? `${displayName} runs ${version} already`
          : `${displayName} is on its way to ${version} already`,
        'version',
      ),
    ];
  }
  return [
    blocks(
      eligible.length === 0
        ? `${displayName} runs ${
            current ?? 'an unknown version'
          }, and Rancher offers nothing newer that it could go to in one step`
        : `${displayName} runs ${current}${
            desiredVersion ? `, is on its way to ${desiredVersion},` : ''
          } and cannot go to ${version} in one step; choose one of ${eligible
            .slice(0, mostNamed)
            .join(', ')}`,
      'version',
    ),
  ];
}

/** Nodes are brought along only after their servers; until then they must understand each other. */
function skewProblems({ cluster }: FoundCluster, version: string): Problem[] {
  return tooFarFrom(version, cluster.machines).map(machine =>
    blocks(
      `${machine.name} runs ${machine.version}, and servers of ${version} work with nodes of up to three releases before theirs; replace it first (replace-node)`,
      'version',
    ),
  );
}

function snapshotProblems({ cluster }: FoundCluster): Problem[] {
  const newest = cluster.snapshots.find(({ state }) => state === 'successful');
  if (!newest?.createdAt) {
    return [
      warns(
        'There is no snapshot to go back to; take one before (take-snapshot)',
      ),
    ];
  }
  const hours = (Date.now() - Date.parse(newest.createdAt)) / 3_600_000;
  return hours <= oldestSnapshotHours
    ? []
    : [
        warns(
          `The newest snapshot is ${Math.round(
            hours,
          )} hours old; what happened since could not be restored`,
        ),
      ];
}

function addonProblems(
  { cluster }: FoundCluster,
  version: string,
  addons: readonly AddonConfig[],
): Problem[] {
  const release = coerce(version);
  if (!release) return [];
  const unknown: string[] = [];
  const problems = cluster.addons.flatMap(installed => {
    const addon = addons.find(({ name }) => name === installed.name);
    if (!addon?.kubernetes) {
      unknown.push(addon?.title ?? installed.name);
      return [];
    }
    return satisfies(release, addon.kubernetes)
      ? []
      : [
          warns(
            `${addon.title} is known to work with Kubernetes ${addon.kubernetes}, not with ${version}`,
          ),
        ];
  });
  return unknown.length > 0
    ? [
        ...problems,
        warns(
          `Whether these add-ons work with ${version} is not known: ${unknown.join(
            ', ',
          )}`,
        ),
      ]
    : problems;
}

/** What the cluster itself says. A cluster that cannot be asked is a warning. */
async function downstreamProblems(
  { collector, cluster }: FoundCluster,
  version: string,
): Promise<Problem[]> {
  const { rancherId, displayName } = cluster.record;
  if (!rancherId) return [];
  const downstream = collector.source.downstream(rancherId);
  const [apis, obstacles] = await Promise.all([
    readDeprecatedApis(downstream),
    readDrainObstacles(downstream),
  ]);
  const unknown = [
    !apis.known && 'which removed APIs are in use',
    !obstacles.known && 'which pods may not be disrupted',
  ].filter(Boolean);
  return [
    ...(unknown.length > 0
      ? [
          warns(
            `${displayName} cannot be asked at the moment ${unknown.join(
              ' and ',
            )}`,
          ),
        ]
      : []),
    ...removedBy(apis.known ? apis.value : [], version)
      .slice(0, mostNamed)
      .map(({ group, version: api, resource, removedIn }) =>
        warns(
          `${resource} of ${group}/${api} is still asked for, and Kubernetes ${removedIn} no longer has it`,
        ),
      ),
    ...(obstacles.known ? obstacles.value : [])
      .slice(0, mostNamed)
      .map(({ message }) => warns(`${message}; it would hold up the upgrade`)),
  ];
}
