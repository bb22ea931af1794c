import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Text } from '@backstage/ui';
import {
  projectOperations,
  type Project,
  type ProjectsApi,
} from '@flytower/cloud-common/projects';
import { AsyncContent } from '@flytower/cloud-react';
import { projectsApiRef, useMyRefs } from '@flytower/cloud-react/api';
import { ChoiceField, fieldOf } from '@flytower/cloud-react/form';
import { formatCount, shortRef } from '@flytower/cloud-react/format';
import { withCloudQueries } from '@flytower/cloud-react/live';
import {
  keepPreviousData,
  queryOptions,
  useQuery,
} from '@tanstack/react-query';
import { useState } from 'react';
import { projectsTranslationRef } from '../translation';
import type { projectPickerSchema } from './fields';

type Operation = (typeof projectOperations)[number];
type Props = FieldExtensionComponentProps<
  typeof projectPickerSchema.TOutput,
  { operation?: Operation }
>;

const most = 100;

/** Offers the projects in which the person may do what the template is for: their teams' own first, others by search. */
export const ProjectPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const operation = props.uiSchema['ui:options']?.operation ?? 'create-cluster';
  const [search, setSearch] = useState('');
  const api = useApi(projectsApiRef);
  const mine = useMyRefs();
  const projects = useQuery({
    ...offered(api, operation, mine.data ?? [], search.trim()),
    enabled: mine.data !== undefined,
  });
  const chosen = useQuery({
    queryKey: ['projects', 'detail', props.formData],
    queryFn: () => api.getProject(props.formData!),
    enabled: Boolean(props.formData),
  });

  return (
    <AsyncContent
      query={projects}
      isEmpty={({ items, isCut }) => items.length === 0 && !isCut && !search}
      empty={
        <Alert
          status="warning"
          icon
          title={t('form.project.emptyTitle')}
          description={t(`form.project.${operation}`)}
        />
      }
    >
      {({ items, isCut }) => (
        <ChoiceField
          label={props.schema.title ?? t('form.project.label')}
          description={
            props.schema.description ?? t('form.project.description')
          }
          placeholder={t('form.project.placeholder')}
          {...fieldOf(props)}
          // Until what is chosen is known it would look as if it were not offered.
          options={
            chosen.isLoading
              ? undefined
              : withChosen(items, chosen.data).map(toOption)
          }
          search={{
            value: search,
            onChange: setSearch,
            placeholder: t('form.project.search'),
          }}
        >
          {isCut && (
            <Text as="p" variant="body-small" color="secondary">
              {t('form.project.more', { amount: formatCount(items.length) })}
            </Text>
          )}
        </ChoiceField>
      )}
    </AsyncContent>
  );
});

/** My projects without a word to search for, all that may be seen with one, or when none of mine will do. */
function offered(
  api: ProjectsApi,
  operation: Operation,
  reader: string[],
  search: string,
) {
  return queryOptions({
    queryKey: ['projects', 'offered', operation, reader, search],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const ask = async (query: { reader?: string[]; search?: string }) => {
        const page = await api.listProjects({ ...query, limit: most });
        return {
          items: page.items.filter(project =>
            project.allowedOperations.includes(operation),
          ),
          isCut: page.total > page.items.length,
        };
      };
      if (search) return ask({ search });
      const mine = await ask({ reader });
      return mine.items.length > 0 ? mine : ask({});
    },
  });
}

function withChosen(items: Project[], chosen?: Project): Project[] {
  return !chosen || items.some(({ id }) => id === chosen.id)
    ? items
    : [...items, chosen];
}

function toOption(project: Project) {
  return {
    id: project.id,
    label: project.name,
    description: [
      project.environment,
      project.owner && shortRef(project.owner),
      project.regions.join(', '),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
