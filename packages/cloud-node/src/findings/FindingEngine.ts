import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Changes } from '@flytower/cloud-common';
import { isSettled, type Operation } from '@flytower/cloud-common/operations';
import { sentenceOf } from '../operations/sentences';
import { isOldNews } from '../services/notify';
import { targetKeyOf } from '../targets/Targets';
import type { AutoPolicy } from './AutoPolicy';
import type { Detector, Sighting, Sightings } from './detector';
import type { FindingStore } from './FindingStore';
import { nextCourse, type Observed } from './hysteresis';
import { notifyOwners } from './notifyOwners';
import { keyOf, type FindingDocument, type StoredFinding } from './rows';
import type { FindingSettings } from './settings';

export interface FindingEngineOptions {
  detectors: readonly Detector[];
  store: FindingStore;
  settings: FindingSettings;
  auto: AutoPolicy;
  notifications: NotificationService;
  announce(changes: Changes['changes']): Promise<void>;
  logger: LoggerService;
  /** Between two looks when nothing happens; a pause of three says that nobody looked. */
  intervalMs: number;
  now?: () => number;
}

/** What one look at one kind did. */
interface Look {
  /** Those that are open and certainly there now. */
  seen: StoredFinding[];
  changed: Set<string>;
}

const cleaningMs = 3600 * 1000;

/** Compares what the detectors see with the findings there are. One replica at a time; what it needs is in the database. */
export class FindingEngine {
  private readonly now: () => number;
  private readonly began: number;
  private readonly troubled = new Set<string>();
  private cleanedAt = 0;

  constructor(private readonly options: FindingEngineOptions) {
    this.now = options.now ?? Date.now;
    this.began = this.now();
  }

  /** One look at everything. */
  async run(signal?: AbortSignal): Promise<void> {
    const { detectors, store, settings, announce } = this.options;
    const changed = new Set<string>();
    const seen: StoredFinding[] = [];
    for (const detector of detectors) {
      if (signal?.aborted) return;
      const look = await this.look(detector);
      seen.push(...look.seen);
      for (const id of look.changed) changed.add(id);
    }
    await this.closeUnwatched(changed);
    if (signal?.aborted) return;
    const settled = await this.settle(seen, changed);
    await this.notify(settled, changed);
    if (this.now() - this.cleanedAt > cleaningMs) {
      await store.forgetClosedBefore(this.now() - settings.keptMs);
      this.cleanedAt = this.now();
    }
    await announce([...changed].map(id => ({ id, change: 'upserted' })));
  }

  /**
   * An operation of a finding, whoever started it: the finding shows it from now on, and how it ended. Whoever starts one
   * may name any finding, so it counts only where it is done to what the finding is about.
   */
  async took(
    operation: Pick<Operation, 'id' | 'findingId' | 'target' | 'state'>,
  ): Promise<void> {
    const { store, announce } = this.options;
    const { id, findingId, target, state } = operation;
    const finding = findingId ? await store.find(findingId) : undefined;
    if (finding?.state !== 'open') return;
    if (targetKeyOf(target) !== targetKeyOf(finding.document.subject)) return;
    const isNew = finding.operationId !== id;
    if (!isNew && !isSettled(state)) return;
    if (!isNew || (await store.assign(finding.id, id, this.now()))) {
      await announce([{ id: finding.id, change: 'upserted' }]);
    }
  }

  private async look(detector: Detector): Promise<Look> {
    const { store, settings, intervalMs } = this.options;
    const look: Look = { seen: [], changed: new Set() };
    if (settings.policyOf(detector.kind).policy === 'off') return look;

    const sightings = await this.detect(detector);
    const now = this.now();
    const ranAt = await store.ranAt(detector.kind);
    const pause = ranAt === undefined ? 0 : now - ranAt;
    const longest = (ms: number) => Math.max(ms, 3 * intervalMs);
    const current = await store.current(detector.kind);
    const known = new Map(
      current.map(finding => [
        keyOf({ ...finding, subjectId: finding.document.subject.id }),
        finding,
      ]),
    );
    const seen = new Map(
      (sightings?.sightings ?? []).map(sighting => [
        keyOf({
          kind: detector.kind,
          subjectId: sighting.subject.id,
          part: sighting.part ?? '',
        }),
        sighting,
      ]),
    );

    for (const key of new Set([...known.keys(), ...seen.keys()])) {
      const finding = known.get(key);
      const sighting = seen.get(key);
      const subject = (sighting?.subject ?? finding?.document.subject)!;
      const observed = observe(sightings, subject.id, sighting);
      const next = nextCourse(
        finding && {
          state: finding.state === 'open' ? 'open' : 'pending',
          firstSeen: finding.firstSeen,
          missingSince: finding.missingSince,
        },
        observed,
        now,
        settings,
        pause >
          longest(
            finding?.state === 'open'
              ? settings.closesAfterMs
              : settings.opensAfterMs,
          ),
      );
      if (next === 'forgotten') {
        if (finding) await store.forget(finding.id);
      } else if (next === 'closed') {
        if (finding && (await this.close(finding, now))) {
          look.changed.add(finding.id);
        }
      } else {
        const before = finding ?? newFinding(detector.kind, sighting!, now);
        const after = apply(before, next, sighting, now);
        const kept = finding
          ? same(finding, after) || (await store.update(after))
          : await store.insert(after);
        if (!kept || after.state !== 'open') continue;
        if (observed === 'seen') look.seen.push(after);
        if (visiblyChanged(finding, after)) look.changed.add(after.id);
      }
    }
    if (sightings) await store.ran(detector.kind, now);
    return look;
  }

  /** Undefined when it could not look: then nothing is known of this kind. */
  private async detect(detector: Detector): Promise<Sightings | undefined> {
    const { logger } = this.options;
    try {
      const sightings = await detector.detect();
      this.troubled.delete(detector.kind);
      return sightings;
    } catch (error) {
      // once per trouble, not once per look
      if (!this.troubled.has(detector.kind)) {
        this.troubled.add(detector.kind);
        logger.warn(
          `Findings of kind ${detector.kind} cannot be looked for: ${sentenceOf(
            error,
          )}`,
        );
      }
      return undefined;
    }
  }

  /** Kinds that are switched off, or that nobody looks for any more. */
  private async closeUnwatched(changed: Set<string>): Promise<void> {
    const { detectors, store, settings } = this.options;
    const watched = detectors
      .map(({ kind }) => kind)
      .filter(kind => settings.policyOf(kind).policy !== 'off');
    for (const kind of await store.currentKinds()) {
      if (watched.includes(kind)) continue;
      for (const finding of await store.current(kind)) {
        if (finding.state === 'pending') await store.forget(finding.id);
        else if (await this.close(finding, this.now())) changed.add(finding.id);
      }
    }
  }

  private close(finding: StoredFinding, now: number): Promise<boolean> {
    return this.options.store.update({
      ...finding,
      state: 'closed',
      closedAt: now,
      updatedAt: now,
    });
  }

  /** Starts what the policies start, and takes over how operations went. */
  private async settle(
    seen: StoredFinding[],
    changed: Set<string>,
  ): Promise<StoredFinding[]> {
    const { auto, store, settings } = this.options;
    const current = new Map(seen.map(finding => [finding.id, finding]));
    const keep = async (next: StoredFinding | undefined) => {
      if (!next) return;
      const after = { ...next, updatedAt: this.now() };
      if (!(await store.update(after))) return;
      current.set(after.id, after);
      changed.add(after.id);
    };
    for (const finding of seen) {
      await keep(await this.follow(finding));
    }
    for (const finding of [...current.values()]) {
      await keep(
        await auto.settle(finding, settings.policyOf(finding.kind), this.now()),
      );
    }
    return [...current.values()];
  }

  private async follow(finding: StoredFinding) {
    const { auto, logger } = this.options;
    try {
      return await auto.follow(finding);
    } catch (error) {
      logger.warn(
        `It is not known how operation ${finding.operationId} of finding ${
          finding.id
        } stands: ${sentenceOf(error)}`,
      );
      return undefined;
    }
  }

  private async notify(
    findings: StoredFinding[],
    changed: Set<string>,
  ): Promise<void> {
    const { store, settings } = this.options;
    const opened: StoredFinding[] = [];
    for (const finding of findings) {
      if (finding.notifiedAt !== undefined) continue;
      // marked first: when the process dies here, a lost notification is better than the same one again and again
      const marked = { ...finding, notifiedAt: this.now() };
      if (!(await store.update(marked, 'notified_at'))) continue;
      opened.push(marked);
      changed.add(finding.id);
    }
    const { platformGroups } = settings;
    const untold = await notifyOwners(this.options, { opened, platformGroups });
    for (const finding of untold) {
      const { began: since } = this;
      if (isOldNews(finding.openedAt ?? 0, { since, now: this.now() }))
        continue;
      // with the next look
      await store.update({ ...finding, notifiedAt: undefined });
    }
  }
}

function observe(
  sightings: Sightings | undefined,
  subjectId: string,
  sighting: Sighting | undefined,
): Observed {
  if (!sightings?.isKnown(subjectId)) return 'unknown';
  return sighting ? 'seen' : 'absent';
}

function newFinding(
  kind: string,
  sighting: Sighting,
  now: number,
): StoredFinding {
  return {
    id: randomUUID(),
    kind,
    part: sighting.part ?? '',
    state: 'pending',
    severity: sighting.severity,
    document: documentOf(sighting),
    since: now,
    firstSeen: now,
    updatedAt: now,
    autoAttempts: 0,
  };
}

function apply(
  finding: StoredFinding,
  course: Exclude<ReturnType<typeof nextCourse>, string>,
  sighting: Sighting | undefined,
  now: number,
): StoredFinding {
  const next: StoredFinding = { ...finding, ...course };
  next.missingSince = course.missingSince;
  if (sighting) {
    const said = Date.parse(sighting.since ?? '');
    next.severity = sighting.severity;
    next.owner = sighting.access.owners[0];
    next.document = documentOf(sighting);
    next.since = Math.min(
      Number.isNaN(said) ? course.firstSeen : said,
      course.firstSeen,
    );
  }
  if (course.state === 'open') next.openedAt ??= now;
  if (visiblyChanged(finding, next)) next.updatedAt = now;
  return next;
}

function documentOf(sighting: Sighting): FindingDocument {
  const { subject, access, message, evidence, suggestions } = sighting;
  return {
    subject,
    access: {
      owners: access.owners,
      readers: access.readers,
      environment: access.environment,
      members: access.members,
    },
    message,
    evidence,
    suggestions,
  };
}

function same(before: StoredFinding, after: StoredFinding): boolean {
  return (
    before.missingSince === after.missingSince &&
    before.firstSeen === after.firstSeen &&
    before.since === after.since &&
    !visiblyChanged(before, after)
  );
}

/** Whether people see a difference; who may see it is one, too. */
function visiblyChanged(
  before: StoredFinding | undefined,
  after: StoredFinding,
): boolean {
  return (
    before?.state !== after.state ||
    before.severity !== after.severity ||
    before.owner !== after.owner ||
    JSON.stringify(before.document) !== JSON.stringify(after.document)
  );
}
