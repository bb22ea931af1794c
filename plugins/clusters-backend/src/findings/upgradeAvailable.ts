import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';
import type { WatchedCluster } from './clusterSubjects';

/** Only while it is settled: an upgrade under way needs no reminder. */
const settled = ['active', 'degraded'];

/** Rancher offers a newer version that the cluster may go to in one step. */
export const upgradeAvailable = (subjects: Subjects<WatchedCluster>) =>
  detectPerSubject({
    kind: 'upgrade-available',
    title: 'Upgrade available',
    subjects,
    see({ cluster, knowsReleases }) {
      const { version, upgrade, desiredVersion } = cluster;
      if (!knowsReleases) return 'unclear';
      if (!version || !upgrade || desiredVersion) return [];
      if (!settled.includes(cluster.state)) return 'unclear';
      return [
        {
          severity: 'info',
          message: `Kubernetes ${upgrade} is available`,
          evidence: [
            { label: 'Runs', value: version },
            { label: 'Available', value: upgrade },
          ],
          suggestions: [
            {
              operation: 'upgrade-cluster',
              input: { clusterId: cluster.id, version: upgrade },
            },
          ],
        },
      ];
    },
  });
