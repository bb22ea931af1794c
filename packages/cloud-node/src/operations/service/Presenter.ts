import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isSettled, type Operation } from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../../guard';
import type { OperationRecord } from '../journal/record';
import { accessOfBegun } from '../manyTargets';
import { toOperation } from '../journal/toOperation';
import type { OperationsKit } from '../kit';
import { approvePermission } from '../permissions';

/** Rows as somebody sees them: with what they may do with each. */
export class Presenter<TDomain> {
  constructor(private readonly kit: OperationsKit<TDomain>) {}

  async present(
    records: OperationRecord[],
    credentials: BackstageCredentials,
    requester: string | undefined,
  ): Promise<Operation[]> {
    const permitted = await this.permitted(records, credentials);
    return records.map(record => {
      const mine = record.requester === requester;
      const { may, mayApprove } = permitted.get(record) ?? {};
      const allowedActions: Operation['allowedActions'] = [];
      if (this.canCancel(record) && (mine || may))
        allowedActions.push('cancel');
      if (record.state === 'waiting-approval' && !mine && mayApprove) {
        allowedActions.push('approve', 'reject');
      }
      return { ...toOperation(this.kit.pluginId, record), allowedActions };
    });
  }

  private canCancel({ state, kind, bulk, cancelRequested }: OperationRecord) {
    if (state !== 'running') return !isSettled(state);
    if (cancelRequested) return false;
    const { definitions } = this.kit;
    return (
      !!bulk || (definitions.has(kind) && !!definitions.get(kind).spec.cancel)
    );
  }

  /** Asked once per kind, and only about what has not settled. */
  private async permitted(
    records: OperationRecord[],
    credentials: BackstageCredentials,
  ) {
    const { definitions, targets } = this.kit;
    const answers = new Map<
      OperationRecord,
      { may: boolean; mayApprove: boolean }
    >();
    const open = records.filter(
      ({ state, kind }) => !isSettled(state) && definitions.has(kind),
    );
    for (const kind of new Set(open.map(record => record.kind))) {
      const { permission, spec } = definitions.get(kind);
      const parts: (OwnedResource & { of: OperationRecord })[] = [];
      for (const of of open.filter(record => record.kind === kind)) {
        const access = await accessOfBegun(of, targets).catch(() => []);
        parts.push(...access.map(each => ({ ...each, risk: of.risk, of })));
      }
      const allowed = await targets
        .guard(spec.target)
        .allowedOperations(credentials, parts, {
          may: permission,
          mayApprove: approvePermission(spec.target),
        });
      parts.forEach(({ of }, index) => {
        const before = answers.get(of) ?? { may: true, mayApprove: true };
        answers.set(of, {
          may: before.may && allowed[index].includes('may'),
          mayApprove:
            before.mayApprove && allowed[index].includes('mayApprove'),
        });
      });
    }
    return answers;
  }
}
