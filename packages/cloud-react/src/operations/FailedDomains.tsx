import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { errorSentence } from '../format';
import { operationsTranslationRef } from '../words/operations';
import type { FailedDomain } from './mergePages';
import styles from './operations.module.css';

/** One sentence for each domain whose rows, or operations, are missing. @public */
export function FailedDomains(props: {
  failed?: readonly FailedDomain[];
  missing?: 'rows' | 'operations';
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const isRows = props.missing !== 'operations';
  return (
    <>
      {props.failed?.map(({ plugin, error }) => (
        <Alert
          key={plugin}
          role="alert"
          className={styles.failed}
          status="warning"
          icon
          title={t(isRows ? 'domainFailed' : 'menu.failed', {
            domain: t(`domain.${plugin}`),
            reason: errorSentence(error),
          })}
        />
      ))}
    </>
  );
}
