import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aDefinition,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '../../testUtils';
import { OperationMenu } from '../OperationMenu';
import {
  choose,
  open,
  startButton,
  target,
  upgrade,
} from './__testUtils__/openDialog';

const remove = aDefinition({
  id: 'delete-cluster',
  title: 'Delete cluster',
  risk: 'destructive',
  confirm: true,
  inputSchema: {
    type: 'object',
    properties: { clusterId: { type: 'string' } },
    required: ['clusterId'],
  },
});

describe('the menu of operations', () => {
  it('offers only what the door allows', async () => {
    renderInCloud(
      <OperationMenu target={target} allowed={['upgrade-cluster']} />,
      {
        doors: fakeOperations('clusters', { definitions: [upgrade, remove] }),
      },
    );
    await screen.findByRole('button', { name: 'Upgrade cluster' });
    expect(
      screen.queryByRole('button', { name: 'Delete cluster' }),
    ).not.toBeInTheDocument();
  });
});

describe('the dialog of an operation', () => {
  it('starts nothing before it was looked at what stands against it', async () => {
    const { starts } = await open(aDefinition({ risk: 'change' }));
    expect(startButton()).toBeDisabled();
    expect(screen.getByText(/Fill in what is asked for/)).toBeInTheDocument();
    await waitFor(() => expect(screen.getByLabelText(/^Node/)).toBeEnabled());
    await userEvent.type(screen.getByLabelText(/^Node/), 'w1');
    expect(startButton()).toBeDisabled();
    await screen.findByText('Nothing stands against it.');
    expect(startButton()).toBeEnabled();
    await userEvent.click(startButton());
    await waitFor(() => expect(starts()).toHaveLength(1));
    expect(starts()[0].body).toMatchObject({
      input: { clusterId: 'main.checkout-prod', node: 'w1' },
    });
  });

  it('says at the field what blocks it, and cannot be started', async () => {
    await open(upgrade, {
      precheck: () => ({
        problems: [
          {
            severity: 'blocks',
            field: 'version',
            message: 'v1.20 is older than what runs.',
          },
          { severity: 'warns', message: 'The last snapshot is a day old.' },
        ],
      }),
    });
    const version = await screen.findByLabelText(/^Version/);
    await waitFor(() => expect(version).toBeEnabled());
    await userEvent.type(version, 'v1.20');
    expect(
      await screen.findByText('v1.20 is older than what runs.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The last snapshot is a day old.'),
    ).toBeInTheDocument();
    expect(version).toBeInvalid();
    expect(version).toHaveAccessibleDescription(
      /v1\.20 is older than what runs\./,
    );
    expect(startButton()).toBeDisabled();
  });

  it('says what has to be filled in differently, and does not offer to look at the same again', async () => {
    const sentence = '"node": must be a name';
    renderInCloud(
      <OperationMenu target={target} allowed={['replace-node']} />,
      {
        doors: {
          ...fakeOperations('clusters', { definitions: [aDefinition()] }),
          'POST clusters/operations/*/precheck': errorResponse(400, sentence),
        },
      },
    );
    await userEvent.click(await screen.findByRole('button'));
    const node = await screen.findByLabelText(/^Node/);
    await waitFor(() => expect(node).toBeEnabled());
    await userEvent.type(node, '?');
    await screen.findByText(sentence);
    expect(
      screen.getByText('Something has to be filled in differently'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull();
    expect(startButton()).toBeDisabled();
  });

  it('tells secrets to nobody who only offers choices', async () => {
    const { calls, starts } = await open(
      aDefinition({
        risk: 'change',
        inputSchema: {
          type: 'object',
          properties: {
            clusterId: { type: 'string' },
            password: { type: 'string', secret: true },
          },
          required: ['clusterId'],
        },
      }),
    );
    const password = await screen.findByLabelText('Password');
    await waitFor(() => expect(password).toBeEnabled());
    await userEvent.type(password, 'hunter2');
    await screen.findByText('Nothing stands against it.');
    await userEvent.click(startButton());
    await waitFor(() => expect(starts()).toHaveLength(1));
    expect(starts()[0].body).toMatchObject({ input: { password: 'hunter2' } });
    const asked = calls.filter(({ path }) => path.endsWith('/choices'));
    expect(asked).not.toEqual([]);
    expect(JSON.stringify(asked.map(({ body }) => body))).not.toMatch(/hunt/);
  });

  it('takes nothing before it is known whether something is to be chosen', async () => {
    let answer: (() => void) | undefined;
    await open(upgrade, {
      choices: () =>
        new Promise(resolve => {
          answer = () =>
            resolve({
              version: ['v1.33', 'v1.34'].map(value => ({
                value,
                label: value,
              })),
            });
        }),
    });
    expect(
      await screen.findByRole('textbox', { name: /^Version/ }),
    ).toBeDisabled();
    await waitFor(() => expect(answer).toBeDefined());
    answer!();
    await choose(/Version/, /v1\.33/);
    expect(screen.queryByRole('textbox', { name: /^Version/ })).toBeNull();
  });

  it('says so when it cannot be known what is to be chosen, and asks again', async () => {
    let isAway = true;
    await open(upgrade, {
      choices: () => {
        if (isAway) throw new Error('The cluster is away');
        return { version: [{ value: 'v1.34', label: 'v1.34' }] };
      },
    });
    await screen.findByText('It could not be looked at what can be chosen');
    isAway = false;
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(
      await screen.findByRole('button', { name: /v1\.34.*Version/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/could not be looked at/)).toBeNull();
  });

  it('offers what is valid for what was chosen, and takes back what no longer is', async () => {
    const { starts } = await open(upgrade, {
      choices: ({ version }: { version?: unknown }) => ({
        version: ['v1.33', 'v1.34'].map(value => ({ value, label: value })),
        patch: [`${version ?? 'none'}.1`, `${version ?? 'none'}.2`].map(
          value => ({ value, label: value }),
        ),
      }),
    });
    await choose(/Version/, /v1\.33/);
    await choose(/Patch/, /v1\.33\.2/);
    await choose(/Version/, /v1\.34/);
    await waitFor(() =>
      expect(screen.queryByText('v1.33.2')).not.toBeInTheDocument(),
    );
    await waitFor(() => expect(startButton()).toBeEnabled());
    await userEvent.click(startButton());
    await waitFor(() =>
      expect(starts()[0]?.body).toMatchObject({
        input: { clusterId: 'main.checkout-prod', version: 'v1.34' },
      }),
    );
  });

  it('names what will be lost, and asks for its name and a reason', async () => {
    await open(remove);
    await screen.findByText('Nothing stands against it.');
    expect(screen.getByText('This cannot be taken back')).toBeInTheDocument();
    expect(startButton()).toBeDisabled();
    await userEvent.type(screen.getByLabelText(/^Why/), 'Not needed any more');
    expect(startButton()).toBeDisabled();
    const name = screen.getByLabelText(/Type “Checkout production”/);
    await userEvent.type(name, 'Checkout');
    expect(startButton()).toBeDisabled();
    await userEvent.type(name, ' production');
    expect(startButton()).toBeEnabled();
  });

  it('says that somebody else will have to agree', async () => {
    const { starts } = await open(remove, {
      precheck: () => ({ needsApproval: true }),
      started: { state: 'waiting-approval', message: undefined, steps: [] },
    });
    await screen.findByText('Somebody else has to approve this');
    await userEvent.type(screen.getByLabelText(/^Why/), 'Not needed');
    await userEvent.type(
      screen.getByLabelText(/Type “/),
      'Checkout production',
    );
    await userEvent.click(startButton('Ask for approval'));
    expect(await screen.findByText('Waits for approval')).toBeInTheDocument();
    expect(starts()[0].body).toMatchObject({ reason: 'Not needed' });
  });

  it('is one operation however often it is pressed, and shows how it goes', async () => {
    const { calls, starts } = await open(
      aDefinition({ risk: 'change', inputSchema: remove.inputSchema }),
      { started: { allowedActions: ['cancel'] } },
    );
    await waitFor(() => expect(startButton()).toBeEnabled());
    await userEvent.dblClick(startButton());
    const steps = within(
      await screen.findByRole('list', { name: 'Steps' }),
    ).getAllByRole('listitem');
    expect(steps[1]).toHaveTextContent('Server is being built');
    const keys = starts().map(
      ({ body }) => (body as { idempotencyKey: string }).idempotencyKey,
    );
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(screen.getByRole('link', { name: 'Open its page' })).toHaveAttribute(
      'href',
      '/cloud/operations/clusters/started-1',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Stop it' }));
    expect(await screen.findByText('Cancelled')).toBeInTheDocument();
    expect(calls.some(({ path }) => path.endsWith('/cancel'))).toBe(true);
  });
});
