import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Link } from '@backstage/ui';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AsyncContent, CloudPage } from '@flytower/cloud-react';
import { RiArrowLeftSLine } from '@remixicon/react';
import { clusterRouteRef, clustersRouteRef } from '../../routes';
import { clustersTranslationRef } from '../../translation';
import { useCluster } from '../../useCluster';
import { ClusterView } from '../ClusterParts/ClusterView';
import styles from './ClusterPage.module.css';

/** One cluster: how it is doing, what it runs, and what can be done with it. */
export function ClusterPage() {
  const { t } = useTranslationRef(clustersTranslationRef);
  const { id } = useRouteRefParams(clusterRouteRef);
  const cluster = useCluster(id);
  const back = useRouteRef(clustersRouteRef)?.();
  const entityPath = useRouteRef(entityRouteRef);
  const { data } = cluster;

  return (
    <CloudPage
      title={data?.displayName ?? id}
      description={data?.description}
      actions={
        data &&
        entityPath && (
          <ButtonLink
            variant="secondary"
            href={entityPath(entityRouteParams(data.entityRef))}
          >
            {t('cluster.inCatalog')}
          </ButtonLink>
        )
      }
      note={
        back && (
          <Link href={back} className={styles.back}>
            <RiArrowLeftSLine size={16} aria-hidden="true" />
            {t('cluster.back')}
          </Link>
        )
      }
    >
      <AsyncContent query={cluster}>
        {answer => <ClusterView cluster={answer} />}
      </AsyncContent>
    </CloudPage>
  );
}
