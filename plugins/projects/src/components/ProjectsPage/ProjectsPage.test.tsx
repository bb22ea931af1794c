import {
  aFreshness,
  aPage,
  aProject,
  errorResponse,
  renderInCloud,
} from '@flytower/cloud-react/testUtils';
import { cloudTopics } from '@flytower/cloud-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ProjectsPage } from './ProjectsPage';

describe('the projects page', () => {
  it("shows my teams' projects with owner, regions and quota", async () => {
    const { calls } = renderInCloud(<ProjectsPage />, {
      me: ['user:default/ines.duarte', 'group:default/checkout'],
      doors: { 'GET projects/projects': aPage([aProject()]) },
    });
    const name = await screen.findByText('checkout-production');
    const row = within(name.closest('tr')!);
    expect(row.getByText('checkout')).toBeInTheDocument();
    expect(row.getByText('north')).toBeInTheDocument();
    expect(row.getByText('40 / 64')).toBeInTheDocument();
    expect(row.getByRole('meter', { name: 'Memory' })).toHaveAttribute(
      'aria-valuetext',
      '64 GiB of 128 GiB used, 64 GiB left',
    );
    expect(name.closest('a')).toHaveAttribute(
      'href',
      '/catalog/default/system/checkout-production',
    );
    expect(calls[0].query.getAll('reader')).toEqual([
      'user:default/ines.duarte',
      'group:default/checkout',
    ]);
  });

  it('shows all that I may see when asked to', async () => {
    const { calls } = renderInCloud(<ProjectsPage />, {
      doors: { 'GET projects/projects': aPage([aProject()]) },
    });
    await screen.findByText('checkout-production');
    await userEvent.click(screen.getByRole('radio', { name: 'All' }));
    await waitFor(() => expect(calls.at(-1)!.query.has('reader')).toBe(false));
  });

  it('says that nobody owns a project without an owner', async () => {
    renderInCloud(<ProjectsPage />, {
      doors: {
        'GET projects/projects': aPage([aProject({ owner: undefined })]),
      },
    });
    expect(await screen.findByText('Nobody')).toBeInTheDocument();
  });

  it('leads on when my teams have none', async () => {
    renderInCloud(<ProjectsPage />, {
      doors: {
        'GET projects/projects': ({ query }) =>
          query.has('reader') ? aPage([]) : aPage([aProject()]),
      },
    });
    await screen.findByText('None of your teams has a project');
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await screen.findByText('checkout-production')).toBeInTheDocument();
  });

  it('keeps what it has when a source fails, and says since when', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    renderInCloud(<ProjectsPage />, {
      doors: {
        'GET projects/projects': aPage([aProject()], {
          freshness: [
            aFreshness({
              state: 'failing',
              since,
              message: 'no route to host',
            }),
          ],
        }),
      },
    });
    expect(await screen.findByText('checkout-production')).toBeInTheDocument();
    expect(
      screen.getByText(
        /OpenStack main: shown as of .*not answering since .*: no route to host/,
      ),
    ).toBeInTheDocument();
  });

  it('says in a sentence why there is no answer', async () => {
    renderInCloud(<ProjectsPage />, {
      doors: { 'GET projects/projects': errorResponse(503, 'Not ready yet') },
    });
    expect(await screen.findByText('Not ready yet')).toBeInTheDocument();
  });

  it('asks anew when the backend tells of a change', async () => {
    let name = 'before';
    const { signal } = renderInCloud(<ProjectsPage />, {
      doors: { 'GET projects/projects': () => aPage([aProject({ name })]) },
    });
    await screen.findByText('before');
    name = 'after';
    signal(cloudTopics.projects);
    expect(await screen.findByText('after')).toBeInTheDocument();
  });
});
