import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { Flavor } from '@flytower/cloud-common/projects';
import { AsyncContent } from '@flytower/cloud-react';
import {
  ChoiceField,
  fieldOf,
  formValues,
  textAt,
} from '@flytower/cloud-react/form';
import { formatGiB, formatMiB } from '@flytower/cloud-react/format';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { projectsTranslationRef } from '../translation';
import { useCapacity } from './useCapacity';

type Props = FieldExtensionComponentProps<
  string,
  { projectField?: string; regionField?: string }
>;

/** Offers the flavors that the chosen project may use in the chosen region, smallest first. */
export const FlavorPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const { projectField = 'projectId', regionField = 'region' } =
    props.uiSchema['ui:options'] ?? {};
  const values = formValues(props);
  const projectId = textAt(values, projectField);
  const region = textAt(values, regionField);
  const capacity = useCapacity(projectId);
  const choice = {
    label: props.schema.title ?? t('form.flavor.label'),
    ...fieldOf(props),
  };

  if (!projectId || !region) {
    return <ChoiceField {...choice} placeholder={t('form.flavor.first')} />;
  }
  return (
    <AsyncContent
      query={capacity}
      waiting={<ChoiceField {...choice} placeholder={t('form.waiting')} />}
    >
      {({ flavors }) => {
        const options = flavors
          .filter(flavor => flavor.region === region)
          .sort(bySize)
          .map(flavor => ({
            id: flavor.name,
            label: t('form.flavor.option', {
              name: flavor.name,
              vcpus: String(flavor.vcpus),
              ram: formatMiB(flavor.ramMiB),
              disk: formatGiB(flavor.diskGiB),
            }),
          }));
        return (
          <ChoiceField
            {...choice}
            description={
              options.length === 0
                ? t('form.flavor.empty', { region })
                : props.schema.description
            }
            placeholder={t('form.flavor.placeholder')}
            options={options}
          />
        );
      }}
    </AsyncContent>
  );
});

function bySize(a: Flavor, b: Flavor): number {
  return (
    a.vcpus - b.vcpus || a.ramMiB - b.ramMiB || a.name.localeCompare(b.name)
  );
}
