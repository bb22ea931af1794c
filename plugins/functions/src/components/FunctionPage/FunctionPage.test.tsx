import {
  aDefinition,
  aFunction,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { functionsRouteRef } from '../../routes';
import { FunctionPage } from './FunctionPage';

type Doors = NonNullable<Parameters<typeof renderInCloud>[1]>['doors'];

const id = 'north.checkout.send-receipt';
const noLogs = { lines: [] };
const render = (doors: Doors) =>
  renderInCloud(
    <Routes>
      <Route path="/functions/:id" element={<FunctionPage />} />
    </Routes>,
    {
      url: `/functions/${id}`,
      mountPath: '/*',
      mountedRoutes: { '/functions': functionsRouteRef },
      doors: { 'GET functions/functions/*/logs': noLogs, ...doors },
    },
  );
const panel = async (name: string) =>
  within(await screen.findByRole('region', { name }));

const redeploy = aDefinition({
  plugin: 'functions',
  id: 'redeploy-function',
  title: 'Redeploy function',
  target: 'function',
  targetField: 'functionId',
  risk: 'change',
  inputSchema: {
    type: 'object',
    properties: { functionId: { type: 'string' } },
    required: ['functionId'],
  },
});

describe('the page of a function', () => {
  it('shows its address, how traffic is split among its revisions, and its builds', async () => {
    render({
      'GET functions/functions/*': aFunction({
        revisions: [
          {
            name: 'send-receipt-00002',
            state: 'ready',
            percent: 20,
            tags: ['candidate'],
            replicas: 1,
          },
          {
            name: 'send-receipt-00001',
            state: 'ready',
            percent: 80,
            tags: [],
          },
        ],
        builds: [
          {
            name: 'send-receipt-abc',
            state: 'failed',
            message: 'no package.json',
          },
        ],
      }),
    });
    const about = await panel('Function');
    expect(
      about.getByText('http://send-receipt.checkout.north.meridian.example'),
    ).toBeInTheDocument();

    const revisions = await panel('Revisions');
    expect(
      revisions.getByRole('meter', { name: 'Traffic send-receipt-00001' }),
    ).toHaveAttribute('aria-valuenow', '80');
    expect(revisions.getByText('candidate')).toBeInTheDocument();

    const builds = await panel('Builds');
    expect(builds.getByText('no package.json')).toBeInTheDocument();
  });

  it('calls it and shows what it answers, and how fast', async () => {
    const { calls } = render({
      'GET functions/functions/*': aFunction(),
      'POST functions/functions/*/invoke': {
        status: 200,
        contentType: 'application/json',
        headers: { 'content-type': 'application/json' },
        body: '{"message":"Hello, Grace!"}',
        truncated: false,
        durationMs: 42,
      },
    });
    const body = await screen.findByLabelText('Body');
    await userEvent.clear(body);
    await userEvent.type(body, '{{"name":"Grace"}');
    await userEvent.click(screen.getByRole('button', { name: 'Call' }));

    const answer = within(
      await screen.findByRole('region', { name: 'Answer' }),
    );
    expect(answer.getByText('200')).toBeInTheDocument();
    expect(answer.getByText(/in 42 ms/)).toBeInTheDocument();
    expect(answer.getByText(/"message": "Hello, Grace!"/)).toBeInTheDocument();
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      method: 'POST',
      path: '/',
      contentType: 'application/json',
      body: '{"name":"Grace"}',
    });
  });

  it('sends an event to a function that takes events, but nothing that is not JSON', async () => {
    const { calls } = render({
      'GET functions/functions/*': aFunction({ invoke: 'cloudevent' }),
      'POST functions/functions/*/invoke': {
        status: 204,
        headers: {},
        body: '',
        truncated: false,
        durationMs: 7,
      },
    });
    const data = await screen.findByLabelText('Data (JSON)');
    await userEvent.clear(data);
    await userEvent.type(data, 'nope');
    const send = screen.getByRole('button', { name: 'Send event' });
    await userEvent.click(send);
    expect(screen.getByText(/This is not JSON/)).toBeInTheDocument();
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);

    await userEvent.clear(data);
    await userEvent.type(data, '{{"order":7}');
    await userEvent.click(send);
    await screen.findByText('204');
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      contentType: 'application/json',
      body: '{"order":7}',
      event: { type: 'com.example.test', source: '/portal' },
    });
  });

  it('says in the words of the door why it could not be called', async () => {
    render({
      'GET functions/functions/*': aFunction(),
      'POST functions/functions/*/invoke': errorResponse(503, 'Gateway down'),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Call' }));
    expect(await screen.findByText('Gateway down')).toBeInTheDocument();
  });

  it('offers no call, no logs and no deployment to somebody who may only look', async () => {
    const { calls } = render({
      ...fakeOperations('functions', { definitions: [redeploy] }),
      'GET functions/functions/*': aFunction({ allowedOperations: [] }),
    });
    expect(await screen.findByText(/Nothing can be done/)).toBeInTheDocument();
    expect(
      await screen.findByText('Only its owners may read its logs.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Only its owners may call it from the portal.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Redeploy/ }),
    ).not.toBeInTheDocument();
    expect(calls.some(({ path }) => path.endsWith('/logs'))).toBe(false);
  });

  it('builds the newest source anew once it was looked at what stands against it, and shows how it goes', async () => {
    const { calls } = render({
      ...fakeOperations('functions', { definitions: [redeploy] }),
      'GET functions/functions/*': aFunction(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Redeploy function' }),
    );
    const start = await screen.findByRole('button', { name: 'Start' });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    expect(
      await screen.findByRole('list', { name: 'Steps' }),
    ).toBeInTheDocument();
    const verbs = calls
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => path.split('/').pop());
    expect(verbs).toEqual(['choices', 'precheck', 'start']);
  });
});
