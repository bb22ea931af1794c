import {
  aCluster,
  errorResponse,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { clustersRouteRef } from '../../routes';
import { ClusterPage } from './ClusterPage';

const detail = 'GET clusters/clusters/*';
const render = (answer: object) =>
  renderInCloud(
    <Routes>
      <Route path="/clusters/:id" element={<ClusterPage />} />
    </Routes>,
    {
      url: '/clusters/main.checkout-prod',
      mountPath: '/*',
      mountedRoutes: { '/clusters': clustersRouteRef },
      doors: { [detail]: answer },
    },
  );
const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));

const node = {
  name: 'worker-2',
  roles: ['worker' as const],
  state: 'not-ready' as const,
  message: 'Kubelet stopped posting node status',
};

describe('the page of a cluster', () => {
  it('shows its nodes, pools, capacity, add-ons and conditions', async () => {
    render(
      aCluster({
        state: 'degraded',
        message: '1 of 3 nodes is not ready',
        nodes: { total: 3, ready: 2 },
        nodeList: [node],
        pools: [
          {
            name: 'workers',
            roles: ['worker'],
            desired: 3,
            ready: 2,
            flavor: 'm1.large',
          },
        ],
        capacity: {
          cpu: 12,
          cpuRequested: 7.25,
          memoryMiB: 24576,
          memoryRequestedMiB: 12288,
        },
        addons: [
          {
            name: 'cert-manager',
            chart: 'cert-manager',
            version: '1.19.1',
            namespace: 'cert-manager',
            state: 'failed',
            message: 'chart not found',
            managed: true,
          },
        ],
        conditions: [{ type: 'Connected', status: 'True' }],
      }),
    );
    const about = await panel('Cluster');
    expect(about.getByText('Degraded')).toBeInTheDocument();
    expect(about.getByText('1 of 3 nodes is not ready')).toBeInTheDocument();

    const nodes = await panel('Nodes');
    expect(nodes.getByText('Not ready')).toBeInTheDocument();
    expect(
      nodes.getByText('Kubelet stopped posting node status'),
    ).toBeInTheDocument();

    expect(
      (await panel('Pools')).getByLabelText('2 of 3 ready'),
    ).toBeInTheDocument();
    expect(
      (await panel('Capacity')).getByRole('meter', {
        name: 'Cores requested',
      }),
    ).toHaveAttribute('aria-valuenow', '7.25');

    const addons = await panel('Add-ons');
    expect(addons.getByText('chart not found')).toBeInTheDocument();
    expect(
      (await panel('Conditions')).getByText('Connected'),
    ).toBeInTheDocument();
  });

  it('leads its owner to the add-on form with the cluster filled in', async () => {
    render(aCluster());
    const link = await screen.findByRole('link', { name: 'Install add-on' });
    const url = new URL(link.getAttribute('href') ?? '', 'http://portal.test');
    expect(url.pathname).toBe('/create/templates/default/addon');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      clusterId: 'main.checkout-prod',
    });
  });

  it('offers nothing to somebody who may only look', async () => {
    render(aCluster({ allowedOperations: [] }));
    expect(await screen.findByText('No add-ons yet')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Install add-on' }),
    ).not.toBeInTheDocument();
  });

  it('shows step by step how far a new cluster has come', async () => {
    render(
      aCluster({
        state: 'provisioning',
        message: 'waiting for infrastructure ready',
        nodes: { total: 0, ready: 0 },
        pools: [{ name: 'cp', roles: ['etcd'], desired: 1, ready: 0 }],
      }),
    );
    const steps = within(
      await screen.findByRole('list', { name: 'Progress' }),
    ).getAllByRole('listitem');
    expect(steps[1]).toHaveAttribute('aria-current', 'step');
    expect(steps[1]).toHaveTextContent(
      '0 of 1 machines are there · waiting for infrastructure ready',
    );
  });

  it('does not call a cluster down whose agent is lost', async () => {
    render(aCluster({ state: 'agent-lost' }));
    expect(await screen.findByText('Agent lost')).toBeInTheDocument();
    expect(
      screen.getByText(
        /no longer hears from this cluster.*may well be running/,
      ),
    ).toBeInTheDocument();
  });

  it('says in the words of the door when there is no such cluster', async () => {
    render(errorResponse(404, 'No cluster main.checkout-prod'));
    expect(
      await screen.findByText('No cluster main.checkout-prod'),
    ).toBeInTheDocument();
  });
});
