import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Facts } from '@flytower/cloud-react';
import { toWords } from '@flytower/cloud-react/format';
import { overviewTranslationRef } from '../../translation';
import styles from '../overview.module.css';

/** Exactly what was asked for; secrets were taken out by the door. */
export function Parameters({ input }: { input: Record<string, unknown> }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const given = Object.entries(input);
  if (given.length === 0) {
    return <Text color="secondary">{t('approvals.noInput')}</Text>;
  }
  return (
    <Facts
      items={given.map(([name, value]) => ({
        label: toWords(name),
        value: <code className={styles.code}>{textOf(value)}</code>,
      }))}
    />
  );
}

const textOf = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);
