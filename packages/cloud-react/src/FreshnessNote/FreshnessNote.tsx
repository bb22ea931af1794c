import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Freshness } from '@flytower/cloud-common';
import { RiAlertFill, RiTimeLine } from '@remixicon/react';
import {
  formatAbsoluteTime,
  formatClock,
  formatRelativeTime,
} from '../format/time';
import { useNow } from '../live/useNow';
import { cloudReactTranslationRef } from '../words/translation';
import styles from './FreshnessNote.module.css';

/**
 * Says how old what is shown may be: calm when all sources are fresh, one line for each that is not.
 *
 * @public
 */
export function FreshnessNote(props: { freshness: readonly Freshness[] }) {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  const sentence = useFreshnessSentence();
  const now = useNow();
  const troubled = props.freshness.filter(f => f.state !== 'fresh');
  const oldest = oldestObservation(props.freshness);

  if (props.freshness.length === 0) return null;
  if (troubled.length === 0) {
    return (
      <span
        className={styles.calm}
        title={oldest && formatAbsoluteTime(oldest)}
      >
        <RiTimeLine size={14} aria-hidden="true" />
        {t('freshness.updated', {
          when: oldest ? formatRelativeTime(oldest, now) : t('time.now'),
        })}
      </span>
    );
  }
  return (
    <ul className={styles.troubled} aria-label={t('freshness.label')}>
      {troubled.map(source => (
        <li key={`${source.kind}.${source.source}`} data-state={source.state}>
          <RiAlertFill size={14} aria-hidden="true" />
          <span>{sentence(source)}</span>
        </li>
      ))}
    </ul>
  );
}

function oldestObservation(freshness: readonly Freshness[]) {
  return freshness
    .flatMap(f => f.observedAt ?? [])
    .sort((a, b) => a.localeCompare(b))[0];
}

function useFreshnessSentence() {
  const { t } = useTranslationRef(cloudReactTranslationRef);
  return (freshness: Freshness): string => {
    const { kind, state, observedAt, message } = freshness;
    const words = {
      source: t('freshness.source', {
        kind: t(`freshness.kind.${kind}`),
        source: freshness.source,
      }),
      observed: observedAt ? formatClock(observedAt) : t('time.never'),
      since: freshness.since ? formatClock(freshness.since) : '–',
      message: message ?? '',
    };
    if (state === 'failing') {
      if (observedAt) {
        return t(
          message ? 'freshness.failingMessage' : 'freshness.failing',
          words,
        );
      }
      return t(
        message
          ? 'freshness.waitingFailingMessage'
          : 'freshness.waitingFailing',
        words,
      );
    }
    return t(observedAt ? 'freshness.stale' : 'freshness.waiting', words);
  };
}
