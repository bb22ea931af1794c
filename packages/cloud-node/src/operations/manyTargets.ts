import type {
  OperationTarget,
  TargetType,
} from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../guard';
import type { Targets } from '../targets/Targets';
import type { OperationRecord } from './journal/record';

const many = 'many:';

/** What the rules look at of all that a row is about: as it is now, and as it was once it is gone. */
export async function accessOf(
  { target, access, bulk }: Pick<OperationRecord, 'target' | 'access' | 'bulk'>,
  targets: Targets,
): Promise<OwnedResource[]> {
  const all = bulk ? bulk.targets.map(part => part.target) : [target];
  const found = await Promise.all(
    all.map(({ type, id }) => targets.find(type, id)),
  );
  return found.map(each => each?.access ?? access);
}

/** The same without what was left out: nobody decides about that. */
export async function accessOfBegun(
  record: OperationRecord,
  targets: Targets,
): Promise<OwnedResource[]> {
  const { bulk } = record;
  const begun = bulk?.targets.filter(({ state }) => state !== 'skipped');
  if (!bulk || !begun?.length) return accessOf(record, targets);
  return accessOf({ ...record, bulk: { ...bulk, targets: begun } }, targets);
}

/** What is kept of many: who owns or reads each of them. */
export function accessOfAll(all: OwnedResource[]): OwnedResource {
  const shared = (field: 'owners' | 'readers') =>
    (all[0]?.[field] ?? []).filter(ref =>
      all.every(each => each[field].includes(ref)),
    );
  const environments = new Set(all.map(({ environment }) => environment));
  return {
    owners: shared('owners'),
    readers: shared('readers'),
    environment: environments.size === 1 ? all[0].environment : undefined,
  };
}

/** The target of an operation over many: none that could be mixed up with one of them. */
export function targetOfMany(
  id: string,
  type: TargetType,
  targets: OperationTarget[],
): OperationTarget {
  const noun = targets.length === 1 ? type : `${type}s`;
  return { type, id: `${many}${id}`, title: `${targets.length} ${noun}` };
}

/** What one stands for that is about many: is it one of those? */
export const isOfMany = ({ id }: { id: string }) => id.startsWith(many);

/** The key of what a row is a part of, whose id this column holds. A run over many is about one type only. */
export const keyOfManySql = (column: string) =>
  `target_type || '/${many}' || ${column}`;
