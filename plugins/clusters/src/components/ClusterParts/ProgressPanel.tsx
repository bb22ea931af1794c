import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterAnswer } from '@flytower/cloud-common/clusters';
import { Panel } from '@flytower/cloud-react';
import { Steps } from '@flytower/cloud-react/live';
import { provisioningSteps } from '../../provisioningSteps';
import { clustersTranslationRef } from '../../translation';

/** How far a new cluster has come. */
export function ProgressPanel(props: { cluster: ClusterAnswer }) {
  const { t } = useTranslationRef(clustersTranslationRef);
  return (
    <Panel title={t('progress.title')}>
      <Steps
        label={t('progress.title')}
        steps={provisioningSteps(props.cluster).map(
          ({ id, state, count, desired, message }) => ({
            id,
            state,
            title: t(`progress.${id}`),
            details: [
              desired &&
                t('progress.machinesDetails', {
                  made: String(count),
                  desired: String(desired),
                }),
              message,
            ]
              .filter(Boolean)
              .join(' · '),
          }),
        )}
      />
    </Panel>
  );
}
