import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { projectsApiRef } from '../api';
import { EmptyState } from '../EmptyState/EmptyState';
import { aPage, aProject, renderInCloud } from '../testUtils';
import { CloudTable } from './CloudTable';
import { useListState } from './useListState';

function Projects() {
  const api = useApi(projectsApiRef);
  const list = useListState({
    sorts: ['name', 'owner'],
    filters: ['environment'],
  });
  const query = useQuery({
    queryKey: ['projects', list.query],
    queryFn: () => api.listProjects(list.query),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <CloudTable
        label="Projects"
        searchLabel="Search projects"
        query={query}
        list={list}
        columns={[
          { id: 'name', label: 'Name', sort: 'name', cell: p => p.name },
          { id: 'env', label: 'Environment', cell: p => p.environment },
        ]}
        filters={[{ id: 'environment', label: 'Environment' }]}
        empty={<EmptyState title="No projects yet" />}
      />
      <output data-testid="url">{useLocation().search}</output>
    </>
  );
}

const facets = {
  environment: [
    { value: 'production', count: 2 },
    { value: 'staging', count: 1 },
  ],
};
const many = Array.from({ length: 25 }, (_, i) =>
  aProject({ id: `p${i}`, name: `project-${i}` }),
);
const page = aPage(many, { total: 60, facets });

const lastQuery = (calls: { query: URLSearchParams }[]) =>
  calls.at(-1)!.query.toString();
const url = () => screen.getByTestId('url').textContent;

describe('a table', () => {
  it('asks the door for what the URL says', async () => {
    const { calls } = renderInCloud(<Projects />, {
      url: '/?search=shop&sort=owner&order=desc&offset=25&environment=staging',
      doors: { 'GET projects/projects': page },
    });
    await screen.findByRole('grid', { name: 'Projects' });
    await screen.findByText('project-0');
    expect(lastQuery(calls)).toBe(
      'offset=25&limit=25&sort=owner&order=desc&search=shop&environment=staging',
    );
    expect(screen.getByRole('searchbox')).toHaveValue('shop');
  });

  it('ignores what a URL says that it does not know', async () => {
    const { calls } = renderInCloud(<Projects />, {
      url: '/?sort=password&order=up&offset=-3&limit=100000',
      doors: { 'GET projects/projects': page },
    });
    await screen.findByText('project-0');
    expect(lastQuery(calls)).toBe('offset=0&limit=25&sort=name&order=asc');
  });

  it('writes pages, order and words into the URL', async () => {
    renderInCloud(<Projects />, { doors: { 'GET projects/projects': page } });
    await screen.findByText('project-0');
    expect(screen.getByText('1–25 of 60')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await waitFor(() => expect(url()).toBe('?offset=25'));

    await userEvent.click(screen.getByRole('columnheader', { name: /Name/ }));
    await waitFor(() => expect(url()).toBe('?sort=name&order=desc'));

    const box = screen.getByRole('searchbox');
    // whoever pauses after a space has not finished
    await userEvent.type(box, 'shop ');
    await waitFor(() => expect(url()).toMatch(/search=shop(&|$)/));
    expect(box).toHaveValue('shop ');
    await userEvent.type(box, 'prod');
    await waitFor(() => expect(url()).toContain('search=shop+prod'));
  });

  it('filters by facets that say how many there are', async () => {
    const { calls } = renderInCloud(<Projects />, {
      doors: { 'GET projects/projects': page },
    });
    await screen.findByText('project-0');
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    const options = await screen.findByRole('listbox');
    await userEvent.click(within(options).getByText('staging (1)'));
    await waitFor(() => expect(url()).toBe('?environment=staging'));
    await waitFor(() =>
      expect(lastQuery(calls)).toContain('environment=staging'),
    );
  });

  it('tells nothing here from nothing that matches', async () => {
    renderInCloud(<Projects />, {
      url: '/?search=zzz',
      doors: {
        'GET projects/projects': ({ query }) =>
          query.get('search') ? aPage([]) : aPage([aProject()]),
      },
    });
    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await screen.findByText('checkout-production')).toBeInTheDocument();
  });

  it('goes to the last page when the list has become shorter', async () => {
    renderInCloud(<Projects />, {
      url: '/?offset=50',
      doors: {
        'GET projects/projects': ({ query }) =>
          aPage(query.get('offset') === '25' ? [aProject()] : [], {
            total: 26,
          }),
      },
    });
    expect(await screen.findByText('checkout-production')).toBeInTheDocument();
    expect(url()).toBe('?offset=25');
    expect(screen.getByText('26–26 of 26')).toBeInTheDocument();
  });

  it('keeps what was filtered by while somebody typed', async () => {
    renderInCloud(<Projects />, { doors: { 'GET projects/projects': page } });
    await screen.findByText('project-0');
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    const staging = await screen.findByRole('option', { name: 'staging (1)' });
    fireEvent.change(screen.getByRole('searchbox', { hidden: true }), {
      target: { value: 'shop' },
    });
    fireEvent.click(staging);
    await waitFor(() => expect(url()).toContain('search=shop'));
    expect(url()).toContain('environment=staging');
  });

  it('says what to do next when there is nothing at all', async () => {
    renderInCloud(<Projects />, {
      doors: { 'GET projects/projects': aPage([]) },
    });
    expect(await screen.findByText('No projects yet')).toBeInTheDocument();
  });
});
