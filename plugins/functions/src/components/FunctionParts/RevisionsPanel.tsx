import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FunctionRevision } from '@flytower/cloud-common/functions';
import {
  EmptyState,
  Panel,
  RelativeTime,
  StatusBadge,
} from '@flytower/cloud-react';
import { CellNote, SmallTable } from '@flytower/cloud-react/table';
import { revisionTones } from '../../tones';
import { functionsTranslationRef } from '../../translation';
import styles from './FunctionParts.module.css';

/** The revisions of a function, and how the traffic is split among them. */
export function RevisionsPanel(props: {
  revisions: readonly FunctionRevision[];
}) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { revisions } = props;
  const called = revisions.filter(({ percent }) => percent > 0);
  return (
    <Panel title={t('revisions.title')}>
      {revisions.length === 0 ? (
        <EmptyState
          title={t('revisions.empty')}
          description={t('revisions.emptyNext')}
        />
      ) : (
        <>
          {called.length > 1 && (
            <div className={styles.split} aria-hidden="true">
              {called.map(({ name, percent }) => (
                <span
                  key={name}
                  className={styles.part}
                  style={{ inlineSize: `${percent}%` }}
                />
              ))}
            </div>
          )}
          <SmallTable
            label={t('revisions.title')}
            rows={revisions}
            idOf={revision => revision.name}
            columns={[
              {
                id: 'name',
                label: t('revisions.name'),
                cell: revision => revision.name,
              },
              {
                id: 'state',
                label: t('column.state'),
                cell: revision => (
                  <>
                    <StatusBadge
                      tone={revisionTones[revision.state]}
                      label={t(`revisionState.${revision.state}`)}
                    />
                    {revision.state !== 'ready' && revision.message && (
                      <CellNote>{revision.message}</CellNote>
                    )}
                  </>
                ),
              },
              {
                id: 'traffic',
                label: t('revisions.traffic'),
                cell: revision => <Traffic revision={revision} />,
              },
              {
                id: 'replicas',
                label: t('revisions.replicas'),
                cell: revision => revision.replicas ?? '–',
              },
              {
                id: 'created',
                label: t('revisions.created'),
                cell: revision => <RelativeTime time={revision.createdAt} />,
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}

function Traffic(props: { revision: FunctionRevision }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { name, percent, tags } = props.revision;
  return (
    <>
      <div className={styles.traffic}>
        <span
          className={styles.track}
          role="meter"
          aria-label={`${t('revisions.traffic')} ${name}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <span
            className={styles.share}
            style={{ inlineSize: `${percent}%` }}
          />
        </span>
        {t('revisions.percent', { percent: String(percent) })}
      </div>
      {tags.length > 0 && <CellNote>{tags.join(', ')}</CellNote>}
    </>
  );
}
