import {
  aDefinition,
  aFunction,
  aPage,
  fakeOperations,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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

  it('pauses all that match the filters at once', async () => {
    const { calls } = render({
      url: '/?show=all&runtime=node&search=index',
      doors: {
        'GET functions/functions': aPage([
          aFunction({ allowedOperations: ['pause-function'] }),
          aFunction({ id: 'north.search.reindex', name: 'reindex' }),
        ]),
        ...fakeOperations('functions', {
          definitions: [
            aDefinition({
              plugin: 'functions',
              id: 'pause-function',
              title: 'Pause function',
              target: 'function',
              targetField: 'functionId',
              risk: 'change',
              bulk: true,
              inputSchema: {
                type: 'object',
                properties: { functionId: { type: 'string' } },
                required: ['functionId'],
              },
            }),
          ],
          precheck: () => ({
            targets: ['north.search.index', 'north.search.reindex'].map(id => ({
              type: 'function',
              id,
              title: id,
            })),
          }),
        }),
      },
    });
    const row = (await screen.findByRole('rowheader', { name: 'reindex' }))
      .parentElement as HTMLElement;
    await userEvent.click(within(row).getByRole('checkbox'));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose all 2 that match' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Do to all of them' }),
    );
    await userEvent.click(
      screen.getByRole('menuitem', { name: 'Pause function' }),
    );
    const start = await screen.findByRole('button', { name: 'Start' });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    const bodyOf = (verb: string) =>
      calls.find(({ path }) => path.endsWith(`/${verb}`))?.body;
    await waitFor(() =>
      expect(bodyOf('start')).toMatchObject({
        targets: ['north.search.index', 'north.search.reindex'],
        input: {},
      }),
    );
    expect(bodyOf('precheck')).toMatchObject({
      select: { runtime: ['node'], search: ['index'] },
    });
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
