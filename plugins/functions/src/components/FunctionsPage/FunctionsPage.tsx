import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import { CloudPage } from '@flytower/cloud-react';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useBulk } from '@flytower/cloud-react/operations';
import {
  ScopedTable,
  useListState,
  useMineOrAll,
} from '@flytower/cloud-react/table';
import { RiAddLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { functionQueries } from '../../queries';
import { newFunctionPath } from '../../templatePaths';
import { functionsTranslationRef } from '../../translation';
import { useFunctionColumns } from './useFunctionColumns';
import { useFunctionFilters } from './useFunctionFilters';

/** All functions that one may see, mine first. */
export function FunctionsPage() {
  const { t } = useTranslationRef(functionsTranslationRef);
  const scope = useMineOrAll();
  const list = useListState({
    sorts: ['name', 'owner', 'state', 'updatedAt'],
    filters: ['state', 'owner', 'environment', 'runtime', 'source'],
  });
  const query = { ...list.query, ...scope.query };
  const functions = useQuery({
    ...functionQueries.list(useApi(functionsApiRef), query),
    enabled: scope.isReady,
  });
  useSignalInvalidation(cloudTopics.functions, functionQueries.all());
  const bulk = useBulk({
    type: 'function',
    page: functions.data,
    isOld: functions.isPlaceholderData,
    query,
  });

  return (
    <CloudPage
      title={t('page.title')}
      description={t('page.description')}
      actions={
        <ButtonLink
          href={newFunctionPath()}
          iconStart={<RiAddLine aria-hidden="true" />}
        >
          {t('page.create')}
        </ButtonLink>
      }
    >
      {bulk.menu}
      <ScopedTable
        scope={scope}
        selection={bulk.selection}
        label={t('page.title')}
        searchLabel={t('page.search')}
        query={functions}
        list={list}
        columns={useFunctionColumns()}
        filters={useFunctionFilters()}
        empty={{
          mine: { title: t('empty.mineTitle'), description: t('empty.mine') },
          all: { title: t('empty.allTitle'), description: t('empty.all') },
        }}
      />
    </CloudPage>
  );
}
