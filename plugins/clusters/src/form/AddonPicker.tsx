import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { AsyncContent } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { ChoiceField, formValues, textAt } from '@flytower/cloud-react/form';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from '../queries';
import { clustersTranslationRef } from '../translation';
import { AddonNote } from './AddonNote';
import styles from './AddonPicker.module.css';

type Chosen = { name: string; version?: string };
type Props = FieldExtensionComponentProps<Chosen, { clusterField?: string }>;

/** Offers the add-ons and the versions of the chosen one, and says what stands against it on the chosen cluster. */
export const AddonPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const choices = useQuery(clusterQueries.choices(useApi(clustersApiRef)));
  const { clusterField = 'clusterId' } = props.uiSchema['ui:options'] ?? {};
  const clusterId = textAt(formValues(props), clusterField);
  const { formData: chosen, onChange } = props;

  return (
    <AsyncContent query={choices}>
      {({ addons }) => {
        const versions =
          addons.find(({ name }) => name === chosen?.name)?.versions ?? [];
        return (
          <div className={styles.picker}>
            <ChoiceField
              label={props.schema.title ?? t('form.addon.label')}
              description={
                addons.length === 0
                  ? t('form.addon.empty')
                  : props.schema.description
              }
              placeholder={t('form.addon.placeholder')}
              isRequired={props.required}
              isDisabled={props.disabled}
              errors={props.rawErrors}
              value={chosen?.name}
              onChange={name =>
                onChange(
                  name
                    ? {
                        name,
                        version: addons.find(addon => addon.name === name)
                          ?.versions[0],
                      }
                    : undefined,
                )
              }
              options={addons.map(({ name, title, description }) => ({
                id: name,
                label: title,
                description,
              }))}
            />
            {chosen && versions.length > 0 && (
              <ChoiceField
                label={t('form.addon.version')}
                placeholder={t('form.addon.versionPlaceholder')}
                isDisabled={props.disabled}
                value={chosen.version}
                recommended={versions[0]}
                onChange={version => onChange({ ...chosen, version })}
                options={versions.map((version, index) => ({
                  id: version,
                  label: version,
                  description: index === 0 ? t('form.addon.newest') : undefined,
                }))}
              />
            )}
            {chosen?.name && clusterId && (
              <AddonNote clusterId={clusterId} chosen={chosen} />
            )}
          </div>
        );
      }}
    </AsyncContent>
  );
});
