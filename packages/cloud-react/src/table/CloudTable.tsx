import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  type Selection,
  TableBody,
  TableBodySkeleton,
  TableHeader,
  TablePagination,
  TableRoot,
} from '@backstage/ui';
import type { Page } from '@flytower/cloud-common';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AsyncContent } from '../AsyncContent/AsyncContent';
import { formatCount } from '../format';
import { FreshnessNote } from '../FreshnessNote/FreshnessNote';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './CloudTable.module.css';
import { ListToolbar, type ListFilter } from './ListToolbar';
import { NoMatch } from './NoMatch';
import { useLastPage } from './useLastPage';
import { pageSizes, type ListState } from './useListState';

/** One column of a table. @public */
export interface CloudColumn<T, S extends string = string> {
  id: string;
  label: string;
  /** What the door sorts by; a column without it cannot be sorted. */
  sort?: S;
  cell: (row: T) => ReactNode;
  /** Numbers stand at the end, so that they can be compared. */
  align?: 'start' | 'end';
}

/** Which rows are chosen, by their ids. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  setIds(ids: ReadonlySet<string>): void;
  /** Rows that cannot be chosen. */
  fixed?: ReadonlySet<string>;
}

/**
 * A list of a door: paged, sorted, filtered and searched on the server, its state in the URL, its four states, and how
 * fresh it is.
 *
 * @public
 */
export function CloudTable<
  T extends { id: string },
  S extends string,
  F extends string,
>(props: {
  /** What these are, for screen readers: "Projects". */
  label: string;
  searchLabel: string;
  query: Pick<
    UseQueryResult<Page<T>>,
    | 'data'
    | 'error'
    | 'isError'
    | 'isFetching'
    | 'isPlaceholderData'
    | 'refetch'
  >;
  list: ListState<S, F>;
  /** The first column names the row. */
  columns: readonly CloudColumn<T, S>[];
  filters: readonly ListFilter<F>[];
  /** An `EmptyState` for when there is nothing at all, saying what to do next. */
  empty: ReactNode;
  /** More that narrows the list, such as mine/all; stands first in the toolbar. */
  children?: ReactNode;
  /** Rows can be chosen, to do something to many. */
  selection?: RowSelection;
}) {
  const { query, list, columns } = props;
  useLastPage(list, query.data);
  const nothing = list.isNarrowed ? <NoMatch list={list} /> : props.empty;

  return (
    <div className={styles.root}>
      <ListToolbar
        list={list}
        filters={props.filters}
        facets={query.data?.facets ?? {}}
        searchLabel={props.searchLabel}
      >
        {props.children}
      </ListToolbar>
      {query.data && (
        <div className={styles.freshness}>
          <FreshnessNote freshness={query.data.freshness} />
        </div>
      )}
      <div className={styles.surface}>
        <AsyncContent
          query={query}
          waiting={<Rows columns={columns} label={props.label} list={list} />}
          isEmpty={page => page.total === 0}
          empty={nothing}
        >
          {page => (
            <>
              <Rows
                columns={columns}
                label={props.label}
                list={list}
                rows={page.items}
                stale={query.isPlaceholderData}
                selection={props.selection}
              />
              <ListPages list={list} page={page} />
            </>
          )}
        </AsyncContent>
      </div>
    </div>
  );
}

const choosable = (rows: { id: string }[] = [], { fixed }: RowSelection) =>
  rows.map(({ id }) => id).filter(id => !fixed?.has(id));

function Rows<
  T extends { id: string },
  S extends string,
  F extends string,
>(props: {
  columns: readonly CloudColumn<T, S>[];
  label: string;
  list: ListState<S, F>;
  /** Grey lines while there are none. */
  rows?: T[];
  stale?: boolean;
  selection?: RowSelection;
}) {
  const { columns, list, rows, selection } = props;
  const { sort, order } = list.query;
  const sorted = columns.find(column => column.sort === sort);
  return (
    <div className={styles.scroll}>
      <TableRoot
        aria-label={props.label}
        stale={props.stale}
        isPending={!rows}
        {...(selection && {
          selectionMode: 'multiple',
          selectionBehavior: 'toggle',
          selectedKeys: selection.ids,
          disabledKeys: selection.fixed,
          // they can still be read and opened
          disabledBehavior: 'selection',
          onSelectionChange: (keys: Selection) =>
            selection.setIds(
              // Those on other pages stay chosen, whatever the box in the header says of this one.
              new Set([
                ...[...selection.ids].filter(
                  one => !rows?.some(({ id }) => id === one),
                ),
                ...(keys === 'all'
                  ? choosable(rows, selection)
                  : [...keys].map(String)),
              ]),
            ),
        })}
        sortDescriptor={
          sorted && {
            column: sorted.id,
            direction: order === 'asc' ? 'ascending' : 'descending',
          }
        }
        onSortChange={({ column, direction }) => {
          const by = columns.find(({ id }) => id === column)?.sort;
          if (by) list.setSort(by, direction === 'ascending' ? 'asc' : 'desc');
        }}
      >
        <TableHeader columns={columns}>
          {column => (
            <Column
              id={column.id}
              isRowHeader={column.id === columns[0].id}
              allowsSorting={Boolean(column.sort)}
              className={column.align === 'end' ? styles.headEnd : undefined}
            >
              {column.label}
            </Column>
          )}
        </TableHeader>
        {rows ? (
          <TableBody items={rows} dependencies={[columns]}>
            {row => (
              <Row id={row.id} columns={columns}>
                {(column: CloudColumn<T, S>) => (
                  <Cell
                    className={styles.cell}
                    data-align={column.align}
                    data-names={column.id === columns[0].id || undefined}
                  >
                    {column.cell(row)}
                  </Cell>
                )}
              </Row>
            )}
          </TableBody>
        ) : (
          <TableBodySkeleton columns={columns} />
        )}
      </TableRoot>
    </div>
  );
}

/** Back and forth in a list. @public */
export function ListPages<S extends string, F extends string>(props: {
  list: ListState<S, F>;
  page: Page<unknown>;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { total, items } = props.page;
  const { offset, limit } = props.list.query;
  const setPage = (to: number) =>
    props.list.setPage({ offset: Math.max(0, to) });
  return (
    <TablePagination
      pageSize={limit}
      pageSizeOptions={pageSizes.map(value => ({
        value,
        label: t('table.pageSize', { size: String(value) }),
      }))}
      showPageSizeOptions={total > pageSizes[0]}
      offset={offset}
      totalCount={total}
      getLabel={() =>
        t('table.shown', {
          from: formatCount(Math.min(offset + 1, total)),
          to: formatCount(offset + items.length),
          total: formatCount(total),
        })
      }
      hasPreviousPage={offset > 0}
      hasNextPage={offset + items.length < total}
      onPreviousPage={() => setPage(offset - limit)}
      onNextPage={() => setPage(offset + limit)}
      onPageSizeChange={size => props.list.setPage({ limit: size })}
    />
  );
}
