import type { ClustersApi } from '@flytower/cloud-common/clusters';
import { aCluster } from '@flytower/cloud-react/testUtils';
import { clusterQueries } from './queries';

const { refetchInterval } = clusterQueries.detail({} as ClustersApi, 'c1');
const every = (data: ReturnType<typeof aCluster>) =>
  (refetchInterval as (query: object) => unknown)({ state: { data } });

it('asks for a cluster again also when no signal comes, sooner while it changes', () => {
  expect(every(aCluster())).toBe(30_000);
  expect(every(aCluster({ state: 'provisioning' }))).toBe(5_000);
});
