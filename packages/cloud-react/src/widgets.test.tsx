import { screen } from '@testing-library/react';
import {
  AllowedAction,
  ConditionList,
  EntityLink,
  QuotaBar,
  StatusBadge,
} from '.';
import { renderInCloud } from './testUtils';

describe('what pages are made of', () => {
  it('says a state in a word, and not in colour alone', async () => {
    renderInCloud(<StatusBadge tone="failed" label="Agent lost" />);
    const badge = await screen.findByText('Agent lost');
    expect(badge.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
  });

  it('draws what a plan would add to a quota, and how much is too much', async () => {
    renderInCloud(<QuotaBar label="Cores" used={60} limit={64} planned={16} />);
    expect(await screen.findByText('60 + 16 / 64')).toBeInTheDocument();
    expect(screen.getByText('12 too many')).toBeInTheDocument();
    expect(screen.getByRole('meter', { name: 'Cores' })).toHaveAttribute(
      'aria-valuenow',
      '60',
    );
  });

  it('knows quota without a limit', async () => {
    renderInCloud(<QuotaBar label="Networks" used={3} limit={-1} />);
    expect(await screen.findByRole('meter')).toHaveAttribute(
      'aria-valuetext',
      '3 used, no limit',
    );
  });

  it('shows an action only to whoever may do it', async () => {
    const button = <button>Install</button>;
    renderInCloud(
      <>
        <AllowedAction
          operation="install-addon"
          on={{ allowedOperations: ['install-addon'] }}
        >
          {button}
        </AllowedAction>
        <AllowedAction
          operation="install-addon"
          on={{ allowedOperations: [] as 'install-addon'[] }}
        >
          {button}
        </AllowedAction>
      </>,
    );
    expect(await screen.findAllByRole('button')).toHaveLength(1);
  });

  it('leads to the owner, or says that there is none', async () => {
    renderInCloud(
      <>
        <EntityLink entityRef="group:default/checkout" />
        <EntityLink />
      </>,
    );
    expect(await screen.findByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/group/checkout',
    );
    expect(screen.getByText('Nobody')).toBeInTheDocument();
  });

  it('tells good conditions from bad ones, also when true is the bad news', async () => {
    renderInCloud(
      <ConditionList
        conditions={[
          { type: 'Ready', status: 'True' },
          { type: 'Stalled', status: 'True', message: 'waits for a lock' },
          { type: 'Connected', status: 'False', reason: 'DialError' },
          { type: 'Updated', status: 'Unknown' },
        ]}
      />,
    );
    const tone = (label: string) =>
      screen.getByText(label).getAttribute('data-tone');
    expect(await screen.findByText('waits for a lock')).toBeInTheDocument();
    expect(tone('Ready')).toBe('ok');
    expect(tone('Stalled')).toBe('warn');
    expect(tone('Connected')).toBe('failed');
    expect(tone('Updated')).toBe('busy');
  });
});
