import {
  aCluster,
  aFreshness,
  aFunction,
  aPage,
  aProject,
  errorResponse,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, within } from '@testing-library/react';
import { HomePage } from './HomePage';

const doors = {
  'GET projects/projects': aPage([aProject()]),
  'GET clusters/clusters': aPage([aCluster()]),
  'GET functions/functions': aPage([aFunction()]),
};

const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('the home page', () => {
  it("shows my teams' projects, clusters and functions", async () => {
    const { calls } = renderInCloud(<HomePage />, { doors });
    expect(
      await (await panel('Clusters')).findByText('Checkout production'),
    ).toBeInTheDocument();
    expect(
      await (await panel('Functions')).findByText('send-receipt'),
    ).toBeInTheDocument();
    expect(
      await (await panel('Projects')).findByText('checkout-production'),
    ).toBeInTheDocument();
    for (const call of calls) {
      expect(call.query.getAll('reader')).toContain('group:default/checkout');
    }
  });

  it('puts what needs a look first, and counts it', async () => {
    const broken = aCluster({
      id: 'main.zebra',
      displayName: 'Zebra',
      state: 'degraded',
      message: 'Node zebra-w-1 is not ready',
    });
    renderInCloud(<HomePage />, {
      doors: {
        ...doors,
        'GET clusters/clusters': ({ query }) =>
          aPage(query.has('state') ? [broken] : [aCluster()], {
            total: 7,
            facets: {
              state: [
                { value: 'active', count: 5 },
                { value: 'degraded', count: 2 },
              ],
            },
          }),
      },
    });
    const clusters = await panel('Clusters');
    expect(await clusters.findByText('2 to look at')).toBeInTheDocument();
    const rows = await clusters.findAllByRole('listitem');
    expect(rows[0]).toHaveTextContent('Node zebra-w-1 is not ready');
    expect(clusters.getByRole('link', { name: 'All 7' })).toHaveAttribute(
      'href',
      '/clusters',
    );
  });

  it('says what to do next where there is nothing', async () => {
    renderInCloud(<HomePage />, {
      doors: { ...doors, 'GET clusters/clusters': aPage([]) },
    });
    const clusters = await panel('Clusters');
    expect(
      await clusters.findByText('Your teams have no cluster yet'),
    ).toBeInTheDocument();
    expect(
      clusters.getByRole('link', { name: 'Create a cluster' }),
    ).toHaveAttribute('href', '/create/templates/default/cluster');
  });

  it('loses one panel, and no other, when one door fails', async () => {
    renderInCloud(<HomePage />, {
      doors: {
        ...doors,
        'GET clusters/clusters': errorResponse(503, 'Rancher is not there'),
        'GET projects/projects': aPage([aProject()], {
          freshness: [aFreshness({ state: 'stale' })],
        }),
      },
    });
    expect(
      await (await panel('Clusters')).findByText('Rancher is not there'),
    ).toBeInTheDocument();
    expect(
      await (await panel('Functions')).findByText('send-receipt'),
    ).toBeInTheDocument();
    expect(
      await (await panel('Projects')).findByText(/OpenStack main: shown as of/),
    ).toBeInTheDocument();
  });
});
