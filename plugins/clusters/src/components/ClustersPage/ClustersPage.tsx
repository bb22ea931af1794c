import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import type { ClusterQuery } from '@flytower/cloud-common/clusters';
import { CloudPage } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { BulkMenu } from '@flytower/cloud-react/operations';
import {
  CloudTable,
  EmptyScope,
  MineOrAll,
  useListState,
  useMineOrAll,
} from '@flytower/cloud-react/table';
import { RiAddLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
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
  const clusters = useQuery({
    ...clusterQueries.list(useApi(clustersApiRef), {
      ...list.query,
      ...scope.query,
    }),
    enabled: scope.isReady,
  });
  useSignalInvalidation(cloudTopics.clusters, clusterQueries.all());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const allowed =
    clusters.data?.items.flatMap(one => one.allowedOperations) ?? [];

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
      <BulkMenu
        type="cluster"
        chosen={chosen}
        onClear={() => setChosen(new Set())}
        all={{
          count: clusters.data?.total ?? 0,
          select: selectOf({ ...list.query, ...scope.query }),
        }}
        allowed={allowed}
      />
      <CloudTable
        selection={
          allowed.length > 0 ? { ids: chosen, setIds: setChosen } : undefined
        }
        label={t('page.title')}
        searchLabel={t('page.search')}
        query={clusters}
        list={list}
        columns={useClusterColumns()}
        filters={useClusterFilters()}
        empty={
          <EmptyScope
            scope={scope}
            mine={{
              title: t('empty.mineTitle'),
              description: t('empty.mine'),
            }}
            all={{ title: t('empty.allTitle'), description: t('empty.all') }}
          />
        }
      >
        <MineOrAll scope={scope} />
      </CloudTable>
    </CloudPage>
  );
}

/** The filters of the list as an operation over many takes them; order and page do not matter to it. */
function selectOf(query: ClusterQuery): Record<string, string[]> {
  const { offset, limit, sort, order, ...filters } = query;
  return Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [name, [value].flat()]),
  );
}
