import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { useMyRefs } from '../api';
import { cloudReactTranslationRef } from '../words/translation';

/** Whose things a list shows. */
export interface Scope {
  value: 'mine' | 'all';
  setValue(value: 'mine' | 'all'): void;
  /** Spread this into the door's query. */
  query: { reader?: string[] };
  /** False while it is not yet known who is asking: use it as `enabled` of the query. */
  isReady: boolean;
  /** What a list answered; or why it cannot be asked, when it is not known who is asking. */
  answer<Q extends Answer>(query: Q): Q;
}

type Answer = Pick<
  UseQueryResult,
  'error' | 'isError' | 'isFetching' | 'refetch'
>;

/**
 * Mine or all, kept in the URL as `?show=all`. Mine is what one's own groups own or may read.
 *
 * @public
 */
export function useMineOrAll(): Scope {
  const [params, setParams] = useSearchParams();
  const refs = useMyRefs();
  const value = params.get('show') === 'all' ? 'all' : 'mine';
  const isReady = value === 'all' || refs.data !== undefined;
  return {
    value,
    setValue: next =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          after.delete('offset');
          if (next === 'all') after.set('show', 'all');
          else after.delete('show');
          return after;
        },
        { replace: true },
      ),
    query: value === 'mine' ? { reader: refs.data ?? [] } : {},
    isReady,
    answer: query => {
      if (isReady || !refs.isError) return query;
      const { error, isError, isFetching, refetch } = refs;
      return { ...query, error, isError, isFetching, refetch };
    },
  };
}

/** Switches between mine and all; stands first in a table's toolbar. @public */
export function MineOrAll(props: {
  scope: Scope;
  /** Where mine is more than what my teams have. */
  mine?: string;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { scope } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('scope.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[scope.value]}
      onSelectionChange={keys =>
        scope.setValue(keys.has('all') ? 'all' : 'mine')
      }
    >
      <ToggleButton id="mine">{props.mine ?? t('scope.mine')}</ToggleButton>
      <ToggleButton id="all">{t('scope.all')}</ToggleButton>
    </ToggleButtonGroup>
  );
}
