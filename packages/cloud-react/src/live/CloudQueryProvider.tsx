import {
  QueryClient,
  QueryClientContext,
  QueryClientProvider,
} from '@tanstack/react-query';
import { useContext, useState, type ReactNode } from 'react';
import { OperationDialogs } from '../operations/dialog/OperationDialogs';
import { isRefusal } from './isRefusal';

const retries = 2;

/** A refusal stays a refusal: only what may be different a moment later is asked again. */
function mayBeDifferentNextTime(count: number, error: unknown): boolean {
  return !isRefusal(error) && count < retries;
}

/** Answers are kept in memory only, as what one person may see is not for the next one at this browser. */
export function createCloudQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: mayBeDifferentNextTime,
        staleTime: 5_000,
        gcTime: 5 * 60_000,
      },
      mutations: { retry: false },
    },
  });
}

// One for the whole portal: each plugin wraps its own pages, and what one has read the others need not read again.
let shared: QueryClient | undefined;

/**
 * Wrap a plugin's pages, cards, tabs and form fields in this before they call `useQuery` or offer operations. Inside
 * another one it changes nothing.
 *
 * @public
 */
export function CloudQueryProvider(props: {
  /** Only for tests. */
  client?: QueryClient;
  children: ReactNode;
}) {
  const outer = useContext(QueryClientContext);
  const [client] = useState(
    () => props.client ?? outer ?? (shared ??= createCloudQueryClient()),
  );
  return (
    <QueryClientProvider client={client}>
      <OperationDialogs>{props.children}</OperationDialogs>
    </QueryClientProvider>
  );
}
