import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  Facts,
  FreshnessNote,
  Panel,
  StatusBadge,
} from '@flytower/cloud-react';
import { projectsTranslationRef } from '../../translation';
import { useProject } from '../../useProject';
import styles from './ProjectCards.module.css';

/** What OpenStack says of the project itself. */
export function AboutProjectCard() {
  const { t } = useTranslationRef(projectsTranslationRef);
  const project = useProject();
  return (
    <Panel
      title={t('about.title')}
      aside={
        project.data && <FreshnessNote freshness={project.data.freshness} />
      }
    >
      <AsyncContent query={project}>
        {({ counts, ...about }) => (
          <>
            {!about.enabled && (
              <p className={styles.notice}>
                <StatusBadge tone="off" label={t('disabled')} />
              </p>
            )}
            <Facts
              items={[
                { label: t('column.cloud'), value: about.cloud },
                { label: t('column.regions'), value: about.regions.join(', ') },
                { label: t('column.environment'), value: about.environment },
                { label: t('about.domain'), value: about.domain },
                {
                  label: t('about.counts'),
                  value: [
                    t('about.servers', { count: counts.servers }),
                    t('about.volumes', { count: counts.volumes }),
                    t('about.networks', { count: counts.networks }),
                  ].join(', '),
                },
                { label: t('about.tags'), value: about.tags.join(', ') },
                {
                  label: t('about.id'),
                  value: <code className={styles.code}>{about.id}</code>,
                },
              ]}
            />
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}
