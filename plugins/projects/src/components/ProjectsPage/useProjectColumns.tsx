import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { Project, QuotaItem } from '@flytower/cloud-common/projects';
import { EntityLink, QuotaBar, StatusBadge } from '@flytower/cloud-react';
import { formatCount } from '@flytower/cloud-react/format';
import type { CloudColumn } from '@flytower/cloud-react/table';
import { useMemo } from 'react';
import { formatQuota, sumQuota } from '../../quota';
import { projectsTranslationRef } from '../../translation';

type Sort = 'name' | 'owner' | 'environment' | 'servers' | 'cloud';

/** Columns of the table of projects. */
export function useProjectColumns(): CloudColumn<Project, Sort>[] {
  const { t } = useTranslationRef(projectsTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('column.name'),
        sort: 'name',
        cell: project => (
          <Flex align="center" gap="2">
            <EntityLink entityRef={project.entityRef} title={project.name} />
            {!project.enabled && (
              <StatusBadge tone="off" label={t('disabled')} variant="plain" />
            )}
          </Flex>
        ),
      },
      {
        id: 'owner',
        label: t('column.owner'),
        sort: 'owner',
        cell: project => <EntityLink entityRef={project.owner} />,
      },
      {
        id: 'environment',
        label: t('column.environment'),
        sort: 'environment',
        cell: project =>
          project.environment ?? <Text color="secondary">{t('none')}</Text>,
      },
      {
        id: 'regions',
        label: t('column.regions'),
        cell: project => project.regions.join(', '),
      },
      {
        id: 'servers',
        label: t('column.servers'),
        sort: 'servers',
        align: 'end',
        cell: project => formatCount(project.counts.servers),
      },
      {
        id: 'cores',
        label: t('column.cores'),
        cell: project => <Used project={project} name="cores" />,
      },
      {
        id: 'ram',
        label: t('column.memory'),
        cell: project => <Used project={project} name="ram" />,
      },
    ],
    [t],
  );
}

function Used(props: { project: Project; name: QuotaItem['name'] }) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const quota = sumQuota(props.project.quota, props.name);
  if (!quota) return <>–</>;
  return (
    <QuotaBar
      compact
      label={t(`quota.${props.name}`)}
      format={formatQuota(props.name)}
      {...quota}
    />
  );
}
