import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select } from '@backstage/ui';
import type { Page } from '@flytower/cloud-common';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { formatCount } from '../format';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './ListToolbar.module.css';
import type { ListState } from './useListState';

/** How long somebody may pause between two letters before the search begins. */
const typingPause = 300;

/** A filter over one facet of a list. @public */
export interface ListFilter<F extends string> {
  id: F;
  label: string;
  /** Writes a value for people; the value itself by default. */
  show?: (value: string) => string;
}

/** Search field, facet filters with counts, and whatever else narrows a list. */
export function ListToolbar<S extends string, F extends string>(props: {
  list: ListState<S, F>;
  filters: readonly ListFilter<F>[];
  facets: Page<unknown>['facets'];
  searchLabel: string;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { list } = props;
  return (
    <div className={styles.toolbar} role="search">
      {props.children}
      <SearchBox list={list} label={props.searchLabel} />
      {props.filters.map(filter => (
        <FacetFilter
          key={filter.id}
          filter={filter}
          chosen={list.filters[filter.id]}
          facet={props.facets[filter.id] ?? []}
          onChange={values => list.setFilter(filter.id, values)}
        />
      ))}
      {list.isNarrowed && (
        <Button variant="tertiary" size="small" onPress={list.clear}>
          {t('table.clear')}
        </Button>
      )}
    </div>
  );
}

function SearchBox<S extends string, F extends string>(props: {
  list: ListState<S, F>;
  label: string;
}) {
  const { list, label } = props;
  const asked = list.query.search ?? '';
  const [text, setText] = useState(asked);
  // A setter knows the address of its own render only: an older one takes back what was filtered by meanwhile.
  const current = useRef(list);
  useEffect(() => {
    current.current = list;
  });

  // Going back in the browser, or clearing, changes the field too.
  useEffect(
    // What is being typed may end with a space.
    () => setText(before => (before.trim() === asked ? before : asked)),
    [asked],
  );
  useEffect(() => {
    if (text.trim() === asked) return undefined;
    const timer = setTimeout(
      () => current.current.setSearch(text),
      typingPause,
    );
    return () => clearTimeout(timer);
  }, [text, asked]);

  return (
    <SearchField
      className={styles.search}
      size="small"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={setText}
      onSubmit={list.setSearch}
    />
  );
}

function FacetFilter<F extends string>(props: {
  filter: ListFilter<F>;
  chosen: string[];
  facet: { value: string; count: number }[];
  onChange(values: string[]): void;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { filter, chosen, facet } = props;
  const show = (value: string) =>
    (filter.show ? filter.show(value) : value) || t('table.none');
  // What is chosen stays to be unchosen, also when nothing has it any more.
  const gone = chosen
    .filter(value => !facet.some(one => one.value === value))
    .map(value => ({ value, count: 0 }));
  const options = [...facet, ...gone].map(({ value, count }) => ({
    id: value,
    label: t('table.option', {
      value: show(value),
      amount: formatCount(count),
    }),
  }));

  return (
    <Select
      className={styles.filter}
      size="small"
      selectionMode="multiple"
      aria-label={filter.label}
      placeholder={filter.label}
      data-active={chosen.length > 0 || undefined}
      options={options}
      search={options.length > 8 ? true : undefined}
      isDisabled={options.length === 0}
      value={chosen}
      onChange={keys => props.onChange([keys].flat().map(String))}
    />
  );
}
