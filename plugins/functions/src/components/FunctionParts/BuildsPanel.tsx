import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { FunctionBuild } from '@flytower/cloud-common/functions';
import { Panel, RelativeTime, StatusBadge } from '@flytower/cloud-react';
import { formatDuration } from '@flytower/cloud-react/format';
import { CellNote, SmallTable } from '@flytower/cloud-react/table';
import { buildTones } from '../../tones';
import { functionsTranslationRef } from '../../translation';

/** How the source became an image, newest first. */
export function BuildsPanel(props: { builds: readonly FunctionBuild[] }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  return (
    <Panel title={t('builds.title')}>
      {props.builds.length === 0 ? (
        <Text as="p" color="secondary">
          {t('builds.empty')}
        </Text>
      ) : (
        <SmallTable
          label={t('builds.title')}
          rows={props.builds}
          idOf={build => build.name}
          columns={[
            {
              id: 'name',
              label: t('builds.name'),
              cell: build => build.name,
            },
            {
              id: 'state',
              label: t('column.state'),
              cell: build => (
                <>
                  <StatusBadge
                    tone={buildTones[build.state]}
                    label={t(`buildState.${build.state}`)}
                  />
                  {build.state === 'failed' && build.message && (
                    <CellNote>{build.message}</CellNote>
                  )}
                </>
              ),
            },
            {
              id: 'took',
              label: t('builds.took'),
              cell: build => durationOf(build),
            },
            {
              id: 'started',
              label: t('builds.started'),
              cell: build => <RelativeTime time={build.startedAt} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function durationOf({ startedAt, completedAt }: FunctionBuild): string {
  if (!startedAt || !completedAt) return '–';
  return formatDuration(Date.parse(completedAt) - Date.parse(startedAt));
}
