import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Release,
  RancherSource,
} from '@flytower/cloud-node/upstream/rancher';

const refreshMs = 10 * 60_000;
const retryMs = 15_000;

/** Versions that a Rancher offers, read now and then; the last known list stays while it cannot be read, or is empty. */
export class ReleaseList {
  private releases: Release[] = [];
  private timer?: NodeJS.Timeout;

  static start(options: {
    source: RancherSource;
    logger: LoggerService;
    signal: AbortSignal;
    onRead?: () => void;
  }): ReleaseList {
    const list = new ReleaseList();
    const refresh = async () => {
      let waitMs = refreshMs;
      try {
        const read = await options.source.listReleases({
          signal: options.signal,
        });
        // a Rancher that offers nothing at all is one that is not ready
        if (read.length > 0) list.releases = read;
        else waitMs = retryMs;
        options.onRead?.();
      } catch (error) {
        if (options.signal.aborted) return;
        waitMs = retryMs;
        options.logger.debug('Cannot read the versions that Rancher offers', {
          source: options.source.config.name,
          error: String(error),
        });
      }
      list.timer = setTimeout(refresh, waitMs);
      list.timer.unref();
    };
    options.signal.addEventListener('abort', () => clearTimeout(list.timer));
    void refresh();
    return list;
  }

  /** Newest first. */
  get all(): readonly Release[] {
    return this.releases;
  }

  get versions(): string[] {
    return this.releases.map(release => release.version);
  }
}
