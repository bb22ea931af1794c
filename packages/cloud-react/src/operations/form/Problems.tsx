import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { OperationPrecheck } from '@flytower/cloud-common/operations';
import { RiAlertFill, RiCloseCircleFill } from '@remixicon/react';
import { useState } from 'react';
import { operationsTranslationRef } from '../../words/operations';
import { Sentence } from '../Sentence';
import styles from './form.module.css';

/** As many as one reads at a glance; of two hundred targets there may be hundreds. */
const fewProblems = 8;

/** Sentences on what stands against an operation, what blocks it first. */
export function Problems(props: {
  problems: OperationPrecheck['problems'];
  label?: string;
  /** Of the list, for the field that it is about. */
  id?: string;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const [wantsAll, setWantsAll] = useState(false);
  if (props.problems.length === 0) return null;
  const sorted = [...props.problems].sort((a, b) =>
    a.severity.localeCompare(b.severity),
  );
  const shown = wantsAll ? sorted : sorted.slice(0, fewProblems);
  return (
    <>
      <ul id={props.id} className={styles.problems} aria-label={props.label}>
        {shown.map(({ severity, message }) => {
          const Icon = severity === 'blocks' ? RiCloseCircleFill : RiAlertFill;
          return (
            <li key={severity + message} data-severity={severity}>
              <Icon size={16} aria-hidden="true" />
              <span>
                <Sentence>{message}</Sentence>
              </span>
            </li>
          );
        })}
      </ul>
      {shown.length < sorted.length && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setWantsAll(true)}
        >
          {t('dialog.moreProblems', {
            amount: String(sorted.length - shown.length),
          })}
        </Button>
      )}
    </>
  );
}
