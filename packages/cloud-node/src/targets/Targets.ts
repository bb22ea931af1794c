import type { TargetType } from '@flytower/cloud-common/operations';
import type { TargetGuard } from './TargetGuard';
import type { FoundTarget, TargetSource, TargetSources } from './targetSources';

/** Types that are decided about like another one. */
const decidedAs: Partial<Record<TargetType, TargetType>> = {
  server: 'project',
  source: 'project',
};

/** By type of target; servers and sources are decided about like projects. @public */
export type TargetGuards<TGuard = TargetGuard> = Partial<
  Record<TargetType, TGuard>
>;

/** What tells targets of all types apart. */
export const targetKeyOf = ({ type, id }: { type: string; id: string }) =>
  `${type}/${id}`;

/** Things that operations are done to and findings are about, and who decides about them. */
export class Targets<TGuard = TargetGuard> {
  constructor(
    private readonly sources: TargetSources,
    private readonly guards: TargetGuards<TGuard>,
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

  guard(type: TargetType): TGuard {
    const guard = this.guardIfAny(type);
    if (!guard) throw new Error(`There is no guard of targets of "${type}"`);
    return guard;
  }

  guardIfAny(type: TargetType): TGuard | undefined {
    return this.guards[decidedAs[type] ?? type];
  }

  async find(type: TargetType, id: string): Promise<FoundTarget | undefined> {
    return this.source(type).find(id);
  }
}
