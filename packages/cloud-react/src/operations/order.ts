import {
  findingSeverities,
  type Finding,
  type FindingQuery,
  type Operation,
  type OperationQuery,
} from '@flytower/cloud-common/operations';

const byTime = (a = '', b = '') => a.localeCompare(b);

/** The order of the doors, for what comes from several of them. */
export function compareOperations({
  sort = 'createdAt',
  order = 'desc',
}: OperationQuery) {
  const sign = order === 'desc' ? -1 : 1;
  return (a: Operation, b: Operation) => sign * byTime(a[sort], b[sort]);
}

/** Worst first, then oldest; otherwise by time. */
export function compareFindings({
  sort = 'severity',
  order = 'asc',
}: FindingQuery) {
  const sign = order === 'desc' ? -1 : 1;
  const rank = ({ severity }: Finding) => findingSeverities.indexOf(severity);
  return (a: Finding, b: Finding) =>
    sort === 'severity'
      ? sign * (rank(a) - rank(b)) || byTime(a.since, b.since)
      : sign * byTime(a[sort], b[sort]);
}
