import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { QuotaItem } from '@flytower/cloud-common/projects';
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
                <Bars items={quota.filter(item => item.region === region)} />
              </section>
            ))}
          </div>
        )}
      </AsyncContent>
    </Panel>
  );
}

/** What projects are planned by; the other limits are only looked at when they are in the way. */
const main = ['instances', 'cores', 'ram', 'volumes', 'gigabytes'];

function Bars({ items }: { items: QuotaItem[] }) {
  const { t } = useTranslationRef(projectsTranslationRef);
  const others = items.filter(({ name }) => !main.includes(name));
  const bars = (some: QuotaItem[]) => (
    <div className={styles.bars}>
      {some.map(({ name, used, limit }) => (
        <QuotaBar
          key={name}
          label={t(`quota.${name}`)}
          used={used}
          limit={limit}
          format={formatQuota(name)}
        />
      ))}
    </div>
  );
  return (
    <>
      {bars(items.filter(({ name }) => main.includes(name)))}
      {others.length > 0 && (
        <details className={styles.more} open={others.some(isShort)}>
          <summary>{t('quota.more')}</summary>
          {bars(others)}
        </details>
      )}
    </>
  );
}

const isShort = ({ used, limit }: QuotaItem) =>
  limit >= 0 && used >= limit * 0.8 && used > 0;
