import { NotAllowedError } from '@backstage/errors';
import { isSettled } from '@flytower/cloud-common/operations';
import type { OperationsKit } from '../kit';
import { approvePermission } from '../permissions';
import { needsApproval } from '../settings';
import type { OperationRecord } from '../journal/record';
import { anotherOne } from './anotherOne';

/** What the portal starts by itself, as findings tell it to. */
export const isPolicy = (requester: string) => requester.startsWith('policy:');

/**
 * Asks once more, right before anything is sent, whether those who asked for it and agreed to it still may. Refuses
 * as the guard does.
 */
export async function requireStillAllowed<TDomain>(
  { definitions, targets, settings, journal }: OperationsKit<TDomain>,
  record: OperationRecord,
): Promise<void> {
  const whole = record.parentId && (await journal.get(record.parentId));
  if (whole && isSettled(whole.state)) {
    throw new NotAllowedError('The operation that it is a part of has ended');
  }
  const { permission, spec } = definitions.get(record.kind);
  const { target, requester, risk, approval } = record;
  const guard = targets.guard(spec.target);
  const found = await targets.find(target.type, target.id);
  const resource = found && { ...found.access, risk };
  const confirm = (
    who: string,
    what: typeof permission,
    sentence: (who: string) => string,
  ) =>
    guard.requireFor(who, what, target.id, resource).catch(error => {
      if (
        error?.name !== 'NotAllowedError' &&
        error?.name !== 'NotFoundError'
      ) {
        throw error;
      }
      throw new NotAllowedError(sentence(who));
    });

  if (!resource) {
    throw new NotAllowedError(`${target.title} is not there any more`);
  }
  const other = anotherOne(target, found?.target);
  if (other) throw new NotAllowedError(other);
  if (!isPolicy(requester)) {
    await confirm(
      requester,
      permission,
      who =>
        `${who} asked for it, and may not do this with ${target.title} any more`,
    );
  }
  if (!approval) {
    const { environment } = resource;
    if (!needsApproval(settings, risk, environment)) return;
    throw new NotAllowedError(
      `By now somebody else has to agree to this on ${target.title}${
        environment ? `, which is ${environment}` : ''
      }; ask for it again`,
    );
  }
  const { approver } = approval;
  if (!approver || approver === requester) {
    throw new NotAllowedError('Nobody else has agreed to it');
  }
  await confirm(
    approver,
    approvePermission(spec.target),
    who =>
      `${who} agreed to it, and may not agree to this on ${target.title} any more`,
  );
}
