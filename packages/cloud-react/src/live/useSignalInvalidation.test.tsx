import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import {
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { useSignalInvalidation } from './useSignalInvalidation';

/** A part of a page that shows the version of a thing, which a slow door answers. */
function watch(options: { readTakes: number; watchers?: number }) {
  const listeners = new Set<() => void>();
  const signals = {
    subscribe(_channel: string, listener: () => void) {
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
  const door = { version: 1, reads: 0, aborted: 0 };
  const read = async ({ signal }: { signal: AbortSignal }) => {
    door.reads += 1;
    const { version } = door;
    await new Promise(resolve => setTimeout(resolve, options.readTakes));
    if (signal.aborted) door.aborted += 1;
    return version;
  };
  function Version() {
    useSignalInvalidation('things', ['things']);
    const { data } = useQuery({ queryKey: ['things', 'a'], queryFn: read });
    return <p>version {data}</p>;
  }
  const app = render(
    <TestApiProvider apis={[[signalApiRef, signals as never]]}>
      <QueryClientProvider client={new QueryClient()}>
        {Array.from({ length: options.watchers ?? 1 }, (_, nth) => (
          <Version key={nth} />
        ))}
      </QueryClientProvider>
    </TestApiProvider>,
  );
  const pass = (time: number) =>
    act(async () => {
      await jest.advanceTimersByTimeAsync(time);
    });
  const change = () => {
    door.version += 1;
    listeners.forEach(tell => tell());
  };
  return { ...app, door, pass, change };
}

describe('signals of changes', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('let a read come to its end, however often they come', async () => {
    const { door, pass, change } = watch({ readTakes: 1_000 });
    await pass(1_100);
    for (let nth = 0; nth < 20; nth += 1) {
      change();
      await pass(200);
    }
    expect(door.aborted).toBe(0);
    expect(screen.queryByText('version 1')).not.toBeInTheDocument();
    await pass(3_000);
    expect(screen.getByText('version 21')).toBeInTheDocument();
  });

  it('that come while a read runs are followed by another read', async () => {
    const { pass, change } = watch({ readTakes: 2_000 });
    await pass(100);
    change();
    await pass(2_000);
    expect(screen.getByText('version 1')).toBeInTheDocument();
    await pass(3_000);
    expect(screen.getByText('version 2')).toBeInTheDocument();
  });

  it('cost one read where two parts of a page watch the same', async () => {
    const { door, pass, change } = watch({ readTakes: 50, watchers: 2 });
    await pass(100);
    change();
    await pass(3_000);
    expect(door.reads).toBe(2);
    expect(screen.getAllByText('version 2')).toHaveLength(2);
  });
});
