import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  targetTypes,
  type TargetType,
} from '@flytower/cloud-common/operations';
import limitConcurrency from 'p-limit';
import type { OwnedResource } from '../../guard';
import type { Journal } from '../journal/Journal';
import type { JournalReader, Narrowing } from '../journal/JournalReader';
import { targetKeyOf } from '../journal/record';
import type { Targets } from '../Targets';

/** As long as it may take until somebody who is no owner any more is seen as such. */
const keptMs = 5_000;

interface Entry {
  key: string;
  type: TargetType;
  /** Of each thing that it stands for: all of them must be visible. */
  access: OwnedResource[];
}

const nobody: OwnedResource = { owners: [], readers: [] };

/** Which rows of the journal somebody may see: those about what they may read now. */
export class VisibleTargets {
  private kept?: { until: number; entries: Promise<Entry[]> };
  /** What operations over many are about never changes. */
  private readonly many = new Map<string, { type: TargetType; id: string }[]>();

  constructor(
    private readonly options: {
      journal: Journal;
      reader: JournalReader;
      targets: Targets;
      now: () => number;
    },
  ) {}

  async of(
    credentials: BackstageCredentials,
    requester: string | undefined,
  ): Promise<Narrowing> {
    const entries = await this.entries();
    const targetKeys: string[] = [];
    for (const type of targetTypes) {
      const ofType = entries.filter(entry => entry.type === type);
      if (ofType.length === 0) continue;
      const parts = ofType.flatMap(entry =>
        entry.access.map(access => ({ ...access, entry })),
      );
      const guard = this.options.targets.guard(type);
      const seen = await guard.visible(credentials, parts);
      const counts = new Map<Entry, number>();
      for (const { entry } of seen) {
        counts.set(entry, (counts.get(entry) ?? 0) + 1);
      }
      targetKeys.push(
        ...ofType
          .filter(entry => counts.get(entry) === entry.access.length)
          .map(({ key }) => key),
      );
    }
    return { targetKeys, requester };
  }

  private entries(): Promise<Entry[]> {
    const { now } = this.options;
    if (!this.kept || this.kept.until <= now()) {
      const entries = this.read();
      this.kept = { until: now() + keptMs, entries };
      entries.catch(() => {
        this.kept = undefined;
      });
    }
    return this.kept.entries;
  }

  private async read(): Promise<Entry[]> {
    const { reader, targets } = this.options;
    const limit = limitConcurrency(20);
    const accessOf = (type: TargetType, id: string, before: OwnedResource) =>
      limit(async () => {
        try {
          const found = await targets.find(type, id);
          return found?.access ?? before;
        } catch {
          // not known at the moment is no reason to show it to anybody
          return nobody;
        }
      });
    return Promise.all(
      (await reader.targets()).map(async ({ id, target, access }) => {
        const parts = await this.partsOf(id, target);
        return {
          key: targetKeyOf(target),
          type: target.type,
          access: await Promise.all(
            parts.map(part => accessOf(part.type, part.id, access)),
          ),
        };
      }),
    );
  }

  private async partsOf(id: string, target: { type: TargetType; id: string }) {
    if (!target.id.startsWith('many:')) return [target];
    const known = this.many.get(id);
    if (known) return known;
    const record = await this.options.journal.get(id);
    const parts = record?.bulk?.targets.map(part => ({
      type: part.target.type,
      id: part.target.id,
    }));
    if (!parts) return [target];
    this.many.set(id, parts);
    return parts;
  }
}
