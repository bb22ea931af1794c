import type { RootLifecycleService } from '@backstage/backend-plugin-api';

/** Something that can compare itself with the truth, and knows whether that was all of it. */
interface Confirming {
  confirm(): Promise<boolean>;
  /** Milliseconds between two comparisons; a minute unless said otherwise. */
  readonly everyMs?: number;
}

const soon = 2_000;
const often = 60_000;

/**
 * Confirms each provider for as long as the backend runs, and every two seconds until it was complete once, as nobody can
 * sign in before their user is there.
 */
export function keepConfirming(
  lifecycle: RootLifecycleService,
  providers: Confirming[],
): void {
  const stop = new AbortController();
  lifecycle.addShutdownHook(() => stop.abort());
  lifecycle.addStartupHook(() => {
    for (const provider of providers) {
      const turn = async () => {
        const complete = await provider.confirm();
        if (stop.signal.aborted) return;
        const timer = setTimeout(
          turn,
          complete ? provider.everyMs ?? often : soon,
        );
        timer.unref();
        stop.signal.addEventListener('abort', () => clearTimeout(timer), {
          once: true,
        });
      };
      turn();
    }
  });
}
