import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { EmptyState } from '../EmptyState/EmptyState';
import { cloudReactTranslationRef } from '../words/translation';

/** Stands where nothing fits what is searched for or filtered by. @public */
export function NoMatch({ list }: { list: { clear(): void } }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  return (
    <EmptyState
      title={t('table.noMatchTitle')}
      description={t('table.noMatch')}
      action={
        <Button variant="secondary" onPress={list.clear}>
          {t('table.clear')}
        </Button>
      }
    />
  );
}
