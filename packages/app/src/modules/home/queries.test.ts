import { homeQueries } from './queries';

type Every = (query: object) => unknown;

it('asks again also when no signal comes, sooner while something is on its way', () => {
  const clusters = homeQueries.clusters({} as never, []);
  const every = (state: string) =>
    (clusters.refetchInterval as Every)({
      state: { data: { items: [{ state }] } },
    });
  expect(every('active')).toBe(30_000);
  expect(every('updating')).toBe(5_000);
  expect(homeQueries.projects({} as never, []).refetchInterval).toBe(30_000);
});
