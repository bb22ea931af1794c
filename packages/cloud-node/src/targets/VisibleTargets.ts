import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  targetTypes,
  type TargetType,
} from '@flytower/cloud-common/operations';
import limitConcurrency from 'p-limit';
import type { OwnedResource } from '../guard';
import type { TargetGuard } from './TargetGuard';
import { targetKeyOf, type Targets } from './Targets';

/** As long as it may take until somebody who is no owner any more is seen as such. */
const keptMs = 5_000;

/** What rows of a table are about. */
export interface KnownTarget {
  type: TargetType;
  id: string;
  /** What it stands for, where that is many: all of them must be visible. */
  parts?: { type: TargetType; id: string }[];
  /** As the newest row about it says; counts once it is gone. */
  access: OwnedResource;
}

/** A table of rows about targets. */
export interface AboutTargets {
  /** Everything that rows are about. */
  targets(): Promise<KnownTarget[]>;
  /** Another one once there are rows about something new. */
  newest(): Promise<number>;
}

interface Entry {
  type: TargetType;
  key: string;
  access: OwnedResource[];
}

/** Which rows somebody may see: those about what they may read now. */
export class VisibleTargets {
  private kept?: { until: number; newest: number; entries: Promise<Entry[]> };

  constructor(
    private readonly options: {
      rows: AboutTargets;
      targets: Targets<Pick<TargetGuard, 'visible'>>;
      now: () => number;
      /** Who may see what is not known at the moment; by default nobody. */
      whileUnknown?(target: KnownTarget): OwnedResource;
    },
  ) {}

  /** Keys of all those that are visible. */
  async keysFor(credentials: BackstageCredentials): Promise<string[]> {
    return this.visible(await this.entries(), credentials);
  }

  /** Keys of those of which it is not known at the moment who may see them. */
  async unknownKeys(): Promise<string[]> {
    const entries = await this.entries();
    return entries
      .filter(({ access }) => access.includes(nobody))
      .map(({ key }) => key);
  }

  /** Keys of those that one of these owns now, whoever asks. */
  async keysOwnedBy(owners: string[]): Promise<string[]> {
    const entries = await this.entries();
    return entries
      .filter(({ access }) =>
        access.some(each => each.owners.some(owner => owners.includes(owner))),
      )
      .map(({ key }) => key);
  }

  /** Whether one is. */
  async sees(
    credentials: BackstageCredentials,
    target: KnownTarget,
  ): Promise<boolean> {
    const visible = await this.visible([await this.read(target)], credentials);
    return visible.length > 0;
  }

  /** What the rules look at of each that it stands for, as it is now. */
  async accessOf(target: KnownTarget): Promise<OwnedResource[]> {
    const { parts = [target] } = target;
    return Promise.all(
      parts.map(({ type, id }) => this.accessOfOne(target, type, id)),
    );
  }

  private async visible(
    entries: Entry[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const keys: string[] = [];
    for (const type of targetTypes) {
      const ofType = entries.filter(entry => entry.type === type);
      const guard = this.options.targets.guardIfAny(type);
      // nobody decides about it, so nobody sees it
      if (ofType.length === 0 || !guard) continue;
      const parts = ofType.flatMap(entry =>
        entry.access.map(access => ({ ...access, entry })),
      );
      const counts = new Map<Entry, number>();
      for (const { entry } of await guard.visible(credentials, parts)) {
        counts.set(entry, (counts.get(entry) ?? 0) + 1);
      }
      const seen = ofType.filter(
        entry => counts.get(entry) === entry.access.length,
      );
      keys.push(...seen.map(({ key }) => key));
    }
    return keys;
  }

  private async entries(): Promise<Entry[]> {
    const { now, rows } = this.options;
    const newest = await rows.newest();
    const { kept } = this;
    if (kept && kept.until > now() && kept.newest === newest) {
      return kept.entries;
    }
    const entries = this.readAll();
    this.kept = { until: now() + keptMs, newest, entries };
    entries.catch(() => {
      this.kept = undefined;
    });
    return entries;
  }

  private async readAll(): Promise<Entry[]> {
    const limit = limitConcurrency(20);
    const known = await this.options.rows.targets();
    return Promise.all(known.map(target => limit(() => this.read(target))));
  }

  private async read(target: KnownTarget): Promise<Entry> {
    return {
      type: target.type,
      key: targetKeyOf(target),
      access: await this.accessOf(target),
    };
  }

  private async accessOfOne(target: KnownTarget, type: TargetType, id: string) {
    const { targets, whileUnknown = () => nobody } = this.options;
    try {
      const found = await targets.find(type, id);
      return found?.access ?? target.access;
    } catch {
      return whileUnknown(target);
    }
  }
}

const nobody: OwnedResource = { owners: [], readers: [] };
