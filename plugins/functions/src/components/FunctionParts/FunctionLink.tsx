import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import { functionRouteRef } from '../../routes';

/** Leads to the page of a function. */
export function FunctionLink(props: {
  fn: Pick<CloudFunction, 'id' | 'name'>;
  children?: string;
}) {
  const { id, name } = props.fn;
  const href = useRouteRef(functionRouteRef)?.({ id });
  const title = props.children ?? name;
  return href ? <Link href={href}>{title}</Link> : <Text>{title}</Text>;
}
