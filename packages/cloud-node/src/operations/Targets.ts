import type {
  OperationTarget,
  TargetType,
} from '@flytower/cloud-common/operations';
import type { OwnedResource } from '../guard';
import type { OperationRecord } from './journal/record';
import type { TargetGuard } from './surroundings';
import type { FoundTarget, TargetSource, TargetSources } from './targetSources';

/** Things that operations are done to, and who decides about them. */
export class Targets {
  constructor(
    private readonly sources: TargetSources,
    private readonly guards: Partial<Record<TargetType, TargetGuard>>,
  ) {}

  /** A definition whose targets nobody knows is a mistake of whoever wrote it. */
  expect(type: TargetType): void {
    this.source(type);
    this.guard(type);
  }

  source(type: TargetType): TargetSource {
    const source = this.sources[type];
    if (!source) throw new Error(`There is no source of targets of "${type}"`);
    return source;
  }

  guard(type: TargetType): TargetGuard {
    const guard =
      this.guards[type] ?? this.guards[type === 'server' ? 'project' : type];
    if (!guard) throw new Error(`There is no guard of targets of "${type}"`);
    return guard;
  }

  find(type: TargetType, id: string): Promise<FoundTarget | undefined> {
    return this.source(type).find(id);
  }

  /** What the rules look at of what a row is about: as it is now, and as it was once it is gone. */
  async accessOf(record: OperationRecord): Promise<OwnedResource[]> {
    const { target, access, bulk } = record;
    const all = bulk ? bulk.targets.map(part => part.target) : [target];
    const found = await Promise.all(
      all.map(({ type, id }) => this.find(type, id)),
    );
    return found.map(each => each?.access ?? access);
  }
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
  return { type, id: `many:${id}`, title: `${targets.length} ${noun}` };
}
