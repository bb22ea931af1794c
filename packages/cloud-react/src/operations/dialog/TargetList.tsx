import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { OperationTarget } from '@flytower/cloud-common/operations';
import { operationsTranslationRef } from '../../words/operations';
import styles from './dialog.module.css';

/** As many as one reads at a glance. */
const few = 5;

/** What it will be done to: these, and nothing else. */
export function TargetList({ targets }: { targets: OperationTarget[] }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const list = (
    <ul className={styles.targets} aria-label={t('targets.label')}>
      {targets.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  );
  if (targets.length <= few) return list;
  return (
    <details>
      <summary>{t('dialog.showTargets')}</summary>
      {list}
    </details>
  );
}
