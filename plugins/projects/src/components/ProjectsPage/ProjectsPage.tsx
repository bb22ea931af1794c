import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { cloudTopics } from '@flytower/cloud-common';
import { CloudPage } from '@flytower/cloud-react';
import { projectsApiRef } from '@flytower/cloud-react/api';
import { shortRef } from '@flytower/cloud-react/format';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import {
  ScopedTable,
  useListState,
  useMineOrAll,
} from '@flytower/cloud-react/table';
import { useQuery } from '@tanstack/react-query';
import { projectQueries } from '../../queries';
import { projectsTranslationRef } from '../../translation';
import { useProjectColumns } from './useProjectColumns';

/** All projects that one may see, mine first. */
export function ProjectsPage() {
  const { t } = useTranslationRef(projectsTranslationRef);
  const scope = useMineOrAll();
  const list = useListState({
    sorts: ['name', 'owner', 'environment', 'servers', 'cloud'],
    filters: ['owner', 'environment', 'region', 'cloud'],
  });
  const projects = useQuery({
    ...projectQueries.list(useApi(projectsApiRef), {
      ...list.query,
      ...scope.query,
    }),
    enabled: scope.isReady,
  });
  useSignalInvalidation(cloudTopics.projects, projectQueries.all());

  return (
    <CloudPage title={t('page.title')} description={t('page.description')}>
      <ScopedTable
        scope={scope}
        label={t('page.title')}
        searchLabel={t('page.search')}
        query={projects}
        list={list}
        columns={useProjectColumns()}
        filters={[
          { id: 'owner', label: t('column.owner'), show: shortRef },
          { id: 'environment', label: t('column.environment') },
          { id: 'region', label: t('column.region') },
          { id: 'cloud', label: t('column.cloud') },
        ]}
        empty={{
          mine: { title: t('empty.mineTitle'), description: t('empty.mine') },
          all: { title: t('empty.allTitle'), description: t('empty.all') },
        }}
      />
    </CloudPage>
  );
}
