import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  aCluster,
  aPage,
  aProject,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { clustersRouteRef } from '../../routes';
import { ClusterCard, ProjectClusters } from '.';

const entityWith = (kind: string, annotations: { [name: string]: string }) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'x', annotations },
});
const mountedRoutes = { '/clusters': clustersRouteRef };

it('tells on an entity how its cluster is doing', async () => {
  const { calls } = renderInCloud(
    <EntityProvider
      entity={entityWith('Resource', {
        'cloud.flytower.io/cluster-id': 'main.checkout-prod',
      })}
    >
      <ClusterCard />
    </EntityProvider>,
    { mountedRoutes, doors: { 'GET clusters/clusters/*': aCluster() } },
  );
  expect(await screen.findByText('Active')).toBeInTheDocument();
  expect(calls[0].path).toBe('/api/clusters/clusters/main.checkout-prod');
  expect(
    screen.getByRole('link', { name: 'Nodes, add-ons and conditions' }),
  ).toHaveAttribute('href', '/clusters/main.checkout-prod');
});

it('lists on a project its own clusters, and how to get one', async () => {
  const project = entityWith('System', {
    'cloud.flytower.io/project-id': 'p1',
  });
  const { calls } = renderInCloud(
    <EntityProvider entity={project}>
      <ProjectClusters />
    </EntityProvider>,
    {
      mountedRoutes,
      doors: {
        'GET clusters/clusters': aPage([]),
        'GET projects/projects/p1': aProject(),
      },
    },
  );
  expect(
    await screen.findByText('This project has no cluster'),
  ).toBeInTheDocument();
  const asked = calls.find(({ path }) => path.endsWith('/clusters'));
  expect(asked?.query.get('projectId')).toBe('p1');
  expect(
    await screen.findByRole('link', { name: 'Create cluster' }),
  ).toHaveAttribute(
    'href',
    `/create/templates/default/cluster?formData=${encodeURIComponent(
      '{"projectId":"p1"}',
    )}`,
  );
});

it('offers no cluster to those who may not create one', async () => {
  const { calls } = renderInCloud(
    <EntityProvider
      entity={entityWith('System', { 'cloud.flytower.io/project-id': 'p1' })}
    >
      <ProjectClusters />
    </EntityProvider>,
    {
      mountedRoutes,
      doors: {
        'GET clusters/clusters': aPage([]),
        'GET projects/projects/p1': aProject({ allowedOperations: [] }),
      },
    },
  );
  await screen.findByText('This project has no cluster');
  await waitFor(() =>
    expect(calls.some(({ path }) => path.endsWith('/projects/p1'))).toBe(true),
  );
  expect(
    screen.queryByRole('link', { name: 'Create cluster' }),
  ).not.toBeInTheDocument();
});
