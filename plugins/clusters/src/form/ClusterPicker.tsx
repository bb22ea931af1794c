import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { AsyncContent } from '@flytower/cloud-react';
import { clustersApiRef } from '@flytower/cloud-react/api';
import { ChoiceField, fieldOf, useLatest } from '@flytower/cloud-react/form';
import { shortRef } from '@flytower/cloud-react/format';
import { withCloudQueries } from '@flytower/cloud-react/live';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { clustersTranslationRef } from '../translation';

type Props = FieldExtensionComponentProps<string>;

const most = 200;

/** Offers the clusters on which the person may install add-ons. */
export const ClusterPicker = withCloudQueries(function Picker(props: Props) {
  const { t } = useTranslationRef(clustersTranslationRef);
  const api = useApi(clustersApiRef);
  const [search, setSearch] = useState('');
  const asked = useLatest(search.trim());
  const clusters = useQuery({
    queryKey: ['clusters', 'offered', asked, props.formData],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { items, total } = await api.listClusters(
        { limit: most, search: asked || undefined },
        { signal },
      );
      const offered = items.filter(({ allowedOperations }) =>
        allowedOperations.includes('install-addon'),
      );
      const isCut = total > items.length;
      const { formData: chosen } = props;
      if (!chosen || offered.some(({ id }) => id === chosen))
        return { offered, isCut };
      // What is chosen already stays in sight, also when it is not among the first or does not match the search.
      const cluster = await api
        .getCluster(chosen, { signal })
        .catch(() => undefined);
      return cluster?.allowedOperations.includes('install-addon')
        ? { offered: [cluster, ...offered], isCut }
        : { offered, isCut };
    },
  });

  return (
    <AsyncContent
      query={clusters}
      isEmpty={({ offered, isCut }) =>
        offered.length === 0 && !isCut && !search
      }
      empty={
        <Alert
          status="warning"
          icon
          title={t('form.cluster.emptyTitle')}
          description={t('form.cluster.empty')}
        />
      }
    >
      {({ offered }) => (
        <ChoiceField
          label={props.schema.title ?? t('form.cluster.label')}
          description={props.schema.description}
          placeholder={t('form.cluster.placeholder')}
          {...fieldOf(props)}
          options={offered.map(toChoice)}
          search={{
            value: search,
            onChange: setSearch,
            placeholder: t('form.cluster.search'),
          }}
        />
      )}
    </AsyncContent>
  );
});

function toChoice(cluster: Cluster) {
  return {
    id: cluster.id,
    label: cluster.displayName,
    description: [
      cluster.owner && shortRef(cluster.owner),
      cluster.environment,
      cluster.version,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
