import type { Finding, Operation } from '@flytower/cloud-common/operations';
import {
  aDefinition,
  aFinding,
  anOperation,
  aPage,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overviewRouteRef } from '../routes';
import { OverviewRoot } from './OverviewRoot';

type Doors = NonNullable<Parameters<typeof renderInCloud>[1]>['doors'];

const render = (url: string, doors: Doors) =>
  renderInCloud(<OverviewRoot />, {
    url,
    mountPath: '/cloud/*',
    mountedRoutes: { '/cloud': overviewRouteRef },
    doors,
  });
const findings = async () =>
  within(await screen.findByRole('list', { name: 'Findings' }))
    .getAllByRole('article')
    .map(card => within(card).getByRole('heading').textContent);

const later = '2026-11-23T00:30:00.000Z';
const noOwner: Finding = aFinding({
  id: 'f2',
  plugin: 'projects',
  kind: 'project-without-owner',
  severity: 'warning',
  message: 'Nobody owns lab-7',
  subject: { type: 'project', id: 'p7', title: 'lab-7' },
  suggestions: [],
});
const failing: Finding = aFinding({
  id: 'f3',
  plugin: 'functions',
  kind: 'function-failing',
  message: 'send-receipt fails',
  since: later,
  suggestions: [],
});

describe('what needs attention', () => {
  it('is merged of all domains, worst first and then oldest', async () => {
    const { calls } = render('/cloud', {
      ...fakeOperations('projects', { findings: [noOwner] }),
      ...fakeOperations('clusters', { findings: [aFinding()] }),
      ...fakeOperations('functions', { findings: [failing] }),
    });
    expect(await findings()).toEqual([
      'Node w1 is not ready',
      'send-receipt fails',
      'Nobody owns lab-7',
    ]);
    const asked = calls.filter(({ path }) => path.endsWith('/findings'));
    expect(asked).toHaveLength(3);
    expect(asked[0].query.getAll('owner')).toEqual([
      'user:default/ines.duarte',
      'group:default/checkout',
    ]);
    expect(asked[0].query.getAll('state')).toEqual(['open']);
  });

  it('is shown as far as it is known when a domain does not answer', async () => {
    render('/cloud?show=all', {
      ...fakeOperations('projects', { findings: [noOwner] }),
      'GET clusters/findings': errorResponse(400, 'The database is away'),
    });
    expect(await findings()).toEqual(['Nobody owns lab-7']);
    expect(
      screen.getByText(
        'Clusters could not be asked: The database is away. Its rows are missing here.',
      ),
    ).toBeInTheDocument();
  });

  it('is narrowed by what the URL says', async () => {
    const { calls } = render('/cloud?show=all&severity=warning&kind=a&kind=b', {
      ...fakeOperations('projects', { findings: [noOwner] }),
      ...fakeOperations('clusters', { findings: [aFinding()] }),
    });
    expect(await findings()).toEqual(['Nobody owns lab-7']);
    const asked = calls.find(({ path }) => path.endsWith('/findings'));
    expect(asked?.query.getAll('kind')).toEqual(['a', 'b']);
    expect(asked?.query.has('owner')).toBe(false);
  });

  it('is not said to be nothing when only nothing fits the search', async () => {
    render('/cloud?search=zzz', {});
    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
    expect(screen.queryByText(/needs attention$/)).toBeNull();
  });

  it('is settled with one call, filled in', async () => {
    const { calls } = render(
      '/cloud',
      fakeOperations('clusters', {
        definitions: [aDefinition()],
        findings: [aFinding()],
      }),
    );
    const settle = await screen.findByRole('button', {
      name: 'Replace node w1',
    });
    await waitFor(() => expect(settle).toBeEnabled());
    await userEvent.click(settle);
    expect(await screen.findByLabelText(/^Node/)).toHaveValue('w1');
    await userEvent.type(screen.getByLabelText(/^Why/), 'It is dead');
    const start = screen.getByRole('button', { name: 'Start' });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    await screen.findByRole('list', { name: 'Steps' });
    expect(
      calls.find(({ path }) => path.endsWith('/start'))?.body,
    ).toMatchObject({
      findingId: 'f1',
      input: { clusterId: 'main.checkout-prod', node: 'w1' },
    });
  });
});

describe('operations', () => {
  const done = anOperation({
    id: 'op2',
    plugin: 'functions',
    title: 'Roll back function',
    state: 'succeeded',
    createdAt: later,
    outcome: 'All requests go to send-receipt-00001',
  });

  it('shows what runs with its steps, and the history of all domains, newest first', async () => {
    render('/cloud/operations', {
      ...fakeOperations('clusters', {
        operations: [anOperation({ createdAt: '2026-11-22T00:00:00.000Z' })],
      }),
      ...fakeOperations('functions', { operations: [done] }),
    });
    const running = within(
      await screen.findByRole('region', {
        name: 'Replace node: Checkout production',
      }),
    );
    expect(running.getByText(/Server is being built/)).toBeInTheDocument();
    const rows = await screen.findAllByRole('rowheader');
    expect(rows.map(row => row.textContent)).toEqual([
      'Roll back function',
      'Replace node',
    ]);
  });

  it('leads on to all that run, by the same filters', async () => {
    const running = Array.from({ length: 7 }, (_, i) =>
      anOperation({ id: `op${i}` }),
    );
    render('/cloud/operations?risk=disruptive', {
      ...fakeOperations('clusters'),
      'GET clusters/operations': ({ query }) =>
        aPage(running.slice(0, Number(query.get('limit'))), { total: 7 }),
    });
    expect(
      await screen.findByRole('link', { name: 'And 1 more' }),
    ).toHaveAttribute(
      'href',
      '/cloud/operations?state=queued&state=running&risk=disruptive',
    );
  });

  it('takes its filters from the URL', async () => {
    const { calls } = render(
      '/cloud/operations?state=failed&requester=user:default/a&targetId=x',
      fakeOperations('clusters', { operations: [anOperation()] }),
    );
    await screen.findByText('Nothing matches');
    const asked = calls.find(
      ({ path, query }) =>
        path.endsWith('/operations') && query.get('state') === 'failed',
    );
    expect(asked?.query.get('requester')).toBe('user:default/a');
    expect(asked?.query.get('targetId')).toBe('x');
  });

  it('has a page of its own for each, with everything that was asked for', async () => {
    render(
      '/cloud/operations/clusters/op1',
      fakeOperations('clusters', {
        operations: [
          anOperation({
            trouble: 'Rancher does not answer since 10:42',
            upstream: {
              requestIds: 'req-1, req-2',
              machine: 'checkout-prod-w1',
            },
            bulk: {
              waves: {
                size: 1,
                pauseSeconds: 0,
                maxFailures: 0,
                healthGate: true,
              },
              targets: [
                {
                  target: { type: 'cluster', id: 'a', title: 'Search dev' },
                  wave: 0,
                  state: 'waiting-wave',
                },
              ],
            },
          }),
        ],
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Replace node: Checkout production',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('It does not answer')).toBeInTheDocument();
    expect(
      screen.getByText('Rancher does not answer since 10:42'),
    ).toBeInTheDocument();
    const upstream = within(
      screen.getByRole('region', { name: 'Names upstream' }),
    );
    expect(
      upstream.getAllByRole('definition').map(one => one.textContent),
    ).toEqual(['checkout-prod-w1', 'req-1, req-2']);
    expect(screen.getByText('Search dev')).toBeInTheDocument();
    expect(screen.getByText('Waits for its wave')).toBeInTheDocument();
  });
});

describe('approvals', () => {
  const wanted = anOperation({
    state: 'waiting-approval',
    title: 'Delete cluster',
    reason: 'Moved to the new one',
    requester: 'user:default/jonas.weber',
    steps: [],
    approval: { expiresAt: '2026-11-24T01:00:00.000Z' },
    allowedActions: ['approve', 'reject'],
  });

  it('shows exactly what was asked for, and takes the decision with its comment', async () => {
    const { calls } = render('/cloud/approvals', {
      ...fakeOperations('clusters', { operations: [wanted] }),
    });
    const card = within(
      await screen.findByRole('region', {
        name: 'Delete cluster: Checkout production',
      }),
    );
    expect(
      screen.getByRole('link', { name: 'Approvals (1)' }),
    ).toBeInTheDocument();
    expect(card.getByText('Moved to the new one')).toBeInTheDocument();
    expect(card.getByText('main.checkout-prod')).toBeInTheDocument();
    await userEvent.type(card.getByLabelText('Comment'), 'All right');
    await userEvent.click(card.getByRole('button', { name: 'Approve' }));
    expect(
      await screen.findByText('Nothing waits for you'),
    ).toBeInTheDocument();
    const approved = calls.find(({ path }) => path.endsWith('/approve'));
    expect(approved?.path).toBe('/api/clusters/operations/op1/approve');
    expect(approved?.body).toEqual({ comment: 'All right' });
  });

  it('offers no decision about what waits for somebody else', async () => {
    render(
      '/cloud/approvals',
      fakeOperations('clusters', {
        operations: [{ ...wanted, allowedActions: ['cancel'] }],
      }),
    );
    expect(
      await screen.findByText('Waits for somebody else'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  const inPages = (all: Operation[]): Doors => ({
    'GET clusters/operations': ({ query }) => {
      const offset = Number(query.get('offset'));
      const end = offset + Number(query.get('limit'));
      return aPage(all.slice(offset, end), { total: all.length });
    },
  });
  const ofOthers = (length: number) =>
    Array.from({ length }, (_, i) => ({
      ...wanted,
      id: `other${i}`,
      allowedActions: [],
    }));
  const cards = () => screen.getAllByRole('link', { name: 'Open its page' });

  it('hides none behind many that wait for others', async () => {
    const mine = { ...wanted, title: 'Mine to decide' };
    render('/cloud/approvals', inPages([...ofOthers(120), mine]));
    expect(
      await screen.findByRole('region', {
        name: 'Mine to decide: Checkout production',
      }),
    ).toBeInTheDocument();
    expect(cards()).toHaveLength(21);
    await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
    expect(cards()).toHaveLength(41);
  });

  it('says how many were not read, and where they stand', async () => {
    render('/cloud/approvals', inPages(ofOthers(1200)));
    expect(
      await screen.findByRole('link', { name: /^200 more wait/ }),
    ).toHaveAttribute('href', '/cloud/operations?state=waiting-approval');
  });

  it('does not claim that nothing waits when a domain does not answer', async () => {
    render('/cloud/approvals', {
      'GET clusters/operations': errorResponse(400, 'The database is away'),
    });
    expect(
      await screen.findByText('Nothing else is known to wait for you'),
    ).toBeInTheDocument();
  });
});
