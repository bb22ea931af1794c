import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { Cluster } from '@flytower/cloud-common/clusters';
import { clusterRouteRef } from '../../routes';

/** Leads to the page of a cluster. */
export function ClusterLink(props: {
  cluster: Pick<Cluster, 'id' | 'displayName'>;
  children?: string;
}) {
  const { id, displayName } = props.cluster;
  const href = useRouteRef(clusterRouteRef)?.({ id });
  const title = props.children ?? displayName;
  return href ? <Link href={href}>{title}</Link> : <Text>{title}</Text>;
}
