import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { accessOf, accessOfBegun } from '../manyTargets';
import { oneLine } from '../sentences';
import type { Asked, AskedTarget } from './asked';
import type { ThereTarget } from './lookedAt';
import type { Asker } from './OperationsService';

/** Who may see and do what, as the guards of the targets say. */
export class Permits<TDomain> {
  constructor(private readonly kit: OperationsKit<TDomain>) {}

  /** Whether somebody may see everything that a row is about. */
  async sees(
    record: OperationRecord,
    { credentials }: Asker,
  ): Promise<boolean> {
    const { targets } = this.kit;
    const access = await accessOf(record, targets);
    const guard = targets.guard(record.target.type);
    const seen = await guard.visible(credentials, access);
    return seen.length === access.length;
  }

  /** Refuses unless it may be done to everything that a row is about. */
  async requireOf(
    record: OperationRecord,
    permission: ResourcePermission,
    { credentials }: Asker,
  ) {
    const { targets } = this.kit;
    const guard = targets.guard(record.target.type);
    const access = (await accessOfBegun(record, targets)).map(each => ({
      ...each,
      risk: record.risk,
    }));
    const allowed = await guard.allowedOperations(credentials, access, {
      it: permission,
    });
    if (allowed.every(verbs => verbs.length > 0)) return;
    throw new NotAllowedError(
      `You may see this operation, but not decide about it (${permission.name}). Ask the owner of ${record.target.title} or the platform team.`,
    );
  }

  /** Refuses unless all targets may be seen, and it may be done to at least one of them. */
  async requireSome(
    asker: Asker,
    { known, isMany }: Asked<TDomain>,
    targets: AskedTarget[],
  ): Promise<ThereTarget[]> {
    const there = targets.filter((each): each is ThereTarget => !!each.found);
    if (!isMany) {
      await this.requireOne(asker, known, known.permission, targets[0]);
      return there;
    }
    await this.requireSeen(asker, known, targets);
    const ids = targets.map(({ id }) => id);
    const mine = await this.permitted(asker, known, ids);
    const refusal = `You may not do this with it (${known.permission.name})`;
    const looked = there.map(each =>
      mine.has(each.id) ? each : { ...each, refusal },
    );
    if (mine.size === 0) requireAll(looked);
    return looked;
  }

  private async requireSeen(
    { credentials }: Asker,
    { spec }: Asked<TDomain>['known'],
    targets: AskedTarget[],
  ) {
    const guard = this.kit.targets.guard(spec.target);
    const there = targets.flatMap(({ id, found }) =>
      found ? [{ ...found.access, id }] : [],
    );
    const visible = await guard.visible(credentials, there);
    const seen = new Set(visible.map(({ id }) => id));
    const hidden = targets.filter(({ id }) => !seen.has(id));
    if (hidden.length === 0) return;
    throw new NotFoundError(
      `There is no ${spec.target} ${some(hidden)} that you may see`,
    );
  }

  /** Refuses with 404 what may not be seen, and with 403 what may not be done. */
  async requireOne(
    { credentials }: Asker,
    { spec }: Asked<TDomain>['known'],
    permission: ResourcePermission,
    { id, found }: Pick<AskedTarget, 'id' | 'found'>,
  ) {
    const resource = found && { ...found.access, risk: spec.risk };
    await this.kit.targets
      .guard(spec.target)
      .require(credentials, permission, oneLine(id), resource);
  }

  /** Those of the targets to which somebody may do it. */
  async permitted(
    { credentials }: Asker,
    { spec, permission }: Asked<TDomain>['known'],
    ids: string[],
  ) {
    const { targets } = this.kit;
    const found = await Promise.all(
      ids.map(id => targets.find(spec.target, id)),
    );
    const there = found.flatMap((each, index) =>
      each ? [{ ...each.access, risk: spec.risk, id: ids[index] }] : [],
    );
    const allowed = await targets
      .guard(spec.target)
      .allowedOperations(credentials, there, { it: permission });
    return new Set(
      there.filter((_, index) => allowed[index].length > 0).map(({ id }) => id),
    );
  }
}

/** Refuses what is refused of any of many. */
export function requireAll(targets: AskedTarget[]) {
  const [refused, ...others] = targets.filter(({ refusal }) => refusal);
  if (!refused) return;
  const sentence = `${refused.refusal}: ${some([refused, ...others])}.`;
  const out = 'Leave them out, or ask their owners or the platform team.';
  throw new NotAllowedError(`${sentence} ${out}`);
}

function some(targets: AskedTarget[]): string {
  const named = targets
    .slice(0, 20)
    .map(({ id }) => `"${oneLine(id)}"`)
    .join(', ');
  const more = targets.length - 20;
  return more > 0 ? `${named} and ${more} more` : named;
}
