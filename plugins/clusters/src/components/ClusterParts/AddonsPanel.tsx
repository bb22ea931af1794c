import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type {
  ClusterAnswer,
  InstalledAddon,
} from '@flytower/cloud-common/clusters';
import {
  AllowedAction,
  EmptyState,
  Panel,
  RelativeTime,
  StatusBadge,
} from '@flytower/cloud-react';
import { CellNote, SmallTable } from '@flytower/cloud-react/table';
import { RiAddLine } from '@remixicon/react';
import { templatePath } from '../../templatePaths';
import { clustersTranslationRef } from '../../translation';
import { addonTones } from '../../tones';

/** The add-ons of a cluster, and the way to one more. */
export function AddonsPanel(props: { cluster: ClusterAnswer }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { cluster } = props;
  const mayInstall = cluster.allowedOperations.includes('install-addon');
  return (
    <Panel
      title={t('addons.title')}
      aside={
        <AllowedAction operation="install-addon" on={cluster}>
          <ButtonLink
            size="small"
            variant="secondary"
            iconStart={<RiAddLine aria-hidden="true" />}
            href={templatePath('addon', { clusterId: cluster.id })}
          >
            {t('addons.install')}
          </ButtonLink>
        </AllowedAction>
      }
    >
      {cluster.addons.length === 0 ? (
        <EmptyState
          title={t('addons.empty')}
          description={t(
            mayInstall ? 'addons.emptyNext' : 'addons.emptyForbidden',
          )}
        />
      ) : (
        <SmallTable
          label={t('addons.title')}
          rows={cluster.addons}
          idOf={addon => `${addon.namespace}/${addon.name}`}
          columns={[
            {
              id: 'name',
              label: t('addons.name'),
              cell: addon => <Name addon={addon} />,
            },
            {
              id: 'state',
              label: t('column.state'),
              cell: addon => (
                <>
                  <StatusBadge
                    tone={addonTones[addon.state]}
                    label={t(`addonState.${addon.state}`)}
                  />
                  {addon.state !== 'ready' && addon.message && (
                    <CellNote>{addon.message}</CellNote>
                  )}
                </>
              ),
            },
            {
              id: 'version',
              label: t('addons.version'),
              cell: addon => addon.version,
            },
            {
              id: 'namespace',
              label: t('addons.namespace'),
              cell: addon => addon.namespace,
            },
            {
              id: 'updated',
              label: t('addons.updated'),
              cell: addon => <RelativeTime time={addon.updatedAt} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Name(props: { addon: InstalledAddon }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { name, managed } = props.addon;
  return (
    <>
      {name}
      {!managed && <CellNote>{t('addons.foreign')}</CellNote>}
    </>
  );
}
