import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { AsyncContent } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import {
  ChoiceField,
  fieldOf,
  formValues,
  textAt,
} from '@flytower/cloud-react/form';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from '../queries';
import { clustersTranslationRef } from '../translation';

type Props = FieldExtensionComponentProps<string, { sourceField?: string }>;

/** Offers the versions that Rancher accepts for a new cluster, newest first. */
export const VersionPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const choices = useQuery(clusterQueries.choices(useApi(clustersApiRef)));
  const { sourceField = 'source' } = props.uiSchema['ui:options'] ?? {};
  const source = textAt(formValues(props), sourceField);

  return (
    <AsyncContent query={choices}>
      {({ versions }) => {
        const offered = versions.filter(
          (one, index, every) =>
            (!source || one.source === source) &&
            every.findIndex(({ version }) => version === one.version) === index,
        );
        return (
          <ChoiceField
            label={props.schema.title ?? t('form.version.label')}
            description={
              offered.length === 0
                ? t('form.version.empty')
                : props.schema.description
            }
            placeholder={t('form.version.placeholder')}
            {...fieldOf(props)}
            recommended={offered.find(one => one.recommended)?.version}
            options={offered.map(({ version, recommended }) => ({
              id: version,
              label: version,
              description: recommended
                ? t('form.version.recommended')
                : undefined,
            }))}
          />
        );
      }}
    </AsyncContent>
  );
});
