import type {
  Cluster,
  ClusterSnapshot,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import type { Detector } from '@flytower/cloud-node/findings';
import type { CollectedCluster } from '../collect/RancherCollector';
import type { ClusterMachine } from '../map/toMachines';
import { clusterDetectors } from '../findings';

const now = Date.parse('2026-11-23T10:00:00Z');
/** A time so long after (or before) the one of the scenes. */
export const daysFromNow = (days: number) =>
  new Date(now + days * 24 * 3600_000).toISOString();

const healthy: CollectedCluster['record'] = {
  id: 'main.shop',
  name: 'shop',
  displayName: 'Shop',
  description: '',
  source: 'main',
  entityRef: 'resource:default/main-shop',
  projectId: 'p1',
  state: 'active',
  version: 'v1.33.5+rke2r1',
  nodes: { total: 2, ready: 2 },
  pools: [
    {
      name: 'control',
      roles: ['control-plane', 'etcd'],
      desired: 1,
      ready: 1,
    },
    { name: 'workers', roles: ['worker'], desired: 2, ready: 2 },
  ],
  createdAt: '2026-01-01T00:00:00Z',
};

export const machine = (
  name: string,
  more: Partial<ClusterMachine> = {},
): ClusterMachine => ({
  name: `m-${name}`,
  node: name,
  pool: 'workers',
  roles: ['worker'],
  state: 'ready',
  annotations: {},
  ...more,
});

export const snapshot = (
  name: string,
  more: Partial<ClusterSnapshot> = {},
): ClusterSnapshot => ({
  name,
  createdAt: daysFromNow(-0.5),
  state: 'successful',
  storage: 'local',
  ...more,
});

export const addon = (more: Partial<InstalledAddon> = {}): InstalledAddon => ({
  name: 'cert-manager',
  chart: 'cert-manager',
  version: 'v1.18.2',
  namespace: 'cert-manager',
  state: 'ready',
  managed: true,
  ...more,
});

type Management = NonNullable<CollectedCluster['management']>;

/** What Rancher says of a cluster whose API it cannot reach. */
export const notReady = (message: string) => ({
  apiVersion: 'management.cattle.io/v3',
  kind: 'Cluster',
  metadata: { name: 'c-m-shop', labels: {}, annotations: {} },
  spec: { displayName: 'Shop', internal: false },
  status: {
    conditions: [{ type: 'Ready', status: 'False', reason: 'X', message }],
  },
});

export interface Scene
  extends Partial<Omit<CollectedCluster, 'record' | 'management'>> {
  cluster?: Partial<Cluster>;
  management?: object;
}

/** A cluster as its collector knows it. */
export function collected({
  cluster,
  management,
  ...more
}: Scene): CollectedCluster {
  return {
    record: { ...healthy, ...cluster },
    machines: [machine('n1'), machine('n2')],
    addons: [],
    pools: [],
    snapshots: [snapshot('s1')],
    certificates: {
      expireAt: daysFromNow(200),
      first: 'kube-apiserver',
      all: [{ name: 'kube-apiserver', expiresAt: daysFromNow(200) }],
    },
    objects: { provisioning: { spec: { rkeConfig: { machinePools: [] } } } },
    // of what Rancher says, only the conditions matter here
    management: management as Management | undefined,
    ...more,
  } as unknown as CollectedCluster;
}

/** The detectors of a Rancher with these clusters. */
export function detectorsOf(
  clusters: CollectedCluster[],
  state: { complete?: boolean; fresh?: boolean; releases?: string[] } = {},
): Detector[] {
  const { complete = true, fresh = true, releases = ['v1.34.1'] } = state;
  return clusterDetectors({
    collectors: [
      {
        source: { config: { name: 'main' } },
        isComplete: complete,
        releases: { all: releases },
        list: () => clusters,
      },
    ],
    projects: {
      get: id =>
        id === 'p1'
          ? {
              id,
              name: 'shop',
              entityRef: 'system:default/shop',
              cloud: 'main',
              owner: 'group:default/checkout',
              owners: ['group:default/checkout'],
              readers: ['group:default/search'],
              environment: 'production',
              tags: ['env:production'],
              members: [],
            }
          : undefined,
      getByName: () => undefined,
    },
    freshness: () => [
      { source: 'main', kind: 'rancher', state: fresh ? 'fresh' : 'failing' },
    ],
    addons: [
      {
        name: 'cert-manager',
        title: 'cert-manager',
        description: '',
        repo: 'https://charts.example',
        chart: 'cert-manager',
        versions: ['v1.18.2', 'v1.17.4'],
        namespace: 'cert-manager',
      },
    ],
    limits: { snapshotMaxAgeHours: 24, certificateDays: 30, now: () => now },
  });
}

/** What is seen in a healthy cluster of which something is otherwise. */
export async function seenIn(scene: Scene) {
  const found = [];
  for (const detector of detectorsOf([collected(scene)])) {
    const { sightings, isKnown } = await detector.detect();
    for (const sighting of sightings) {
      found.push({ ...sighting, kind: detector.kind });
    }
    if (!isKnown('main.shop')) found.push({ unclear: detector.kind });
  }
  return found;
}
