import {
  aCluster,
  aFreshness,
  aPage,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clustersRouteRef } from '../../routes';
import { ClustersPage } from './ClustersPage';

const render = (options: Parameters<typeof renderInCloud>[1]) =>
  renderInCloud(<ClustersPage />, {
    mountedRoutes: { '/clusters': clustersRouteRef },
    ...options,
  });
const rowOf = async (name: string) =>
  (await screen.findByRole('rowheader', { name })).closest(
    '[role="row"]',
  ) as HTMLElement;

describe('the page of clusters', () => {
  it('shows of each how it is doing, what it runs and who owns it', async () => {
    render({
      doors: {
        'GET clusters/clusters': aPage([
          aCluster({ upgrade: 'v1.34.2+rke2r1' }),
          aCluster({
            id: 'main.search-dev',
            displayName: 'Search dev',
            state: 'degraded',
            message: '1 of 3 nodes is not ready',
            nodes: { total: 3, ready: 2 },
          }),
        ]),
      },
    });
    const good = within(await rowOf('Checkout production'));
    expect(good.getByText('Active')).toBeInTheDocument();
    expect(good.getByText('v1.34.2+rke2r1 available')).toBeInTheDocument();
    expect(good.getByText('checkout')).toBeInTheDocument();
    expect(
      good.getByRole('link', { name: 'Checkout production' }),
    ).toHaveAttribute('href', '/clusters/main.checkout-prod');

    const bad = within(await rowOf('Search dev'));
    expect(bad.getByText('Degraded')).toBeInTheDocument();
    expect(bad.getByText('1 of 3 nodes is not ready')).toBeInTheDocument();
    expect(bad.getByLabelText('2 of 3 ready')).toBeInTheDocument();
  });

  it('asks for mine first, and for all when told to', async () => {
    const { calls } = render({
      me: ['user:default/ines.duarte', 'group:default/checkout'],
      doors: {
        'GET clusters/clusters': ({ query }) =>
          aPage(query.has('reader') ? [] : [aCluster()]),
      },
    });
    await screen.findByText('None of your teams has a cluster');
    expect(calls[0].query.getAll('reader')).toEqual([
      'user:default/ines.duarte',
      'group:default/checkout',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await rowOf('Checkout production')).toBeInTheDocument();
  });

  it('shows the rows of a source that is down, and since when', async () => {
    render({
      doors: {
        'GET clusters/clusters': aPage([aCluster()], {
          freshness: [
            aFreshness({
              kind: 'rancher',
              state: 'failing',
              since: '2026-11-22T10:00:00Z',
              message: 'Rancher does not answer',
            }),
          ],
        }),
      },
    });
    expect(await rowOf('Checkout production')).toBeInTheDocument();
    expect(
      screen.getByText(/not answering since .* Rancher does not answer/),
    ).toBeInTheDocument();
  });

  it('reads anew when the backend tells of a change', async () => {
    let state: 'provisioning' | 'active' = 'provisioning';
    const { signal } = render({
      doors: { 'GET clusters/clusters': () => aPage([aCluster({ state })]) },
    });
    await screen.findByText('Being created');
    state = 'active';
    signal('cloud.clusters');
    await waitFor(() => expect(screen.getByText('Active')).toBeInTheDocument());
  });
});
