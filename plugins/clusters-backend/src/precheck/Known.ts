/** What a cluster was asked at the moment somebody wants to change it, or why it cannot be known now. */
export type Known<T> =
  | { known: true; value: T }
  | { known: false; reason: string };

/** How long a precheck waits for a cluster, all in all. */
export const patienceMs = 4_000;

/** Asks within the deadline. A cluster that cannot be asked is an answer too, not an error. */
export async function askInTime<T>(
  ask: (options: { signal: AbortSignal; timeoutMs: number }) => Promise<T>,
  timeoutMs = patienceMs,
): Promise<Known<T>> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    return { known: true, value: await ask({ signal, timeoutMs }) };
  } catch (error) {
    return {
      known: false,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}
