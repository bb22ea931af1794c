import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aDefinition,
  anOperation,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '../../testUtils';
import { OperationMenu } from '../OperationMenu';
import { startButton, target } from './__testUtils__/openDialog';

describe('a dialog whose start is not answered', () => {
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
    const [first, second] = calls.filter(({ path }) => path.endsWith('/start'));
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
