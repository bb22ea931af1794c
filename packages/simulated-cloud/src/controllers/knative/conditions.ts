import type { Condition } from './types';

/** Conditions by type, as Knative's controllers write them, each with the time since when it has been so. */
export function conditionList(
  before: Condition[] | undefined,
  now: Condition[],
  time: string,
): Condition[] {
  return now
    .map(condition => {
      const old = before?.find(other => other.type === condition.type);
      const same =
        old?.status === condition.status &&
        old.reason === condition.reason &&
        old.message === condition.message;
      return {
        lastTransitionTime: (same && old.lastTransitionTime) || time,
        ...(condition.message && { message: condition.message }),
        ...(condition.reason && { reason: condition.reason }),
        ...(condition.severity && { severity: condition.severity }),
        status: condition.status,
        type: condition.type,
      };
    })
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

export function conditionOf(
  object: { status?: { conditions?: Condition[] } },
  type: string,
): Condition | undefined {
  return object.status?.conditions?.find(condition => condition.type === type);
}

export function yes(type: string): Condition {
  return { type, status: 'True' };
}

export function no(type: string, reason: string, message: string): Condition {
  return { type, status: 'False', reason, message };
}

export function perhaps(
  type: string,
  reason?: string,
  message?: string,
): Condition {
  return { type, status: 'Unknown', reason, message };
}
