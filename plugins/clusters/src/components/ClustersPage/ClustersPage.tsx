import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import { CloudPage } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useBulk } from '@flytower/cloud-react/operations';
import {
  ScopedTable,
  useListState,
  useMineOrAll,
} from '@flytower/cloud-react/table';
import { RiAddLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from '../../queries';
import { templatePath } from '../../templatePaths';
import { clustersTranslationRef } from '../../translation';
import { useClusterColumns } from './useClusterColumns';
import { useClusterFilters } from './useClusterFilters';

/** All clusters that one may see, mine first. */
export function ClustersPage() {
  const { t } = useTranslationRef(clustersTranslationRef);
  const scope = useMineOrAll();
  const list = useListState({
    sorts: ['name', 'owner', 'state', 'version', 'nodes'],
    filters: ['state', 'version', 'owner', 'environment', 'tag', 'region'],
  });
  const query = { ...list.query, ...scope.query };
  const clusters = useQuery({
    ...clusterQueries.list(useApi(clustersApiRef), query),
    enabled: scope.isReady,
  });
  useSignalInvalidation(cloudTopics.clusters, clusterQueries.all());
  const bulk = useBulk({
    type: 'cluster',
    page: clusters.data,
    isOld: clusters.isPlaceholderData,
    query,
  });

  return (
    <CloudPage
      title={t('page.title')}
      description={t('page.description')}
      actions={
        <ButtonLink
          href={templatePath('cluster')}
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
        query={clusters}
        list={list}
        columns={useClusterColumns()}
        filters={useClusterFilters()}
        empty={{
          mine: { title: t('empty.mineTitle'), description: t('empty.mine') },
          all: { title: t('empty.allTitle'), description: t('empty.all') },
        }}
      />
    </CloudPage>
  );
}
