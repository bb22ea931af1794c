import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { cloudReactTranslationRef } from '../words/translation';

/**
 * Leads to an entity of the catalog by its ref; "Nobody" where there is none. Made for owner columns.
 *
 * @public
 */
export function EntityLink(props: {
  entityRef?: string;
  title?: string;
  hideIcon?: boolean;
}) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  if (!props.entityRef) {
    return <Text color="secondary">{props.title ?? t('owner.nobody')}</Text>;
  }
  return (
    <EntityRefLink
      entityRef={props.entityRef}
      title={props.title}
      hideIcon={props.hideIcon ?? true}
      color="inherit"
    />
  );
}
