import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { projectsApiRef } from '../api';
import { EmptyState } from '../EmptyState/EmptyState';
import { aPage, aProject, errorResponse, renderInCloud } from '../testUtils';
import { AsyncContent } from './AsyncContent';

function Projects() {
  const projects = useApi(projectsApiRef);
  const query = useQuery({
    queryKey: ['projects'],
    queryFn: () => projects.listProjects(),
  });
  return (
    <>
      <AsyncContent
        query={query}
        isEmpty={page => page.items.length === 0}
        empty={<EmptyState title="No projects" description="Ask for one." />}
      >
        {page => <p>{page.items.map(item => item.name).join(', ')}</p>}
      </AsyncContent>
      <button onClick={() => query.refetch()}>Again</button>
    </>
  );
}

describe('what is read from a door', () => {
  it('is waited for, and then shown', async () => {
    renderInCloud(<Projects />, {
      doors: { 'GET projects/projects': aPage([aProject({ name: 'shop' })]) },
    });
    expect(await screen.findByRole('status')).toBeInTheDocument();
    expect(await screen.findByText('shop')).toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('says what to do next when there is nothing', async () => {
    renderInCloud(<Projects />, {
      doors: { 'GET projects/projects': aPage([]) },
    });
    expect(await screen.findByText('No projects')).toBeInTheDocument();
    expect(screen.getByText('Ask for one.')).toBeInTheDocument();
  });

  it('says in the words of the door why it failed, and can be tried again', async () => {
    let works = false;
    renderInCloud(<Projects />, {
      doors: {
        'GET projects/projects': () =>
          works
            ? aPage([aProject({ name: 'shop' })])
            : errorResponse(503, 'OpenStack main does not answer'),
      },
    });
    expect(
      await screen.findByText('OpenStack main does not answer'),
    ).toBeInTheDocument();

    works = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('shop')).toBeInTheDocument();
  });

  it('stays in sight when reading it anew fails', async () => {
    let works = true;
    renderInCloud(<Projects />, {
      doors: {
        'GET projects/projects': () =>
          works
            ? aPage([aProject({ name: 'shop' })])
            : errorResponse(500, 'Oh'),
      },
    });
    await screen.findByText('shop');
    works = false;
    await userEvent.click(screen.getByRole('button', { name: 'Again' }));
    expect(await screen.findByText('Not refreshed: Oh')).toBeInTheDocument();
    expect(screen.getByText('shop')).toBeInTheDocument();
  });

  it.each([
    [404, 'There is no project "shop" that you may see'],
    [403, 'You may not see it any more'],
  ])(
    'does not stay in sight when it is not there for them any more (%i)',
    async (status, sentence) => {
      let isThere = true;
      renderInCloud(<Projects />, {
        doors: {
          'GET projects/projects': () =>
            isThere
              ? aPage([aProject({ name: 'shop' })])
              : errorResponse(status, sentence),
        },
      });
      await screen.findByText('shop');
      isThere = false;
      await userEvent.click(screen.getByRole('button', { name: 'Again' }));
      expect(await screen.findByText(sentence)).toBeInTheDocument();
      expect(screen.queryByText('shop')).not.toBeInTheDocument();
    },
  );
});
