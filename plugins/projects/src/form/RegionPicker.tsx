import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { AsyncContent } from '@flytower/cloud-react';
import {
  ChoiceField,
  fieldOf,
  formValues,
  textAt,
} from '@flytower/cloud-react/form';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { projectsTranslationRef } from '../translation';
import { useCapacity } from './useCapacity';

type Props = FieldExtensionComponentProps<string, { projectField?: string }>;

/** Offers the regions in which the chosen project may have something. */
export const RegionPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const { projectField = 'projectId' } = props.uiSchema['ui:options'] ?? {};
  const projectId = textAt(formValues(props), projectField);
  const capacity = useCapacity(projectId);
  const choice = {
    label: props.schema.title ?? t('form.region.label'),
    ...fieldOf(props),
  };

  if (!projectId) {
    return <ChoiceField {...choice} placeholder={t('form.region.first')} />;
  }
  return (
    <AsyncContent
      query={capacity}
      waiting={<ChoiceField {...choice} placeholder={t('form.waiting')} />}
    >
      {({ regions }) => (
        <ChoiceField
          {...choice}
          description={
            regions.length === 0
              ? t('form.region.empty')
              : props.schema.description
          }
          placeholder={t('form.region.placeholder')}
          options={regions.map(region => ({ id: region, label: region }))}
        />
      )}
    </AsyncContent>
  );
});
