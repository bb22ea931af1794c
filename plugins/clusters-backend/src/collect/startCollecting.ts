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
import {
  RancherSource,
  readAddonsConfig,
  readRancherConfig,
  type AddonConfig,
} from '@flytower/cloud-node/upstream/rancher';
import { RancherCollector } from './RancherCollector';

/** A watch hears from a quiet Rancher about once a minute; three times that is too long. */
const staleAfterMs = 3 * 60_000;

export interface Collecting {
  collectors: RancherCollector[];
  addons: AddonConfig[];
  freshness(): Freshness[];
  stop(): void;
}

/** Starts to watch every configured Rancher. Returns at once: a Rancher that is down or refuses only has no clusters yet. */
export function startCollecting(options: {
  config: RootConfigService;
  logger: LoggerService;
  directory: Pick<ProjectDirectory, 'onChange'>;
  announce(changes: Changes['changes']): Promise<void>;
}): Collecting {
  const { config, logger, directory } = options;
  const stopping = new AbortController();
  const addons = readAddonsConfig(config);
  const trackers: FreshnessTracker[] = [];
  const tell = gatherChanges(changes => {
    options
      .announce(changes)
      .catch(error => logger.warn('Cannot tell that clusters changed', error));
  });

  const collectors = readRancherConfig(config).map(rancher => {
    const tracker = new FreshnessTracker({
      source: rancher.name,
      kind: 'rancher',
      staleAfterMs,
    });
    trackers.push(tracker);
    return new RancherCollector({
      source: new RancherSource(rancher),
      addons,
      logger,
      signal: stopping.signal,
      reporterFor: collection => tracker.part(collection),
      onChanges: tell,
    });
  });

  // owners are part of what a cluster is, so all are told anew
  directory.onChange(() =>
    tell(
      collectors.flatMap(collector =>
        collector.list().map(({ record }) => ({
          id: record.id,
          change: 'upserted' as const,
        })),
      ),
    ),
  );

  return {
    collectors,
    addons,
    freshness: () => trackers.map(tracker => tracker.get()),
    stop: () => stopping.abort(),
  };
}
