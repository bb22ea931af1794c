import { identityApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import {
  QueryClient,
  QueryClientProvider,
  type UseQueryResult,
} from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { useMineOrAll } from './MineOrAll';

const client = new QueryClient({
  defaultOptions: { queries: { retry: false } },
});
const future = { v7_startTransition: true, v7_relativeSplatPath: true };
const signedOut = {
  getBackstageIdentity: () => Promise.reject(new Error('Sign in again')),
};
const wrapper = ({ children }: { children: ReactNode }) => (
  <TestApiProvider apis={[[identityApiRef, signedOut]]}>
    <QueryClientProvider client={client}>
      <MemoryRouter future={future}>{children}</MemoryRouter>
    </QueryClientProvider>
  </TestApiProvider>
);

it('says why a list of mine cannot be asked when it is not known who I am', async () => {
  const { result } = renderHook(useMineOrAll, { wrapper });
  const waiting = { isError: false, error: null } as UseQueryResult;
  expect(result.current.answer(waiting)).toBe(waiting);
  await waitFor(() =>
    expect(result.current.answer(waiting)).toMatchObject({
      isError: true,
      error: new Error('Sign in again'),
    }),
  );
  expect(result.current.isReady).toBe(false);
});
