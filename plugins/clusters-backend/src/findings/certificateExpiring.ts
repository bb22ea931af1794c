import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';
import type { WatchedCluster } from './clusterSubjects';
import type { FindingLimits } from './limits';

const dayMs = 24 * 3600 * 1000;
const urgentDays = 7;
const named = 5;

/** A certificate of its own components ends soon, or has ended. */
export const certificateExpiring = (
  subjects: Subjects<WatchedCluster>,
  { certificateDays, now }: FindingLimits,
) =>
  detectPerSubject({
    kind: 'certificate-expiring',
    title: 'Certificate expiring',
    subjects,
    see({ cluster, certificates }) {
      if (!certificates) return 'unclear';
      const until = (days: number) => now() + days * dayMs;
      const soon = certificates.all.filter(
        ({ expiresAt }) => Date.parse(expiresAt) <= until(certificateDays),
      );
      if (soon.length === 0) return [];
      const first = Date.parse(certificates.expireAt);
      const rest = soon.length - named;
      return [
        {
          severity: first <= until(urgentDays) ? 'critical' : 'warning',
          message:
            first <= now()
              ? `The certificate of ${certificates.first} has expired`
              : `The certificate of ${
                  certificates.first
                } expires on ${certificates.expireAt.slice(0, 10)}`,
          evidence: [
            ...soon.slice(0, named).map(({ name, expiresAt }) => ({
              label: name,
              value: expiresAt,
            })),
            ...(rest > 0
              ? [{ label: 'And', value: `${rest} more certificates` }]
              : []),
          ],
          since: new Date(first - certificateDays * dayMs).toISOString(),
          suggestions: [
            {
              operation: 'rotate-certificates',
              input: { clusterId: cluster.id },
            },
          ],
        },
      ];
    },
  });
