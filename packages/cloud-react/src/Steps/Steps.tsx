import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiSkipForwardLine,
  RiTimeLine,
} from '@remixicon/react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './Steps.module.css';

/** One step of something long. @public */
export interface Step {
  id: string;
  title: string;
  /** What is being waited for, what failed, how far it is. */
  details?: string;
  state: 'done' | 'active' | 'waiting' | 'failed' | 'unknown' | 'skipped';
}

const icons = {
  done: RiCheckboxCircleFill,
  active: RiLoader4Line,
  waiting: RiTimeLine,
  failed: RiCloseCircleFill,
  unknown: RiAlertFill,
  skipped: RiSkipForwardLine,
};

/** Shows how far something long has come, step by step. @public */
export function Steps(props: { label: string; steps: readonly Step[] }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  return (
    <ol className={styles.steps} aria-label={props.label}>
      {props.steps.map(step => {
        const Icon = icons[step.state];
        return (
          <li
            key={step.id}
            className={styles.step}
            data-state={step.state}
            aria-current={step.state === 'active' ? 'step' : undefined}
          >
            <Icon className={styles.icon} size={18} aria-hidden="true" />
            <span className={styles.title}>
              {step.title}
              <VisuallyHidden>{t(`step.${step.state}`)}</VisuallyHidden>
            </span>
            {step.details && (
              <span className={styles.details}>{step.details}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
