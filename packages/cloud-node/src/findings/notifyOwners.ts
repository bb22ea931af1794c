import type { Finding } from '@flytower/cloud-common/operations';
import { findingSeverities } from '@flytower/cloud-common/operations';
import { notify, type NotifyDeps } from '../services/notify';
import type { StoredFinding } from './rows';

/** Where the portal shows what needs attention. */
const needsAttention = '/cloud';

/** As many are named; of the others, only the number is told. */
const named = 5;

const severities = {
  critical: 'critical',
  warning: 'high',
  info: 'normal',
} as const satisfies Record<Finding['severity'], string>;

/**
 * Tells all who own something at once of everything that was opened, and the platform's groups of what nobody owns.
 *
 * @returns what nobody at all could be told of
 */
export async function notifyOwners(
  deps: NotifyDeps,
  {
    opened,
    platformGroups,
  }: { opened: StoredFinding[]; platformGroups: string[] },
): Promise<StoredFinding[]> {
  const byOwner = new Map<string | undefined, StoredFinding[]>();
  for (const finding of opened) {
    const { owners } = finding.document.access;
    for (const owner of owners.length > 0 ? new Set(owners) : [undefined]) {
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), finding]);
    }
  }
  const untold = new Set(opened);
  for (const [owner, findings] of byOwner) {
    const entityRef = owner ?? platformGroups;
    const isTold =
      entityRef.length === 0 ||
      (await notify(deps, {
        recipients: { type: 'entity', entityRef },
        payload: {
          ...digest(findings, owner !== undefined),
          topic: 'cloud.findings',
          link: needsAttention,
        },
      }));
    if (isTold) findings.forEach(finding => untold.delete(finding));
  }
  return [...untold];
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
