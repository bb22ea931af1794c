import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { CloudFunction } from '@flytower/cloud-common/functions';
import { EntityLink } from '@flytower/cloud-react';
import { functionsTranslationRef } from '../../translation';

/** Leads to the project of a function, when it is known. */
export function ProjectLink(props: {
  fn: Pick<CloudFunction, 'projectRef' | 'projectName'>;
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { projectRef, projectName } = props.fn;
  return projectRef ? (
    <EntityLink entityRef={projectRef} title={projectName} />
  ) : (
    <Text color="secondary">{projectName ?? t('none')}</Text>
  );
}
