import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Checkbox, CheckboxGroup, Text } from '@backstage/ui';
import { AsyncContent } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from '../queries';
import { clustersTranslationRef } from '../translation';
import styles from './AddonsPicker.module.css';

type Props = FieldExtensionComponentProps<string[]>;

/** Offers the add-ons that a new cluster could begin with. */
export const AddonsPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const choices = useQuery(clusterQueries.choices(useApi(clustersApiRef)));
  return (
    <AsyncContent
      query={choices}
      isEmpty={({ addons }) => addons.length === 0}
      empty={<Text color="secondary">{t('form.addon.empty')}</Text>}
    >
      {({ addons }) => (
        <CheckboxGroup
          label={props.schema.title ?? t('form.addon.many')}
          description={props.schema.description}
          isDisabled={props.disabled}
          value={props.formData ?? []}
          onChange={values => props.onChange(values)}
        >
          {addons.map(({ name, title, description, versions }) => (
            <div key={name} className={styles.addon}>
              <Checkbox value={name}>{title}</Checkbox>
              <span className={styles.words}>
                {[description, versions[0]].filter(Boolean).join(' · ')}
              </span>
            </div>
          ))}
        </CheckboxGroup>
      )}
    </AsyncContent>
  );
});
