import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { AsyncContent } from '../AsyncContent/AsyncContent';
import { EmptyState } from '../EmptyState/EmptyState';
import { FindingList } from '../findings/FindingList';
import { useFindings } from '../findings/useFindings';
import { formatCount } from '../format';
import { Panel } from '../Panel/Panel';
import { RelativeTime } from '../RelativeTime/RelativeTime';
import { operationsTranslationRef } from '../words/operations';
import { FailedDomains } from './FailedDomains';
import { OperationMenu, type OperationMenuProps } from './OperationMenu';
import styles from './operations.module.css';
import { OperationStateBadge } from './OperationStateBadge';
import { findingsPath, operationPath, operationsPath } from './paths';
import { Requester } from './Requester';
import { useHasOperations, useOperations } from './useOperations';

const fewOperations = 5;

/**
 * What everybody wants to know of one thing: what is wrong with it, what can be done about it, and what was done lately.
 *
 * @public
 */
export function EntityOperations(
  props: Omit<OperationMenuProps, 'variant'> & {
    /** Of the catalog; what a project's servers and clusters report belongs to the project, too. */
    entityRef?: string;
  },
) {
  return useHasOperations() ? <ThreePanels {...props} /> : null;
}

function ThreePanels(
  props: Omit<OperationMenuProps, 'variant'> & { entityRef?: string },
) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { target, entityRef, ...menu } = props;
  const about = entityRef ? { entityRef } : { id: target.id };
  return (
    <div className={styles.panels}>
      <WrongPanel {...about} />
      <Panel title={t('panel.can')}>
        <OperationMenu {...menu} target={target} />
      </Panel>
      <LatelyPanel {...about} />
    </div>
  );
}

interface About {
  entityRef?: string;
  id?: string;
}

function WrongPanel({ entityRef, id }: About) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const findings = useFindings({ state: ['open'], entityRef, subjectId: id });
  const total = findings.data?.total ?? 0;
  const shown = findings.data?.items.length ?? 0;
  return (
    <Panel
      title={t('panel.wrong')}
      aside={
        total > shown && (
          <Link
            href={findingsPath(
              entityRef ? { entityRef } : { subjectId: id ?? '' },
            )}
            variant="body-small"
          >
            {t('panel.allWrong', { total: formatCount(total) })}
          </Link>
        )
      }
    >
      <FailedDomains failed={findings.data?.failed} />
      <AsyncContent
        query={findings}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState
            isSmall
            title={t(
              findings.data?.failed.length
                ? 'panel.restWrong'
                : 'panel.nothingWrong',
            )}
            description={t('panel.nothingWrongNext')}
          />
        }
      >
        {page => <FindingList findings={page.items} hideSubject />}
      </AsyncContent>
    </Panel>
  );
}

function LatelyPanel({ entityRef, id }: About) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const operations = useOperations({
    entityRef,
    targetId: id,
    limit: fewOperations,
  });
  return (
    <Panel
      title={t('panel.lately')}
      aside={
        <Link
          href={operationsPath(
            entityRef ? { entityRef } : { targetId: id ?? '' },
          )}
          variant="body-small"
        >
          {t('panel.all')}
        </Link>
      }
    >
      <FailedDomains failed={operations.data?.failed} />
      <AsyncContent
        query={operations}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState
            isSmall
            title={t(
              operations.data?.failed.length
                ? 'panel.restLately'
                : 'panel.nothingLately',
            )}
            description={t('panel.nothingLatelyNext')}
          />
        }
      >
        {page => (
          <ul className={styles.rows}>
            {page.items.map(one => (
              <li key={one.id}>
                <span className={styles.words}>
                  <Link href={operationPath(one.plugin, one.id)}>
                    {one.title}
                  </Link>
                  <span className={styles.details}>
                    <RelativeTime time={one.createdAt} />
                    {' · '}
                    <Requester requester={one.requester} />
                    {(one.outcome ?? one.message) &&
                      ` · ${one.outcome ?? one.message}`}
                  </span>
                </span>
                <OperationStateBadge state={one.state} />
              </li>
            ))}
          </ul>
        )}
      </AsyncContent>
    </Panel>
  );
}
