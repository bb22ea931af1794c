import type { Finding } from '@flytower/cloud-common/operations';
import { findingSeverities } from '@flytower/cloud-common/operations';
import limitConcurrency from 'p-limit';
import { notify, type NotifyDeps } from '../services/notify';
import type { StoredFinding } from './rows';

/** Where the portal shows what needs attention. */
const needsAttention = '/cloud';

const sendsAtOnce = 100;

/** As many are named; of the others, only the number is told. */
const named = 5;

const severities = {
  critical: 'critical',
  warning: 'high',
  info: 'normal',
} as const satisfies Record<Finding['severity'], string>;

/**
 * Tells those who own the same things at once of everything that was opened, and the platform's groups of what nobody
 * owns. Nobody is told of a finding twice, whatever groups they are in.
 *
 * @returns what could not be told
 */
export async function notifyOwners(
  deps: NotifyDeps,
  {
    opened,
    platformGroups,
  }: { opened: StoredFinding[]; platformGroups: string[] },
): Promise<StoredFinding[]> {
  const together = new Map<string, StoredFinding[]>();
  for (const finding of opened) {
    const owners = [...new Set(finding.document.access.owners)].sort();
    const key = JSON.stringify(owners);
    together.set(key, [...(together.get(key) ?? []), finding]);
  }
  // all at once: a look waits for the slowest of them, and not for their sum
  const limit = limitConcurrency(sendsAtOnce);
  const untold = await Promise.all(
    [...together].map(([key, findings]) =>
      limit(() => tell(deps, JSON.parse(key), findings, platformGroups)),
    ),
  );
  return untold.flat();
}

/** @returns what could not be told */
async function tell(
  deps: NotifyDeps,
  owners: string[],
  findings: StoredFinding[],
  platformGroups: string[],
): Promise<StoredFinding[]> {
  const isOwned = owners.length > 0;
  const entityRef = isOwned ? owners : platformGroups;
  if (entityRef.length === 0) return [];
  const isTold = await notify(deps, {
    recipients: { type: 'entity', entityRef },
    payload: {
      ...digest(findings, isOwned),
      topic: 'cloud.findings',
      link: needsAttention,
    },
  });
  return isTold ? [] : findings;
}

function digest(findings: StoredFinding[], owned: boolean) {
  const worst = [...findings].sort(
    (a, b) => rank(a.severity) - rank(b.severity),
  );
  const severity = severities[worst[0].severity];
  const sentence = ({ document }: StoredFinding) =>
    `${document.subject.title}: ${document.message}`;
  if (worst.length === 1) {
    const [{ autoState, document }] = worst;
    return {
      title: sentence(worst[0]),
      description:
        autoState === 'started'
          ? 'The portal is settling it.'
          : document.evidence
              .map(({ label, value }) => `${label}: ${value}`)
              .join('\n'),
      severity,
    };
  }
  const rest = worst.length - named;
  return {
    title: owned
      ? `${worst.length} things of yours need attention`
      : `${worst.length} things that nobody owns need attention`,
    description: [
      ...worst.slice(0, named).map(sentence),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    ].join('\n'),
    severity,
  };
}

function rank(severity: Finding['severity']): number {
  return findingSeverities.indexOf(severity);
}
