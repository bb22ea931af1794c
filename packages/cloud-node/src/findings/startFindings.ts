import type {
  DatabaseService,
  HttpAuthService,
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  changesSchema,
  cloudTopics,
  type Freshness,
} from '@flytower/cloud-common';
import type { Router } from 'express';
import { createAnnouncer } from '../changes/announceChanges';
import { Lease, migrateTables } from '../database';
import type { TargetGuard } from '../targets/TargetGuard';
import { Targets, type TargetGuards } from '../targets/Targets';
import type { TargetSources } from '../targets/targetSources';
import { VisibleTargets } from '../targets/VisibleTargets';
import { AutoPolicy } from './AutoPolicy';
import type { Detector } from './detector';
import { FindingEngine } from './FindingEngine';
import { FindingReader } from './FindingReader';
import { FindingService } from './FindingService';
import { FindingStore } from './FindingStore';
import type { FindingOperations } from './operationsPort';
import { createFindingsRouter } from './router';
import { readFindingSettings } from './settings';
import { Suggestions } from './Suggestions';

/** @public */
export interface StartFindingsOptions {
  pluginId: string;
  detectors: readonly Detector[];
  operations: FindingOperations;
  guards: TargetGuards<Pick<TargetGuard, 'visible' | 'allowedOperations'>>;
  /** Who may see what a finding is about, as it is now; what these do not know is judged as it was seen last. */
  targets: TargetSources;
  freshness?(): Freshness[] | Promise<Freshness[]>;
  deps: {
    config: RootConfigService;
    database: DatabaseService;
    events: EventsService;
    httpAuth: HttpAuthService;
    lifecycle: LifecycleService;
    logger: LoggerService;
    notifications: NotificationService;
    signals: SignalsService;
  };
  /** Between two looks when nothing happens; default 10 s. */
  intervalMs?: number;
  now?: () => number;
}

/** @public */
export interface StartedFindings {
  /** `GET /findings` and `GET /findings/:id`; mount it at the plugin's root. */
  router: Router;
  service: FindingService;
}

/** Changes come in swarms: between two looks there is at least this. */
const gatheringMs = 2_000;

/**
 * Watches for what needs somebody's attention: keeps it, tells its owner, settles what the policy says, and answers
 * for it.
 *
 * @public
 */
export async function startFindings(
  options: StartFindingsOptions,
): Promise<StartedFindings> {
  const { pluginId, detectors, operations, guards, deps } = options;
  const { logger, notifications } = deps;
  const intervalMs = options.intervalMs ?? 10_000;
  const settings = readFindingSettings(deps.config);
  const knex = await migrateTables(deps.database, 'findings');
  const store = new FindingStore(knex);
  const engine = new FindingEngine({
    detectors,
    store,
    settings,
    auto: new AutoPolicy({ store, operations, logger }),
    notifications,
    announce: createAnnouncer({ ...deps, topic: cloudTopics.findings }),
    logger,
    intervalMs,
    now: options.now,
  });
  const lease = new Lease(knex, 'findings', {
    table: 'cloud_findings_leases',
    keep: true,
  });

  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let isPlanned = false;
  const plan = (ms: number) => {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      looking = look();
    }, ms).unref();
  };
  const look = async () => {
    isPlanned = false;
    try {
      await lease.run(lost => engine.run(lost), stopping.signal);
    } catch (error) {
      logger.warn(
        'Findings could not be looked for; it is tried again',
        error instanceof Error ? error : undefined,
      );
    } finally {
      looking = undefined;
      plan(again ? gatheringMs : intervalMs);
      again = false;
    }
  };
  plan(Math.min(gatheringMs, intervalMs));

  /** Something changed that detectors look at: looks soon, and not only when it is time. */
  const hasChanged = () => {
    if (looking) again = true;
    else if (!isPlanned) {
      isPlanned = true;
      plan(Math.min(gatheringMs, intervalMs));
    }
  };

  await deps.events.subscribe({
    id: `findings-${pluginId}`,
    topics: [cloudTopics.operations, ownTopic(pluginId)],
    onEvent: async ({ topic, eventPayload }) => {
      if (topic !== cloudTopics.operations) {
        hasChanged();
        return;
      }
      const told = changesSchema.safeParse(eventPayload);
      for (const { id } of told.data?.changes ?? []) {
        // as "startOperations" names them; those of other plugins are none of this one's business
        const own = `${pluginId}/`;
        if (!id.startsWith(own)) continue;
        const operation = await operations.find(id.slice(own.length));
        if (operation) await engine.took(operation);
      }
    },
  });

  deps.lifecycle.addShutdownHook(async () => {
    stopping.abort();
    clearTimeout(timer);
    await looking;
    await lease.release().catch(() => {});
  });

  const reader = new FindingReader(
    knex,
    kind => settings.policyOf(kind).policy === 'off',
  );
  const targets = new Targets(options.targets, guards);
  const visible = new VisibleTargets({
    rows: reader,
    targets,
    now: options.now ?? Date.now,
    // what is wrong is not hidden by an outage: it was looked at right before
    whileUnknown: ({ access }) => access,
  });
  const { definitions } = operations;
  const service = new FindingService({
    pluginId,
    reader,
    settings,
    visible,
    suggestions: new Suggestions({ pluginId, definitions, targets, visible }),
    operations,
    freshness: options.freshness,
  });
  return {
    router: createFindingsRouter({
      findings: service,
      httpAuth: deps.httpAuth,
    }),
    service,
  };
}

/** Where the plugin tells what changed of that which its detectors look at. */
function ownTopic(pluginId: string): string {
  const topics: Record<string, string> = cloudTopics;
  return topics[pluginId] ?? pluginId;
}
