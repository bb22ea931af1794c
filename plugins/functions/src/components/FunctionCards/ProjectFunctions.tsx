import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import { cloudAnnotations, cloudTopics } from '@flytower/cloud-common';
import { EmptyState } from '@flytower/cloud-react';
import {
  functionsApiRef,
  useAllowedInProject,
} from '@flytower/cloud-react/api';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { CloudTable, useListState } from '@flytower/cloud-react/table';
import { useQuery } from '@tanstack/react-query';
import { functionQueries } from '../../queries';
import { newFunctionPath } from '../../templatePaths';
import { functionsTranslationRef } from '../../translation';
import { useFunctionColumns } from '../FunctionsPage/useFunctionColumns';
import { useFunctionFilters } from '../FunctionsPage/useFunctionFilters';

/** Columns that say on a project what its page says already. */
const known = ['project', 'owner'];

/** The functions of a project. */
export function ProjectFunctions() {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { entity } = useEntity();
  const projectId =
    entity.metadata.annotations?.[cloudAnnotations.projectId] ?? '';
  const mayCreate = useAllowedInProject('deploy-function', projectId);
  const list = useListState({
    sorts: ['name', 'owner', 'state', 'updatedAt'],
    filters: ['state', 'runtime', 'source'],
  });
  const functions = useQuery({
    ...functionQueries.list(useApi(functionsApiRef), {
      ...list.query,
      projectId: [projectId],
    }),
    enabled: projectId !== '',
  });
  useSignalInvalidation(cloudTopics.functions, functionQueries.all());

  return (
    <CloudTable
      label={t('page.title')}
      searchLabel={t('page.search')}
      query={functions}
      list={list}
      columns={useFunctionColumns().filter(({ id }) => !known.includes(id))}
      filters={useFunctionFilters(['state', 'runtime', 'source'])}
      empty={
        <EmptyState
          title={t('empty.projectTitle')}
          description={t('empty.project')}
          action={
            mayCreate && (
              <ButtonLink variant="secondary" href={newFunctionPath(projectId)}>
                {t('page.create')}
              </ButtonLink>
            )
          }
        />
      }
    />
  );
}
