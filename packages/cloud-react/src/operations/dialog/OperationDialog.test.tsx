import type { OperationDefinition } from '@flytower/cloud-common/operations';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FindingList } from '../../findings';
import {
  aDefinition,
  aFinding,
  anOperation,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '../../testUtils';
import { OperationMenu } from '../OperationMenu';

const target = {
  type: 'cluster' as const,
  id: 'main.checkout-prod',
  title: 'Checkout production',
};

/** Opens the dialog as people do: by the button of the operation. */
async function open(
  definition: OperationDefinition,
  has: Omit<Parameters<typeof fakeOperations>[1], 'definitions'> = {},
) {
  const rendered = renderInCloud(
    <OperationMenu target={target} allowed={[definition.id]} />,
    {
      doors: fakeOperations('clusters', { definitions: [definition], ...has }),
    },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: definition.title }),
  );
  await screen.findByRole('dialog');
  const starts = () =>
    rendered.calls.filter(({ path }) => path.endsWith('/start'));
  return { ...rendered, starts };
}

const startButton = (name = 'Start') => screen.getByRole('button', { name });
const choose = async (field: RegExp, option: RegExp) => {
  await userEvent.click(await screen.findByRole('button', { name: field }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

const upgrade = aDefinition({
  id: 'upgrade-cluster',
  title: 'Upgrade cluster',
  risk: 'change',
  inputSchema: {
    type: 'object',
    properties: {
      clusterId: { type: 'string' },
      version: { type: 'string', description: 'Kubernetes version' },
      patch: { type: 'string' },
    },
    required: ['clusterId', 'version'],
  },
});
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

  describe('whose choices change', () => {
    const offer = (...values: string[]) => ({
      version: values.map(value => ({ value, label: value })),
    });
    const versionIs = (value: string) =>
      screen.findByRole('button', { name: new RegExp(`${value}.*Version`) });

    /** As a finding opens it. */
    async function openWith(
      version: string,
      choices: () => ReturnType<typeof offer>,
    ) {
      const suggestion = {
        plugin: 'clusters',
        operation: upgrade.id,
        title: 'Upgrade',
        risk: upgrade.risk,
        input: { clusterId: target.id, version },
      };
      renderInCloud(
        <FindingList findings={[aFinding({ suggestions: [suggestion] })]} />,
        {
          doors: fakeOperations('clusters', {
            definitions: [upgrade],
            choices,
            precheck: ({ version: asked }) => ({
              problems:
                asked === 'v1.34'
                  ? []
                  : [
                      {
                        severity: 'blocks',
                        field: 'version',
                        message: `There is no ${asked}`,
                      },
                    ],
            }),
          }),
        },
      );
      const button = await screen.findByRole('button', { name: 'Upgrade' });
      await waitFor(() => expect(button).toBeEnabled());
      await userEvent.click(button);
    }

    it('chooses the only one where nothing was asked for', async () => {
      await open(upgrade, { choices: () => offer('v1.34') });
      await versionIs('v1\\.34');
      await waitFor(() => expect(startButton()).toBeEnabled());
    });

    it('keeps what it was opened with, and never takes the only other one instead', async () => {
      await openWith('v1.33', () => offer('v1.34'));
      await versionIs('v1\\.33');
      expect(await screen.findByText('There is no v1.33')).toBeInTheDocument();
      expect(startButton()).toBeDisabled();
      await choose(/Version/, /v1\.34/);
      await waitFor(() => expect(startButton()).toBeEnabled());
    });

    it('takes back what was chosen and is gone, and leaves it to people to choose another', async () => {
      const before = offer('v1.33', 'v1.34');
      let now = before;
      await open(upgrade, { choices: () => now });
      await choose(/Version/, /v1\.33/);
      now = offer('v1.34');
      await userEvent.type(screen.getByLabelText(/^Patch/), '2');
      await versionIs('Choose');
      expect(startButton()).toBeDisabled();
    });
  });

  describe('whose start is not answered', () => {
    const doorsWith = (start: () => unknown) => ({
      ...fakeOperations('clusters', { definitions: [aDefinition()] }),
      'POST clusters/operations/*/start': start as never,
    });

    async function fillIn(start: () => unknown) {
      const rendered = renderInCloud(
        <OperationMenu target={target} allowed={['replace-node']} />,
        { doors: doorsWith(start) },
      );
      await userEvent.click(await screen.findByRole('button'));
      const node = await screen.findByLabelText(/^Node/);
      await waitFor(() => expect(node).toBeEnabled());
      await userEvent.type(node, 'w1');
      await userEvent.type(screen.getByLabelText(/^Why/), 'It is broken');
      await waitFor(() => expect(startButton()).toBeEnabled());
      return { ...rendered, node };
    }

    it('does not say that it was not started, and sends the same once more', async () => {
      let isAway = true;
      const { calls, node } = await fillIn(() =>
        isAway
          ? errorResponse(502, 'Bad gateway')
          : anOperation({ id: 'op7', state: 'running' }),
      );
      await userEvent.click(startButton());
      expect(
        await screen.findByText('It is not known whether it was started'),
      ).toBeInTheDocument();
      expect(screen.queryByText('It was not started')).toBeNull();
      expect(node).toBeDisabled();
      isAway = false;
      await userEvent.click(startButton());
      await screen.findByRole('list', { name: 'Steps' });
      const [first, second] = calls.filter(({ path }) =>
        path.endsWith('/start'),
      );
      expect(second.body).toEqual(first.body);
    });

    it('is not left before there is an answer', async () => {
      let answer: ((refusal: Response) => void) | undefined;
      const { node } = await fillIn(
        () =>
          new Promise(resolve => {
            answer = resolve;
          }),
      );
      await userEvent.click(startButton());
      expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled();
      await userEvent.keyboard('{Escape}');
      expect(screen.getByRole('dialog')).toBeInTheDocument();
      answer!(
        errorResponse(
          409,
          '"Replace node" is running on A already: /cloud/operations/clusters/op-1',
        ),
      );
      expect(await screen.findByText('It was not started')).toBeInTheDocument();
      expect(
        screen.getByRole('link', { name: '/cloud/operations/clusters/op-1' }),
      ).toHaveAttribute('href', '/cloud/operations/clusters/op-1');
      expect(node).toBeEnabled();
      await userEvent.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    });
  });
});
