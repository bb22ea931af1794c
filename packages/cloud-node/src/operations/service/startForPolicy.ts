import { NotFoundError } from '@backstage/errors';
import type {
  Operation,
  OperationRequest,
} from '@flytower/cloud-common/operations';
import { toOperation } from '../journal/toOperation';
import type { OperationsKit } from '../kit';
import { parseAsked, targetsOf } from './asked';
import type { DefaultOperations } from './DefaultOperations';
import type { ThereTarget } from './lookedAt';
import type { OperationsAudit } from './OperationsAudit';

/** Starts what the portal does by itself. Nobody is asked whether they may, but everything else is as ever. */
export function startForPolicy<TDomain>({
  kit,
  inner,
  audit,
}: {
  kit: OperationsKit<TDomain>;
  inner: DefaultOperations<TDomain>;
  audit: OperationsAudit;
}) {
  return async (
    policy: string,
    kind: string,
    request: OperationRequest,
  ): Promise<Operation> => {
    const requester = `policy:${policy}`;
    const asked = parseAsked(kit, kind, request);
    const { id, target: targetType, risk } = asked.known.spec;
    const { reason, findingId } = asked.request;
    const meta = { kind: id, targetType, risk, reason, findingId };
    const record = await audit.act('request', requester, { meta }, async () => {
      const before = await inner.replayed(asked, requester);
      if (before) return before;
      const targets = await targetsOf(kit, asked);
      const there = targets.filter((each): each is ThereTarget => !!each.found);
      if (there.length < targets.length) {
        throw new NotFoundError(`There is no such ${targetType}`);
      }
      return inner.start(asked, there, requester);
    });
    return { ...toOperation(kit.pluginId, record), allowedActions: [] };
  };
}
