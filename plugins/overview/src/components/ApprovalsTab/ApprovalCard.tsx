import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { EntityLink, Facts, Panel, RelativeTime } from '@flytower/cloud-react';
import {
  BulkTargets,
  operationPath,
  Requester,
  RiskBadge,
} from '@flytower/cloud-react/operations';
import { overviewTranslationRef } from '../../translation';
import { Parameters } from '../OperationPage/Parameters';
import styles from '../overview.module.css';
import { Decision } from './Decision';

/** What somebody asks for, exactly, and why; with the decision below for whoever may take it. */
export function ApprovalCard({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(overviewTranslationRef);
  const { target, title, approval, plugin, id } = operation;
  return (
    <Panel
      title={`${title}: ${target.title}`}
      aside={
        <Link href={operationPath(plugin, id)}>{t('approvals.open')}</Link>
      }
    >
      <div className={styles.decision}>
        <Facts
          items={[
            {
              label: t('operation.target'),
              value: target.entityRef ? (
                <EntityLink entityRef={target.entityRef} title={target.title} />
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
              value: <RelativeTime time={operation.createdAt} />,
            },
            {
              label: t('approvals.expires'),
              value: approval && <RelativeTime time={approval.expiresAt} />,
            },
          ]}
        />
        <blockquote className={styles.quote}>
          {operation.reason || t('approvals.noReason')}
        </blockquote>
        <Text as="h3" variant="body-medium" weight="bold">
          {t('approvals.exactly')}
        </Text>
        <Parameters input={operation.input} />
        <BulkTargets operation={operation} />
        <Decision operation={operation} />
      </div>
    </Panel>
  );
}
