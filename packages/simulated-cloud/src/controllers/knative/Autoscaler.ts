import type { Clock } from '../../Clock';
import { keyOf } from '../runtime';
import type { Revision } from './types';

const prefix = 'autoscaling.knative.dev';

interface Activity {
  revision: Revision;
  wanted: boolean;
  lastRequest: number;
  inFlight: number;
}

/** Decides which revisions run: from the first request until there was none for a while. */
export class Autoscaler {
  private readonly activities = new Map<string, Activity>();
  private readonly ending = new AbortController();

  constructor(
    private readonly clock: Clock,
    private readonly idleMs: number,
    private readonly changed: (revision: Revision) => void,
  ) {}

  start(): void {
    void this.watch();
  }

  stop(): void {
    this.ending.abort();
  }

  /** True when the revision is to have a pod. A new one has, so that it shows whether it can start. */
  wants(revision: Revision, routed: boolean): boolean {
    const activity = this.activityOf(revision);
    const least = Number(scaleOf(revision, 'min-scale', 'minScale') ?? 0);
    return activity.wanted || (routed && least > 0);
  }

  /** A request came for it. Call the result when it is answered. */
  begin(revision: Revision): () => void {
    const activity = this.activityOf(revision);
    activity.inFlight++;
    activity.lastRequest = this.clock.now();
    if (!activity.wanted) {
      activity.wanted = true;
      this.changed(revision);
    }
    return () => {
      activity.inFlight--;
      activity.lastRequest = this.clock.now();
    };
  }

  forget(revision: Revision): void {
    this.activities.delete(keyOf(revision));
  }

  private activityOf(revision: Revision): Activity {
    const key = keyOf(revision);
    let activity = this.activities.get(key);
    if (!activity || activity.revision.metadata.uid !== revision.metadata.uid) {
      activity = {
        revision,
        wanted: scaleOf(revision, 'initial-scale', 'initialScale') !== '0',
        lastRequest: this.clock.now(),
        inFlight: 0,
      };
      this.activities.set(key, activity);
    }
    return activity;
  }

  private async watch() {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.clock.sleep(this.idleMs / 6, signal);
      for (const activity of this.activities.values()) {
        const idle = this.clock.now() - activity.lastRequest >= this.idleMs;
        if (!activity.wanted || activity.inFlight > 0 || !idle) continue;
        activity.wanted = false;
        this.changed(activity.revision);
      }
    }
  }
}

/** Annotations of old date were in camel case, and are still understood. */
function scaleOf(revision: Revision, name: string, old: string) {
  const { annotations = {} } = revision.metadata;
  return annotations[`${prefix}/${name}`] ?? annotations[`${prefix}/${old}`];
}
