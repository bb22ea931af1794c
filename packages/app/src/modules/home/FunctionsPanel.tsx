import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cloudTopics } from '@flytower/cloud-common';
import { EmptyState, StatusBadge } from '@flytower/cloud-react';
import { functionsApiRef } from '@flytower/cloud-react/api';
import { functionTones } from '@flytower/cloud-react/format';
import { useSignalInvalidation } from '@flytower/cloud-react/live';
import { useQuery } from '@tanstack/react-query';
import { appTranslationRef } from '../../translation';
import {
  homeQueries,
  movingFunctions,
  rows,
  troubledFunctions,
} from './queries';
import { SummaryPanel } from './SummaryPanel';
import { SummaryRow } from './SummaryRow';

export function FunctionsPanel({ reader }: { reader: string[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const api = useApi(functionsApiRef);
  const functions = useQuery(homeQueries.functions(api, reader));
  const troubled = useQuery(
    homeQueries.functions(api, reader, troubledFunctions),
  );
  useSignalInvalidation(cloudTopics.functions, ['functions', 'home']);

  return (
    <SummaryPanel
      title={t('home.functions.title')}
      href="/functions"
      query={functions}
      first={troubled.data?.items}
      troubled={troubledFunctions}
      moving={movingFunctions}
      limit={rows}
      empty={
        <EmptyState
          title={t('home.functions.emptyTitle')}
          description={t('home.functions.empty')}
          action={
            <ButtonLink href="/create/templates/default/function">
              {t('home.functions.create')}
            </ButtonLink>
          }
        />
      }
      row={fn => (
        <SummaryRow
          entityRef={fn.entityRef}
          name={fn.name}
          details={[fn.environment, fn.runtime, fn.projectName]}
          message={fn.state === 'failed' ? fn.message : undefined}
          state={
            <StatusBadge
              tone={functionTones[fn.state]}
              label={t(`home.state.${fn.state}`)}
            />
          }
        />
      )}
    />
  );
}
