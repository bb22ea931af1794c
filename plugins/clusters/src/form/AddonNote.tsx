import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { AsyncContent } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { useQuery } from '@tanstack/react-query';
import { clusterQueries } from '../queries';
import { installInput, type ChosenAddon } from './installInput';
import { clustersTranslationRef } from '../translation';
import styles from './AddonPicker.module.css';

/** What stands against this add-on on this cluster, said before anything is sent. */
export function AddonNote(props: { clusterId: string; chosen: ChosenAddon }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { clusterId, chosen } = props;
  const api = useApi(clustersApiRef);
  const cluster = useQuery(clusterQueries.detail(api, clusterId));
  const precheck = useQuery({
    queryKey: ['clusters', 'precheck', clusterId, chosen],
    queryFn: ({ signal }) =>
      api.precheckOperation(
        'install-addon',
        { input: installInput(clusterId, chosen) },
        { signal },
      ),
  });
  const installed = cluster.data?.addons.find(
    ({ name }) => name === chosen.name,
  );

  return (
    <div aria-live="polite" className={styles.notes}>
      <AsyncContent
        query={precheck}
        waiting={
          <Text as="p" variant="body-small" color="secondary">
            {t('form.addon.checking')}
          </Text>
        }
      >
        {({ problems }) => (
          <>
            {installed && (
              <Alert
                status="info"
                icon
                title={t('form.addon.installed', {
                  version: installed.version,
                })}
              />
            )}
            {problems.map(({ severity, message }) => (
              <Alert
                key={message}
                status={severity === 'blocks' ? 'danger' : 'warning'}
                icon
                title={message}
              />
            ))}
            {problems.length === 0 && !installed && (
              <Text as="p" variant="body-small" color="success">
                {t('form.addon.fine')}
              </Text>
            )}
          </>
        )}
      </AsyncContent>
    </div>
  );
}
