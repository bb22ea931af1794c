import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  Facts,
  FreshnessNote,
  Panel,
  StatusLine,
} from '@flytower/cloud-react';
import { functionsTranslationRef } from '../../translation';
import { useFunction, useFunctionId } from '../../useFunction';
import { FunctionLink } from '../FunctionParts/FunctionLink';
import styles from '../FunctionParts/FunctionParts.module.css';
import { FunctionStateBadge } from '../FunctionParts/FunctionStateBadge';

/** How the function of an entity is doing, at a glance. */
export function FunctionCard() {
  const { t } = useTranslationRef(functionsTranslationRef);
  const fn = useFunction(useFunctionId());
  return (
    <Panel
      title={t('fn.title')}
      aside={fn.data && <FreshnessNote freshness={fn.data.freshness} />}
    >
      <AsyncContent query={fn}>
        {answer => (
          <>
            <StatusLine badge={<FunctionStateBadge fn={answer} />}>
              {answer.message ?? t(`stateMeans.${answer.state}`)}
            </StatusLine>
            <Facts
              items={[
                {
                  label: t('column.invoke'),
                  value: t(`invoke.${answer.invoke}`),
                },
                { label: t('column.source'), value: answer.source },
                { label: t('fact.url'), value: answer.url },
              ]}
            />
            <div className={styles.links}>
              <FunctionLink fn={answer}>{t('fn.more')}</FunctionLink>
            </div>
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}
