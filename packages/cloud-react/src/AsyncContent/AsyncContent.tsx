import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorSentence } from '../format';
import { isLost } from '../live/isRefusal';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './AsyncContent.module.css';

/**
 * The four states of everything that is read from somewhere, always in this order: failed, waiting, empty, here.
 * What was read before stays in sight when reading it anew fails, with a sentence above it; not what is gone, or no
 * longer for whoever looks.
 *
 * @public
 */
export function AsyncContent<T>(props: {
  query: Pick<
    UseQueryResult<T>,
    'data' | 'error' | 'isError' | 'isFetching' | 'refetch'
  >;
  /** Placeholder while waiting; a few grey lines if none is given. */
  waiting?: ReactNode;
  isEmpty?: (data: T) => boolean;
  /** An `EmptyState` that says what to do next. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { query, isEmpty, empty, children } = props;
  const { data } = query;

  if (data === undefined || (query.isError && isLost(query.error))) {
    return query.isError ? (
      <Failed query={query} />
    ) : (
      <Waiting>{props.waiting}</Waiting>
    );
  }
  return (
    <>
      {query.isError && <Failed query={query} compact />}
      {empty && isEmpty?.(data) ? empty : children(data)}
    </>
  );
}

function Failed(props: {
  query: Pick<UseQueryResult, 'error' | 'isFetching' | 'refetch'>;
  compact?: boolean;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { query, compact } = props;
  const reason = errorSentence(query.error);
  return (
    <Alert
      role="alert"
      className={styles.failed}
      status={compact ? 'warning' : 'danger'}
      icon
      title={
        compact ? t('async.refreshFailed', { reason }) : t('async.failedTitle')
      }
      description={compact ? undefined : reason}
      customActions={
        <Button
          size="small"
          variant="secondary"
          isPending={query.isFetching}
          onPress={() => query.refetch()}
        >
          {t('async.retry')}
        </Button>
      }
    />
  );
}

function Waiting(props: { children?: ReactNode }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  return (
    <div role="status" aria-label={t('async.waiting')}>
      {props.children ?? (
        <div className={styles.lines}>
          <Skeleton width="60%" height={20} />
          <Skeleton width="85%" height={20} />
          <Skeleton width="40%" height={20} />
        </div>
      )}
    </div>
  );
}
