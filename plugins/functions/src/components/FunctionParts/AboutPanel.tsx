import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import {
  CopyButton,
  EntityLink,
  Facts,
  FreshnessNote,
  Panel,
  RelativeTime,
  StatusLine,
} from '@flytower/cloud-react';
import { functionsTranslationRef } from '../../translation';
import styles from './FunctionParts.module.css';
import { FunctionStateBadge } from './FunctionStateBadge';
import { ProjectLink } from './ProjectLink';

/** How the function is doing, where it can be called, and what it is. */
export function AboutPanel(props: { fn: FunctionAnswer }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { fn } = props;
  return (
    <Panel
      title={t('fn.title')}
      aside={<FreshnessNote freshness={fn.freshness} />}
    >
      <StatusLine badge={<FunctionStateBadge fn={fn} />}>
        {fn.message ?? t(`stateMeans.${fn.state}`)}
      </StatusLine>
      {fn.url && (
        <div className={styles.address}>
          <code aria-label={t('fact.url')}>{fn.url}</code>
          <CopyButton
            text={fn.url}
            label={t('fn.copyUrl')}
            copied={t('fn.copied')}
          />
        </div>
      )}
      <Facts
        items={[
          {
            label: t('column.owner'),
            value: <EntityLink entityRef={fn.owner} />,
          },
          { label: t('column.project'), value: <ProjectLink fn={fn} /> },
          { label: t('column.invoke'), value: t(`invoke.${fn.invoke}`) },
          { label: t('column.runtime'), value: fn.runtime },
          { label: t('column.environment'), value: fn.environment },
          {
            label: t('fact.platform'),
            value: fn.platformRef ? (
              <EntityLink entityRef={fn.platformRef} title={fn.source} />
            ) : (
              fn.source
            ),
          },
          { label: t('fact.namespace'), value: fn.namespace },
          { label: t('fact.revision'), value: fn.latestRevision },
          {
            label: t('fact.git'),
            value: fn.git && (
              <Link href={fn.git.url} target="_blank" rel="noreferrer">
                {sourceOf(fn.git)}
              </Link>
            ),
          },
          {
            label: t('column.updated'),
            value: (fn.updatedAt ?? fn.createdAt) && (
              <RelativeTime time={fn.updatedAt ?? fn.createdAt} />
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** `checkout/send-invoice @ main`. */
function sourceOf(git: NonNullable<FunctionAnswer['git']>): string {
  const path = git.url
    .replace(/^[a-z+]+:\/\/[^/]+\//, '')
    .replace(/\.git$/, '');
  return git.revision ? `${path} @ ${git.revision}` : path;
}
