import { cloudTopics } from '@flytower/cloud-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
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

const replace = aDefinition({
  risk: 'change',
  inputSchema: {
    type: 'object',
    properties: { clusterId: { type: 'string' } },
    required: ['clusterId'],
  },
});
const target = { type: 'cluster', id: 'main.a', title: 'A' } as const;

/** What stands in a list until somebody takes it away, as a new answer of the door does. */
function Vanishing({ children }: { children: JSX.Element }) {
  const [isThere, setThere] = useState(true);
  return (
    <>
      {isThere && children}
      <button onClick={() => setThere(false)}>Take away</button>
    </>
  );
}

const doors = fakeOperations('clusters', { definitions: [replace] });
// The page behind a dialog is hidden from people, but it goes on.
const takeAway = () => fireEvent.click(screen.getByText('Take away'));

async function start() {
  const button = await screen.findByRole('button', { name: 'Start' });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  await screen.findByRole('list', { name: 'Steps' });
}

describe('a dialog whose operation runs', () => {
  it('stays when the finding that it settles is gone, and shows how it ends', async () => {
    let state = 'running';
    const all = fakeOperations('clusters', {
      definitions: [replace],
      started: { id: 'op7' },
    });
    const { signal } = renderInCloud(
      <Vanishing>
        <FindingList findings={[aFinding()]} />
      </Vanishing>,
      {
        doors: {
          ...all,
          'GET clusters/operations/*': () => ({
            ...anOperation({ id: 'op7' }),
            state,
            outcome: state === 'running' ? undefined : 'The node was replaced',
          }),
        },
      },
    );
    const settle = await screen.findByRole('button', {
      name: 'Replace node w1',
    });
    await waitFor(() => expect(settle).toBeEnabled());
    await userEvent.click(settle);
    await start();
    takeAway();
    expect(settle).not.toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Steps' })).toBeInTheDocument();
    state = 'succeeded';
    signal(cloudTopics.operations);
    expect(
      await screen.findByText('The node was replaced'),
    ).toBeInTheDocument();
  });

  it.each(['buttons', 'menu'] as const)(
    'stays when the row of its %s is gone',
    async variant => {
      renderInCloud(
        <Vanishing>
          <OperationMenu
            target={target}
            allowed={[replace.id]}
            variant={variant}
          />
        </Vanishing>,
        { doors },
      );
      if (variant === 'menu') {
        await userEvent.click(
          await screen.findByRole('button', {
            name: 'What can be done with A',
          }),
        );
      }
      await userEvent.click(
        await screen.findByRole(variant === 'menu' ? 'menuitem' : 'button', {
          name: 'Replace node',
        }),
      );
      await start();
      takeAway();
      expect(screen.getByRole('list', { name: 'Steps' })).toBeInTheDocument();
    },
  );
});

describe('a dialog that follows', () => {
  it('says so when it cannot be read how it goes', async () => {
    renderInCloud(<OperationMenu target={target} allowed={[replace.id]} />, {
      doors: {
        ...doors,
        'GET clusters/operations/*': errorResponse(503, 'The journal is away'),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Replace node' }),
    );
    await start();
    expect(await screen.findByText(/The journal is away/)).toBeInTheDocument();
    expect(screen.getByRole('list', { name: 'Steps' })).toBeInTheDocument();
  });
});
