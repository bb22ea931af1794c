import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { SourcePart, SourceStates } from './SourceStates';

/** What is missing from what one list of a cloud answers, and of which nobody has said yet that it is gone. */
export interface HeldRemoval {
  missing: number;
  /** Some of them, in their order. */
  names: string[];
}

const namedAtMost = 20;

type Source = Pick<SourcePart, 'cloud' | 'part'>;

/** `main/servers in north`: what is read of one cloud. */
export const sourceIdOf = ({ cloud, part }: Source) => `${cloud}/${part}`;

/** The same for people. */
export const titleOf = ({ cloud, part }: Source) =>
  `OpenStack ${cloud}: ${nounOf(part)}`;

/** What a list is of: Keystone's gives projects. */
export const nounOf = (part: string) =>
  part === 'identity' ? 'projects' : part;

/** What is gone from a source and is kept, until it is seen again or somebody says that it may go. */
export class HeldRemovals {
  constructor(
    private readonly knex: Knex,
    private readonly states: Pick<SourceStates, 'parts'>,
  ) {}

  async find(sourceId: string): Promise<SourcePart | undefined> {
    const parts = await this.states.parts();
    return parts.find(part => sourceIdOf(part) === sourceId);
  }

  /** Sources of which something is held back now. */
  async sources(): Promise<SourcePart[]> {
    const parts = await this.states.parts();
    return parts.filter(({ heldBack }) => heldBack);
  }

  async held(source: Source): Promise<HeldRemoval> {
    const rows = this.missing(source).whereNull('accepted_by');
    const [{ missing }] = await rows.clone().count({ missing: '*' });
    const named: { name: string }[] = await rows
      .orderBy('name')
      .limit(namedAtMost)
      .select('name');
    return { missing: Number(missing), names: named.map(({ name }) => name) };
  }

  /**
   * Says that what is missing now is gone: the next complete reads that do not have it either remove it.
   *
   * @param missing - how many that must be, as somebody saw it; refuses otherwise
   * @param operationId - the same one may say it again
   */
  async accept(
    source: Source,
    missing: number,
    operationId: string,
  ): Promise<void> {
    if ((await this.left(source, operationId)) > 0) return;
    await this.knex.transaction(async trx => {
      const accepted = await this.missing(source, trx)
        .whereNull('accepted_by')
        .update({ accepted_by: operationId });
      // nothing: the same said it before, and the source was read since
      if (accepted !== missing && accepted > 0) {
        throw new ConflictError(otherNumber(source, accepted, missing));
      }
    });
  }

  /** How many of those are neither removed nor back. */
  async left(source: Source, operationId: string): Promise<number> {
    const [{ left }] = await this.missing(source)
      .where({ accepted_by: operationId })
      .count({ left: '*' });
    return Number(left);
  }

  private missing({ cloud, part }: Source, knex = this.knex) {
    const list = /^(\w+)s in (.+)$/.exec(part);
    const rows = list
      ? knex('resources').where({ cloud, type: list[1], region: list[2] })
      : knex('projects').where({ cloud });
    return rows.where('missed', '>', 0);
  }
}

export function otherNumber({ part }: Source, now: number, asked: number) {
  return `"missing": ${now} ${nounOf(
    part,
  )} are missing by now, and not ${asked}; look at them again`;
}
