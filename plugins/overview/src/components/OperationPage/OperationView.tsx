import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { EntityLink, Facts, Panel, RelativeTime } from '@flytower/cloud-react';
import {
  BulkTargets,
  operationPath,
  OperationProgress,
  Requester,
  RiskBadge,
} from '@flytower/cloud-react/operations';
import { overviewTranslationRef } from '../../translation';
import { Decision } from '../ApprovalsTab/Decision';
import styles from '../overview.module.css';
import { Parameters } from './Parameters';

/** Everything that the journal knows of an operation. */
export function OperationView({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { target, input, upstream, plugin } = operation;
  const time = (value?: string) => value && <RelativeTime time={value} />;
  return (
    <div className={styles.stack}>
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Panel title={t('operation.progress')}>
            <OperationProgress operation={operation} />
          </Panel>
          <ApprovalPanel operation={operation} />
          {Object.keys(input).length > 0 && (
            <Panel title={t('operation.input')}>
              <Parameters input={input} />
            </Panel>
          )}
          {Object.keys(upstream).length > 0 && (
            <Panel title={t('operation.upstream')}>
              <Parameters input={requestIdsLast(upstream)} />
            </Panel>
          )}
        </div>
        <Panel title={t('operation.about')}>
          <div className={styles.decision}>
            <Facts
              items={[
                {
                  label: t('operation.target'),
                  value: target.entityRef ? (
                    <EntityLink
                      entityRef={target.entityRef}
                      title={target.title}
                    />
                  ) : (
                    target.title
                  ),
                },
                {
                  label: t('operation.requester'),
                  value: <Requester requester={operation.requester} />,
                },
                {
                  label: t('operation.risk'),
                  value: <RiskBadge risk={operation.risk} />,
                },
                {
                  label: t('operation.asked'),
                  value: time(operation.createdAt),
                },
                {
                  label: t('operation.started'),
                  value: time(operation.startedAt),
                },
                {
                  label: t('operation.finished'),
                  value: time(operation.finishedAt),
                },
                {
                  label: t('operation.deadline'),
                  value: operation.finishedAt
                    ? undefined
                    : time(operation.deadlineAt),
                },
                {
                  label: t('operation.id'),
                  value: <code className={styles.code}>{operation.id}</code>,
                },
              ]}
            />
            {operation.reason && (
              <blockquote className={styles.quote}>
                {operation.reason}
              </blockquote>
            )}
            {operation.bulkId && (
              <Link href={operationPath(plugin, operation.bulkId)}>
                {t('operation.bulkOf')}
              </Link>
            )}
          </div>
        </Panel>
      </div>
      {operation.bulk && (
        <Panel title={t('operation.bulk')}>
          <BulkTargets operation={operation} />
        </Panel>
      )}
    </div>
  );
}

/** They help only whoever reads the logs upstream, and are many. */
function requestIdsLast({ requestIds, ...names }: Record<string, string>) {
  return requestIds ? { ...names, requestIds } : names;
}

function ApprovalPanel({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { approval } = operation;
  if (!approval) return null;
  return (
    <Panel title={t('operation.approval')}>
      <div className={styles.decision}>
        <Facts
          items={[
            {
              label: t('operation.approver'),
              value: approval.approver && (
                <EntityLink entityRef={approval.approver} />
              ),
            },
            {
              label: t('operation.decided'),
              value: approval.decidedAt && (
                <RelativeTime time={approval.decidedAt} />
              ),
            },
            {
              label: t('operation.expires'),
              value: approval.decidedAt ? undefined : (
                <RelativeTime time={approval.expiresAt} />
              ),
            },
            { label: t('operation.comment'), value: approval.comment },
          ]}
        />
        <Decision operation={operation} />
      </div>
    </Panel>
  );
}
