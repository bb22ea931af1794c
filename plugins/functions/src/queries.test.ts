import type { FunctionsApi } from '@flytower/cloud-common/functions';
import { aFunction } from '@flytower/cloud-react/testUtils';
import { functionQueries } from './queries';

const { refetchInterval } = functionQueries.detail({} as FunctionsApi, 'f1');
const every = (data: ReturnType<typeof aFunction>) =>
  (refetchInterval as (query: object) => unknown)({ state: { data } });

it('asks for a function again also when no signal comes, sooner while it changes', () => {
  expect(every(aFunction())).toBe(30_000);
  expect(every(aFunction({ state: 'deploying' }))).toBe(5_000);
});
