import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { CloudResource } from '@flytower/cloud-common/projects';
import { RelativeTime, StatusBadge } from '@flytower/cloud-react';
import { OperationMenu } from '@flytower/cloud-react/operations';
import type { CloudColumn } from '@flytower/cloud-react/table';
import { useMemo } from 'react';
import { projectsTranslationRef } from '../../translation';
import { detailsInWords, type NameOf } from './detailsInWords';

type Sort = 'name' | 'type' | 'state' | 'region' | 'createdAt';

/** Columns of the table of resources. */
export function useResourceColumns(
  nameOf: NameOf,
): CloudColumn<CloudResource, Sort>[] {
  const { t } = useTranslationRef(projectsTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('column.resource'),
        sort: 'name',
        cell: resource => (
          <Text weight="bold" title={resource.id}>
            {resource.name || resource.id}
          </Text>
        ),
      },
      {
        id: 'type',
        label: t('column.type'),
        sort: 'type',
        cell: resource => t(`type.${resource.type}`),
      },
      {
        id: 'state',
        label: t('column.state'),
        sort: 'state',
        cell: resource => (
          <StatusBadge tone={resource.health} label={resource.state} />
        ),
      },
      {
        id: 'region',
        label: t('column.region'),
        sort: 'region',
        cell: resource => resource.region,
      },
      {
        id: 'details',
        label: t('column.details'),
        cell: resource => (
          <Text color="secondary">{detailsInWords(resource, t, nameOf)}</Text>
        ),
      },
      {
        id: 'created',
        label: t('column.created'),
        sort: 'createdAt',
        cell: resource => <RelativeTime time={resource.createdAt} />,
      },
      {
        id: 'operations',
        label: t('column.operations'),
        align: 'end',
        cell: resource =>
          resource.type === 'server' && (
            <OperationMenu
              variant="menu"
              target={{
                type: 'server',
                id: resource.id,
                title: resource.name || resource.id,
              }}
              allowed={resource.allowedOperations}
              context={{ projectId: resource.projectId }}
            />
          ),
      },
    ],
    [t, nameOf],
  );
}
