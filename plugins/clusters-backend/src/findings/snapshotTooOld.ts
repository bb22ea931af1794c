import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';
import type { WatchedCluster } from './clusterSubjects';
import type { FindingLimits } from './limits';

const unsettled = ['provisioning', 'agent-lost', 'unknown'];

/** There is no snapshot of its etcd that is young enough. Of imported clusters, somebody else takes care. */
export const snapshotTooOld = (
  subjects: Subjects<WatchedCluster>,
  { snapshotMaxAgeHours, now }: FindingLimits,
) =>
  detectPerSubject({
    kind: 'snapshot-too-old',
    title: 'Snapshot too old',
    subjects,
    see({ cluster, snapshots }) {
      if (!cluster.pools.some(({ roles }) => roles.includes('etcd'))) return [];
      if (unsettled.includes(cluster.state)) return 'unclear';
      const newest = snapshots.find(
        ({ state, createdAt }) => state === 'successful' && createdAt,
      );
      // a cluster without any had this long to get its first
      const from = Date.parse(newest?.createdAt ?? cluster.createdAt ?? '');
      const due = from + snapshotMaxAgeHours * 3600 * 1000;
      if (Number.isNaN(due) || now() < due) return [];
      const [latest] = snapshots;
      return [
        {
          severity: 'warning',
          message: newest
            ? `The last snapshot of etcd is older than ${snapshotMaxAgeHours} hours`
            : 'There is no snapshot of etcd to go back to',
          evidence: [
            {
              label: 'Last snapshot',
              value: newest ? `${newest.name}, ${newest.createdAt}` : 'none',
            },
            ...(latest?.state === 'failed'
              ? [
                  {
                    label: 'Last attempt',
                    value: `failed${
                      latest.message ? `: ${latest.message}` : ''
                    }`,
                  },
                ]
              : []),
          ],
          since: new Date(due).toISOString(),
          suggestions: [
            { operation: 'take-snapshot', input: { clusterId: cluster.id } },
          ],
        },
      ];
    },
  });
