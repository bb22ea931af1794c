import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Page } from '@flytower/cloud-common';
import {
  AsyncContent,
  FreshnessNote,
  Panel,
  StatusBadge,
} from '@flytower/cloud-react';
import { formatCount } from '@flytower/cloud-react/format';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { appTranslationRef } from '../../translation';
import styles from './SummaryPanel.module.css';

/** One panel of the home page: how many there are, how they are doing, and a few of them. */
export function SummaryPanel<T extends { id: string }>(props: {
  title: string;
  /** Page that shows all of them. */
  href: string;
  query: UseQueryResult<Page<T>>;
  /** States that need a look, and those that are on their way. */
  troubled: readonly string[];
  moving: readonly string[];
  /** Come before the page's own items. */
  first?: readonly T[];
  limit: number;
  empty: ReactNode;
  row: (item: T) => ReactNode;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const { query, first = [] } = props;
  return (
    <Panel
      title={props.title}
      aside={
        query.data && query.data.total > 0 ? (
          <Link href={props.href} variant="body-small">
            {t('home.all', { amount: formatCount(query.data.total) })}
          </Link>
        ) : undefined
      }
    >
      <AsyncContent
        query={query}
        isEmpty={page => page.total === 0}
        empty={props.empty}
      >
        {page => {
          const rest = page.items.filter(
            item => !first.some(({ id }) => id === item.id),
          );
          return (
            <>
              <Headline
                page={page}
                troubled={props.troubled}
                moving={props.moving}
              />
              <ul className={styles.rows}>
                {[...first, ...rest].slice(0, props.limit).map(item => (
                  <li key={item.id}>{props.row(item)}</li>
                ))}
              </ul>
              <FreshnessNote freshness={page.freshness} />
            </>
          );
        }}
      </AsyncContent>
    </Panel>
  );
}

function Headline(props: {
  page: Page<unknown>;
  troubled: readonly string[];
  moving: readonly string[];
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const { page } = props;
  const count = (states: readonly string[]) =>
    (page.facets.state ?? [])
      .filter(({ value }) => states.includes(value))
      .reduce((sum, facet) => sum + facet.count, 0);
  const troubled = count(props.troubled);
  const moving = count(props.moving);

  return (
    <div className={styles.headline}>
      <span className={styles.total}>{formatCount(page.total)}</span>
      {troubled > 0 && (
        <StatusBadge
          tone="warn"
          label={t('home.needsLook', { amount: formatCount(troubled) })}
        />
      )}
      {moving > 0 && (
        <StatusBadge
          tone="busy"
          label={t('home.onTheWay', { amount: formatCount(moving) })}
        />
      )}
      {troubled + moving === 0 && page.facets.state && (
        <StatusBadge tone="ok" label={t('home.calm')} />
      )}
    </div>
  );
}
