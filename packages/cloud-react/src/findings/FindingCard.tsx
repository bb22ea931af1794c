import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link, Text } from '@backstage/ui';
import {
  isSettled,
  type Finding,
  type Suggestion,
} from '@flytower/cloud-common/operations';
import { EntityLink } from '../EntityLink/EntityLink';
import { formatAbsoluteTime, formatAge } from '../format/time';
import { useNow } from '../live/useNow';
import type { OperationAsk } from '../operations/dialog/ask';
import { operationPath } from '../operations/paths';
import { useDefinitions } from '../operations/useOperations';
import { RelativeTime } from '../RelativeTime/RelativeTime';
import { operationsTranslationRef } from '../words/operations';
import styles from './findings.module.css';
import { SeverityBadge } from './SeverityBadge';

/** What is wrong, since when, how one knows, whose it is, and what would settle it. */
export function FindingCard(props: {
  finding: Finding;
  hideSubject?: boolean;
  onSettle(ask: OperationAsk): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { finding } = props;
  const { find } = useDefinitions();
  const now = useNow(30_000);
  const { subject, operationId, operationState } = finding;
  const isOpen = finding.state === 'open';
  const isUnderWay = operationState && !isSettled(operationState);
  const settle = (suggestion: Suggestion) => {
    const definition = find(suggestion.plugin, suggestion.operation);
    if (definition) {
      props.onSettle(askFor(finding, suggestion, definition));
    }
  };

  return (
    <article className={styles.card} data-severity={finding.severity}>
      <header className={styles.head}>
        <SeverityBadge severity={finding.severity} />
        <Text
          as={props.hideSubject ? 'h3' : 'h2'}
          variant="body-large"
          weight="bold"
        >
          {finding.message}
        </Text>
        <span className={styles.age} title={formatAbsoluteTime(finding.since)}>
          {isOpen
            ? t('finding.since', { age: formatAge(finding.since, now) })
            : t('finding.closed', {
                when: formatAbsoluteTime(finding.closedAt ?? finding.updatedAt),
              })}
        </span>
      </header>
      {!props.hideSubject && (
        <p className={styles.whose}>
          <EntityLink entityRef={subject.entityRef} title={subject.title} />
          {' · '}
          {finding.owner ? (
            <EntityLink entityRef={finding.owner} />
          ) : (
            t('finding.nobody')
          )}
        </p>
      )}
      {finding.evidence.length > 0 && (
        <dl className={styles.evidence} aria-label={t('finding.evidence')}>
          {finding.evidence.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {isTime(value) ? (
                  <RelativeTime time={value} />
                ) : (
                  withReadableTimes(value)
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <footer className={styles.foot}>
        {isOpen &&
          !isUnderWay &&
          finding.suggestions.map((suggestion, index) => (
            <Button
              key={suggestion.operation + JSON.stringify(suggestion.input)}
              size="small"
              variant={
                index === 0 && suggestion.risk !== 'destructive'
                  ? 'primary'
                  : 'secondary'
              }
              destructive={suggestion.risk === 'destructive'}
              isDisabled={!find(suggestion.plugin, suggestion.operation)}
              onPress={() => settle(suggestion)}
            >
              {suggestion.title}
            </Button>
          ))}
        {operationId && (
          <Link href={operationPath(finding.plugin, operationId)}>
            {t(wordsOf(finding))}
          </Link>
        )}
        {isOpen && finding.policy === 'auto' && (
          <Text color="secondary" variant="body-small">
            {t('policy.auto')}
          </Text>
        )}
      </footer>
    </article>
  );
}

/** What is said of the operation that was started last. */
function wordsOf({ state, operationState }: Finding) {
  if (!operationState) return 'finding.tried.forgotten' as const;
  if (state === 'closed' && operationState === 'succeeded')
    return 'finding.settledBy' as const;
  return `finding.tried.${operationState}` as const;
}

/** The dialog with what the finding suggests; its target is settled. */
function askFor(
  finding: Finding,
  { input }: Suggestion,
  definition: OperationAsk['definition'],
): OperationAsk {
  const id = input[definition.targetField];
  const { subject } = finding;
  return {
    definition,
    input,
    findingId: finding.id,
    target:
      typeof id === 'string'
        ? { id, title: id === subject.id ? subject.title : id }
        : undefined,
  };
}

const isTime = (value: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);

/** Times within a sentence, as people write them. */
const withReadableTimes = (value: string) =>
  value.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, formatAbsoluteTime);
