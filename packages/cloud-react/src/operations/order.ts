import {
  findingSeverities,
  type Finding,
  type FindingQuery,
  type Operation,
  type OperationQuery,
} from '@flytower/cloud-common/operations';

/** What has no time, as it has not ended, comes last in either direction. */
function byTime(a: string | undefined, b: string | undefined, sign = 1) {
  if (!a || !b) return Number(!a) - Number(!b);
  return sign * a.localeCompare(b);
}

/** The order of the doors, for what comes from several of them. */
export function compareOperations({
  sort = 'createdAt',
  order = 'desc',
}: OperationQuery) {
  const sign = order === 'desc' ? -1 : 1;
  return (a: Operation, b: Operation) => byTime(a[sort], b[sort], sign);
}

/** Worst first, of those the oldest; otherwise by time. */
export function compareFindings({
  sort = 'severity',
  order = 'asc',
}: FindingQuery) {
  const sign = order === 'desc' ? -1 : 1;
  const rank = ({ severity }: Finding) => findingSeverities.indexOf(severity);
  return (a: Finding, b: Finding) =>
    sort === 'severity'
      ? sign * (rank(a) - rank(b)) || byTime(a.openedAt, b.openedAt, sign)
      : byTime(a[sort], b[sort], sign);
}
