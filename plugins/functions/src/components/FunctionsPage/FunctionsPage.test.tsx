import {
  aFunction,
  aPage,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, within } from '@testing-library/react';
import { functionsRouteRef } from '../../routes';
import { FunctionsPage } from './FunctionsPage';

const render = (options: Parameters<typeof renderInCloud>[1]) =>
  renderInCloud(<FunctionsPage />, {
    mountedRoutes: { '/functions': functionsRouteRef },
    ...options,
  });

describe('the page of functions', () => {
  it('shows of each how it is doing and why it fails', async () => {
    render({
      doors: {
        'GET functions/functions': aPage([
          aFunction({ state: 'sleeping' }),
          aFunction({
            id: 'north.search.reindex',
            name: 'reindex',
            state: 'failed',
            message: 'Container failed with: exit code 1',
          }),
        ]),
      },
    });
    const row = (await screen.findByRole('rowheader', { name: 'reindex' }))
      .parentElement as HTMLElement;
    expect(within(row).getByText('Failed')).toBeInTheDocument();
    expect(
      within(row).getByText('Container failed with: exit code 1'),
    ).toBeInTheDocument();
    expect(within(row).getByRole('link', { name: 'reindex' })).toHaveAttribute(
      'href',
      '/functions/north.search.reindex',
    );
    expect(screen.getByText('Sleeping')).toBeInTheDocument();
  });

  it('says how to get one when there is none', async () => {
    render({ doors: { 'GET functions/functions': aPage([]) } });
    expect(
      await screen.findByText('None of your teams has a function'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Create function' }),
    ).toHaveAttribute('href', '/create/templates/default/function');
  });
});
