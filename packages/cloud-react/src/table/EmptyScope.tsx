import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { EmptyState } from '../EmptyState/EmptyState';
import { cloudReactTranslationRef } from '../words/translation';
import type { Scope } from './MineOrAll';

interface Words {
  title: string;
  description: string;
}

/** Stands where a list over mine, or over all, has nothing; from mine it leads to all. @public */
export function EmptyScope(props: { scope: Scope; mine: Words; all: Words }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const { scope, mine, all } = props;
  if (scope.value === 'all') return <EmptyState {...all} />;
  return (
    <EmptyState
      {...mine}
      action={
        <Button variant="secondary" onPress={() => scope.setValue('all')}>
          {t('scope.showAll')}
        </Button>
      }
    />
  );
}
