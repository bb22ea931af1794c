import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { formValues, NewNameField, textAt } from '@flytower/cloud-react/form';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { functionsTranslationRef } from '../translation';
import { checkName } from './checkName';

type Props = FieldExtensionComponentProps<string, { projectField?: string }>;

/** The name of a new function, checked while it is written. */
export const FunctionNameField = withCloudQueries(function Name(props: Props) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const functions = useApi(functionsApiRef);
  const { projectField = 'projectId' } = props.uiSchema['ui:options'] ?? {};
  const values = formValues(props);
  return (
    <NewNameField
      label={props.schema.title ?? t('form.name.label')}
      description={props.schema.description}
      isRequired={props.required}
      value={props.formData ?? ''}
      onChange={value => props.onChange(value || undefined)}
      among={['functions', textAt(values, projectField)]}
      check={(name, signal) =>
        checkName({ functions, name, values, projectField, signal })
      }
      errors={props.rawErrors}
    />
  );
});
