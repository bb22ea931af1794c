import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Changes, Freshness } from '@flytower/cloud-common';
import {
  FreshnessTracker,
  gatherChanges,
  type ProjectDirectory,
} from '@flytower/cloud-node';
import { FunctionPlatform } from '@flytower/cloud-node/upstream/knative';
import { PlatformCollector } from './PlatformCollector';

/** A watch hears from a quiet platform about once a minute; three times that is too long. */
const staleAfterMs = 3 * 60_000;

export interface Collecting {
  collectors: PlatformCollector[];
  freshness(): Freshness[];
  stop(): void;
}

/** Starts to watch every configured function platform. Returns at once, whether they can be reached or not. */
export function startCollecting(options: {
  config: RootConfigService;
  logger: LoggerService;
  directory: ProjectDirectory;
  announce(changes: Changes['changes']): Promise<void>;
}): Collecting {
  const { config, logger, directory, announce } = options;
  const stopping = new AbortController();
  const trackers: FreshnessTracker[] = [];
  const tell = gatherChanges(changes => {
    announce(changes).catch(error =>
      logger.warn('Cannot tell that functions changed', error),
    );
  });

  const collectors = FunctionPlatform.fromConfig(config).map(platform => {
    const tracker = new FreshnessTracker({
      source: platform.config.name,
      kind: 'knative',
      staleAfterMs,
    });
    trackers.push(tracker);
    return new PlatformCollector({
      platform,
      logger,
      signal: stopping.signal,
      reporterFor: collection => tracker.part(collection),
      onChanges: tell,
    });
  });

  // owners are part of what a function is, so all are told anew
  directory.onChange(() =>
    tell(
      collectors.flatMap(collector =>
        collector.list().map(({ id }) => ({ id, change: 'upserted' as const })),
      ),
    ),
  );

  return {
    collectors,
    freshness: () => trackers.map(tracker => tracker.get()),
    stop: () => stopping.abort(),
  };
}
