import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from '@flytower/cloud-common/operations';
import { useAsk } from '../operations/dialog/OperationDialogs';
import { FailedDomains } from '../operations/FailedDomains';
import { useDefinitions } from '../operations/useOperations';
import { operationsTranslationRef } from '../words/operations';
import { FindingCard } from './FindingCard';
import styles from './findings.module.css';

/** Findings in the order given; what would settle one opens its dialog, filled in. @public */
export function FindingList(props: {
  findings: readonly Finding[];
  /** Where the page is about it anyway. */
  hideSubject?: boolean;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const ask = useAsk();
  const { find, failed } = useDefinitions();
  const isWanted = (plugin: string) =>
    props.findings.some(({ suggestions }) =>
      suggestions.some(
        one => one.plugin === plugin && !find(plugin, one.operation),
      ),
    );
  return (
    <>
      <FailedDomains
        failed={failed.filter(({ plugin }) => isWanted(plugin))}
        missing="operations"
      />
      <ul className={styles.list} aria-label={t('finding.list')}>
        {props.findings.map(finding => (
          <li key={`${finding.plugin} ${finding.id}`}>
            <FindingCard
              finding={finding}
              hideSubject={props.hideSubject}
              onSettle={ask}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
