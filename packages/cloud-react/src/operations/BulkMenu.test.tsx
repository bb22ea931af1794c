import type { OperationDefinition } from '@flytower/cloud-common/operations';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import {
  aDefinition,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '../testUtils';
import { BulkMenu } from './BulkMenu';

const upgrade = aDefinition({
  id: 'upgrade-cluster',
  title: 'Upgrade cluster',
  risk: 'change',
  bulk: true,
  inputSchema: {
    type: 'object',
    properties: {
      clusterId: { type: 'string' },
      version: { type: 'string', description: 'Kubernetes version' },
    },
    required: ['clusterId', 'version'],
  },
});
const select = { owner: ['group:default/checkout'], search: ['shop'] };

function Chosen() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(['main.a', 'main.b']),
  );
  return (
    <BulkMenu
      type="cluster"
      chosen={chosen}
      onClear={() => setChosen(new Set())}
      all={{ count: 7, select }}
      allowed={['upgrade-cluster', 'replace-node']}
      allowedHere={[]}
    />
  );
}

const many = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({
    type: 'cluster' as const,
    id: `main.c${nth}`,
    title: `Cluster ${nth}`,
  }));

function render(
  blocked: string[] = [],
  options: {
    found?: number;
    definition?: OperationDefinition;
    refusal?: Response;
  } = {},
) {
  const target = (id: string, wave: number) => ({
    target: { type: 'cluster' as const, id, title: id },
    wave,
    state: wave === 0 ? ('running' as const) : ('waiting-wave' as const),
  });
  return renderInCloud(<Chosen />, {
    doors: {
      ...fakeOperations('clusters', {
        definitions: [options.definition ?? upgrade, aDefinition()],
        choices: () => ({
          version: [{ value: 'v1.34', label: 'v1.34', note: 'for 5 of 7' }],
        }),
        precheck: () => ({
          targets: many(options.found ?? 2),
          problems: blocked.map(title => ({
            severity: 'blocks' as const,
            message: `${title}: it runs v1.34 already`,
          })),
          blocked: blocked.map(id => ({ type: 'cluster', id, title: id })),
        }),
        started: {
          steps: [],
          allowedActions: ['cancel'],
          bulk: {
            waves: {
              size: 1,
              pauseSeconds: 0,
              maxFailures: 0,
              healthGate: true,
            },
            targets: [
              target('Shop', 0),
              target('Shop dev', 1),
              target('Till', 2),
            ],
          },
        },
      }),
      ...(options.refusal && {
        'POST clusters/operations/*/precheck': options.refusal,
      }),
    },
  });
}

async function open() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Do to all of them' }),
  );
  expect(screen.getAllByRole('menuitem')).toHaveLength(1);
  await userEvent.click(
    screen.getByRole('menuitem', { name: 'Upgrade cluster' }),
  );
  return screen.findByRole('button', { name: 'Start' });
}

async function begin() {
  const start = await open();
  await waitFor(() => expect(start).toBeEnabled());
  await userEvent.click(start);
  return within(await screen.findByRole('grid', { name: 'Targets' }));
}

describe('one thing done to many', () => {
  it('goes to the chosen rows by their ids, and offers only what can be done to many', async () => {
    const { calls } = render();
    await begin();
    const { body } = calls.find(({ path }) => path.endsWith('/start'))!;
    expect(body).toMatchObject({
      input: { version: 'v1.34' },
      targets: ['main.c0', 'main.c1'],
      waves: { size: 1 },
    });
    expect(body).not.toHaveProperty('select');
    expect(body).not.toHaveProperty('input.clusterId');
  });

  it('asks what all that match the filters can be given, and goes to those that were found', async () => {
    const { calls } = render([], { found: 6 });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose all 7 that match' }),
    );
    await begin();
    const bodyOf = (verb: string) =>
      calls.find(({ path }) => path.endsWith(`/${verb}`))?.body;
    for (const verb of ['choices', 'precheck']) {
      expect(bodyOf(verb)).toMatchObject({ select });
      expect(bodyOf(verb)).not.toHaveProperty('targets');
    }
    expect(bodyOf('start')).toMatchObject({
      targets: many(6).map(({ id }) => id),
    });
    expect(bodyOf('start')).not.toHaveProperty('select');
  });

  it('shows which will be lost, and has their number typed', async () => {
    render([], {
      found: 6,
      definition: { ...upgrade, risk: 'destructive', confirm: true },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose all 7 that match' }),
    );
    await open();
    expect(
      await screen.findByText('All 6 that match the filters'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/Type “6”/)).toBeInTheDocument();
    const targets = screen.getByText('Cluster 5');
    expect(targets).not.toBeVisible();
    await userEvent.click(screen.getByText('Show which'));
    expect(targets).toBeVisible();
  });

  it('says so when they are more than go at once', async () => {
    render([], {
      refusal: errorResponse(400, 'These are 1200 targets; at most 1000 go'),
    });
    const start = await open();
    expect(await screen.findByText(/These are 1200 targets/)).toBeVisible();
    expect(start).toBeDisabled();
  });

  it('leaves out what is blocked, once that is chosen', async () => {
    const { calls } = render(['main.b']);
    const start = await open();
    const leaveOut = await screen.findByRole('checkbox', {
      name: 'Leave out what is blocked (1), and do it to the other 1',
    });
    expect(
      screen.getByText('main.b: it runs v1.34 already'),
    ).toBeInTheDocument();
    expect(start).toBeDisabled();
    await userEvent.click(leaveOut);
    await userEvent.click(start);
    await waitFor(() =>
      expect(
        calls.find(({ path }) => path.endsWith('/start'))?.body,
      ).toMatchObject({ skipBlocked: true }),
    );
  });

  it('cannot begin when all of them are blocked, and does not fill the dialog with why', async () => {
    const all = Array.from({ length: 12 }, (_, nth) => `main.c${nth}`);
    render(all, { found: all.length });
    const start = await open();
    const more = await screen.findByRole('button', { name: 'Show 4 more' });
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(start).toBeDisabled();
    await userEvent.click(more);
    expect(
      screen.getByText('main.c11: it runs v1.34 already'),
    ).toBeInTheDocument();
  });

  it('shows how each of them stands, and stops what has not started', async () => {
    const { calls } = render();
    const targets = await begin();
    const rows = targets.getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent('Running');
    expect(rows[2]).toHaveTextContent('Till3Waits for its wave');
    expect(
      screen.getByText('Running: 1 · Waits for its wave: 2'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Stop what has not started' }),
    );
    await waitFor(() =>
      expect(calls.some(({ path }) => path.endsWith('/cancel'))).toBe(true),
    );
  });
});
