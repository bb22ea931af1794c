import { screen } from '@testing-library/react';
import { formatClock } from '../format/time';
import { aFreshness, renderInCloud } from '../testUtils';
import { FreshnessNote } from './FreshnessNote';

const observedAt = new Date(Date.now() - 120_000).toISOString();
const since = new Date(Date.now() - 60_000).toISOString();

describe('the note on freshness', () => {
  it('is calm when every source is fresh', async () => {
    renderInCloud(<FreshnessNote freshness={[aFreshness({ observedAt })]} />);
    expect(await screen.findByText(/^Updated 2 min/)).toBeInTheDocument();
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });

  it('has one line for each source that is not, and none for the others', async () => {
    renderInCloud(
      <FreshnessNote
        freshness={[
          aFreshness({ source: 'good' }),
          aFreshness({
            state: 'failing',
            observedAt,
            since,
            message: 'no route',
          }),
          aFreshness({ kind: 'rancher', state: 'stale', observedAt }),
          aFreshness({
            kind: 'knative',
            source: 'north',
            state: 'waiting',
            observedAt: undefined,
          }),
        ]}
      />,
    );
    const lines = await screen.findAllByRole('listitem');
    expect(lines.map(line => line.textContent)).toEqual([
      `OpenStack main: shown as of ${formatClock(
        observedAt,
      )}, not answering since ${formatClock(since)}: no route`,
      `Rancher main: shown as of ${formatClock(
        observedAt,
      )}, a newer answer is overdue.`,
      'Functions north: not read yet.',
    ]);
  });

  it('says when a source has never answered', async () => {
    renderInCloud(
      <FreshnessNote
        freshness={[
          aFreshness({ state: 'failing', observedAt: undefined, since }),
        ]}
      />,
    );
    expect(
      await screen.findByText(
        `OpenStack main: not read yet, not answering since ${formatClock(
          since,
        )}.`,
      ),
    ).toBeInTheDocument();
  });
});
