import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { CloudTable, useListState } from '../table';
import {
  aDefinition,
  aPage,
  errorResponse,
  fakeOperations,
  renderInCloud,
} from '../testUtils';
import { useBulk } from './useBulk';

const restart = aDefinition({
  id: 'restart-cluster',
  title: 'Restart cluster',
  bulk: true,
});
const rowsOf = (page: string, ...allowedOperations: string[]) =>
  ['1', '2'].map(nth => ({ id: page + nth, allowedOperations }));
const pages = {
  a: rowsOf('a', 'restart-cluster'),
  b: rowsOf('b', 'restart-cluster'),
  foreign: rowsOf('f'),
};

/** A list of which the page that is shown, and what it was asked, is chosen by buttons. */
function List() {
  const [name, setName] = useState<keyof typeof pages>('a');
  const [search, setSearch] = useState('shop');
  const [isOld, setOld] = useState(false);
  const page = { ...aPage(pages[name]), total: 40 };
  const bulk = useBulk({ type: 'cluster', page, isOld, query: { search } });
  const list = useListState({ sorts: ['id'], filters: [] });
  return (
    <>
      {Object.keys(pages).map(one => (
        <button key={one} onClick={() => setName(one as typeof name)}>
          Page {one}
        </button>
      ))}
      <button onClick={() => setSearch('till')}>Search</button>
      <button onClick={() => setOld(true)}>Answer is under way</button>
      {bulk.menu}
      <CloudTable
        label="Things"
        searchLabel="Search things"
        query={
          {
            data: page,
            error: null,
            isError: false,
            isFetching: false,
            isPlaceholderData: isOld,
            refetch: jest.fn(),
          } as never
        }
        list={list}
        columns={[
          { id: 'id', label: 'Id', cell: ({ id }: { id: string }) => id },
        ]}
        filters={[]}
        empty={null}
        selection={bulk.selection}
      />
    </>
  );
}

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const chooseAllHere = () => userEvent.click(screen.getAllByRole('checkbox')[0]);

async function renderList(doors = {}) {
  const rendered = renderInCloud(<List />, {
    doors: {
      ...fakeOperations('clusters', { definitions: [restart] }),
      ...doors,
    },
  });
  await screen.findByRole('grid', { name: 'Things' });
  await chooseAllHere();
  await screen.findByText('2 chosen');
  return rendered;
}

describe('rows that are chosen', () => {
  it('stay chosen on other pages when all of a page are chosen, or none', async () => {
    await renderList();
    await press('Page b');
    await chooseAllHere();
    expect(await screen.findByText('4 chosen')).toBeInTheDocument();
    await chooseAllHere();
    expect(await screen.findByText('2 chosen')).toBeInTheDocument();
  });

  it('are judged by what may be done with them, wherever the page is', async () => {
    await renderList();
    await press('Page foreign');
    await press('Do to all of them');
    expect(
      await screen.findByRole('menuitem', { name: 'Restart cluster' }),
    ).toBeInTheDocument();
  });

  it('are no longer all that match once the filters are others', async () => {
    await renderList();
    await press('Choose all 40 that match');
    expect(screen.getByText('All 40 that match')).toBeInTheDocument();
    await press('Search');
    expect(screen.getByText('2 chosen')).toBeInTheDocument();
    await press('Answer is under way');
    expect(
      screen.getByRole('button', { name: 'Choose all 40 that match' }),
    ).toBeDisabled();
  });

  it('can be let go also when it is not known what can be done', async () => {
    await renderList({
      'GET clusters/operations/definitions': errorResponse(503, 'Away'),
    });
    await screen.findByText(/could not be asked what can be done/);
    await press('Choose none');
    await waitFor(() =>
      expect(screen.queryByText('2 chosen')).not.toBeInTheDocument(),
    );
  });

  it('are let go once something was started with them', async () => {
    const { calls } = await renderList();
    await press('Do to all of them');
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Restart cluster' }),
    );
    await userEvent.type(await screen.findByLabelText(/^Node/), 'w1');
    await userEvent.type(screen.getByLabelText(/^Why/), 'They hang');
    const start = screen.getByRole('button', { name: 'Start' });
    await waitFor(() => expect(start).toBeEnabled());
    await userEvent.click(start);
    await waitFor(() =>
      expect(calls.some(({ path }) => path.endsWith('/start'))).toBe(true),
    );
    await waitFor(() => expect(screen.queryByText('2 chosen')).toBeNull());
  });
});
