import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { formValues, NewNameField, textAt } from '@flytower/cloud-react/form';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { clustersTranslationRef } from '../translation';
import { checkName, type NameOptions } from './checkName';

type Props = FieldExtensionComponentProps<string, NameOptions>;

/** The name of a new cluster, checked while it is written. */
export const ClusterNameField = withCloudQueries(function Name(props: Props) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const clusters = useApi(clustersApiRef);
  const fields = props.uiSchema['ui:options'];
  const values = formValues(props);
  const projectId = textAt(values, fields?.projectField ?? 'projectId');
  return (
    <NewNameField
      label={props.schema.title ?? t('form.name.label')}
      description={props.schema.description}
      isRequired={props.required}
      value={props.formData ?? ''}
      onChange={value => props.onChange(value || undefined)}
      among={['clusters', projectId]}
      check={(name, signal) =>
        checkName({ clusters, name, values, fields, signal })
      }
      errors={props.rawErrors}
    />
  );
});
