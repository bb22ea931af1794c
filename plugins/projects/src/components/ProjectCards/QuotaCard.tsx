import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  Panel,
  QuotaBar,
} from '@flytower/cloud-react';
import { formatQuota } from '../../quota';
import { projectsTranslationRef } from '../../translation';
import { useProject } from '../../useProject';
import styles from './ProjectCards.module.css';

/** How much of its quota the project uses, region by region. */
export function QuotaCard() {
  const { t } = useTranslationRef(projectsTranslationRef);
  const project = useProject();
  return (
    <Panel title={t('quota.title')}>
      <AsyncContent
        query={project}
        isEmpty={({ quota }) => quota.length === 0}
        empty={<EmptyState title={t('quota.empty')} />}
      >
        {({ quota }) => (
          <div className={styles.regions}>
            {[...new Set(quota.map(({ region }) => region))].map(region => (
              <section key={region} aria-label={region}>
                <Text as="h3" variant="body-small" color="secondary">
                  {region}
                </Text>
                <div className={styles.bars}>
                  {quota
                    .filter(item => item.region === region)
                    .map(({ name, used, limit }) => (
                      <QuotaBar
                        key={name}
                        label={t(`quota.${name}`)}
                        used={used}
                        limit={limit}
                        format={formatQuota(name)}
                      />
                    ))}
                </div>
              </section>
            ))}
          </div>
        )}
      </AsyncContent>
    </Panel>
  );
}
