import { useApi } from '@backstage/frontend-plugin-api';
import type { FunctionLogs } from '@flytower/cloud-common/functions';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';

/** As many lines as somebody can still look through. */
export const mostLines = 2_000;
const every = 2_000;

interface Followed extends FunctionLogs {
  /** True once older lines had to go. */
  isCut: boolean;
}

/** Key of the followed logs of one function. */
export function logsKey(id: string) {
  return ['function-logs', id] as const;
}

/**
 * The logs of a function, followed while somebody looks: each answer says where to read on, so only what is new comes
 * over the wire. TanStack Query asks only while the tab is visible.
 */
export function useFunctionLogs(options: {
  id: string;
  isPaused: boolean;
  isAllowed: boolean;
}) {
  const { id, isPaused, isAllowed } = options;
  const functions = useApi(functionsApiRef);
  const client = useQueryClient();
  return useQuery<Followed>({
    queryKey: logsKey(id),
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<Followed>(logsKey(id));
      const { lines, next, message } = await functions.getLogs(
        id,
        { since: before?.next, tail: 500 },
        { signal },
      );
      const all = [...(before?.lines ?? []), ...lines];
      return {
        lines: all.slice(-mostLines),
        next: next ?? before?.next,
        message,
        isCut: (before?.isCut ?? false) || all.length > mostLines,
      };
    },
    enabled: isAllowed,
    refetchInterval: isPaused ? false : every,
    staleTime: 0,
    structuralSharing: false,
  });
}
