import { aFunction, renderInCloud } from '@flytower/cloud-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LogsPanel } from './LogsPanel';

const line = (text: string) => ({ text, pod: 'p' });
const route = 'GET functions/functions/*/logs';

describe('logs', () => {
  it('are followed from where they were left, and every line is shown once', async () => {
    const answers: { [since: string]: object } = {
      '': { lines: [line('first')], next: 'n1' },
      n1: { lines: [line('second')], next: 'n2' },
      n2: { lines: [] },
    };
    const { calls } = renderInCloud(<LogsPanel fn={aFunction()} />, {
      doors: {
        [route]: ({ query }: { query: URLSearchParams }) =>
          answers[query.get('since') ?? ''],
      },
    });
    await screen.findByText('first');
    expect(
      await screen.findByText('second', {}, { timeout: 4_000 }),
    ).toBeVisible();
    expect(screen.getAllByText('first')).toHaveLength(1);
    expect(calls[1].query.get('since')).toBe('n1');
  });

  it('stand still when paused', async () => {
    const { calls } = renderInCloud(<LogsPanel fn={aFunction()} />, {
      doors: { [route]: { lines: [line('first')], next: 'n1' } },
    });
    await screen.findByText('first');
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(screen.getByText('Paused')).toBeInTheDocument();
    const before = calls.length;
    await new Promise(resolve => setTimeout(resolve, 2_500));
    expect(calls).toHaveLength(before);
  });

  it('can be copied', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderInCloud(<LogsPanel fn={aFunction()} />, {
      doors: { [route]: { lines: [line('first'), line('second')] } },
    });
    await screen.findByText('first');
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await waitFor(() => screen.getByRole('button', { name: 'Copied' }));
    expect(write).toHaveBeenCalledWith('first\nsecond');
  });

  it('say why there are none', async () => {
    renderInCloud(<LogsPanel fn={aFunction()} />, {
      doors: { [route]: { lines: [], message: 'The function sleeps' } },
    });
    expect(await screen.findByText('The function sleeps')).toBeInTheDocument();
  });
});
