import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { InvocationResult } from '@flytower/cloud-common/functions';
import { StatusBadge } from '@flytower/cloud-react';
import { formatDuration } from '@flytower/cloud-react/format';
import { functionsTranslationRef } from '../../translation';
import styles from './Invoke.module.css';

/** What the function answered. */
export function Answer(props: { result: InvocationResult }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { status, body, truncated, durationMs, contentType, headers } =
    props.result;
  return (
    <section className={styles.answer} aria-label={t('call.answer')}>
      <div className={styles.head}>
        <StatusBadge
          tone={status < 400 ? 'ok' : 'failed'}
          label={String(status)}
        />
        <Text variant="body-small" color="secondary">
          {[
            t('call.took', { duration: formatDuration(durationMs) }),
            contentType,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      {body ? (
        // What scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.body} tabIndex={0}>
          {readable(body, contentType)}
        </pre>
      ) : (
        <Text as="p" variant="body-small" color="secondary">
          {t('call.emptyBody')}
        </Text>
      )}
      {truncated && (
        <Text as="p" variant="body-small" color="secondary">
          {t('call.truncated')}
        </Text>
      )}
      <details className={styles.headers}>
        <summary>{t('call.headers')}</summary>
        <dl>
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

/** JSON is indented; everything else stays as it came. */
function readable(body: string, contentType = ''): string {
  if (!contentType.includes('json')) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
