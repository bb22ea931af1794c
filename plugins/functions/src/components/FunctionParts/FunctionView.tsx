import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FunctionAnswer } from '@flytower/cloud-common/functions';
import { ConditionList, Panel } from '@flytower/cloud-react';
import { EntityOperations } from '@flytower/cloud-react/operations';
import { functionsTranslationRef } from '../../translation';
import { InvokePanel } from '../Invoke/InvokePanel';
import { LogsPanel } from '../Logs/LogsPanel';
import { AboutPanel } from './AboutPanel';
import { BuildsPanel } from './BuildsPanel';
import styles from './FunctionParts.module.css';
import { RevisionsPanel } from './RevisionsPanel';

/** Everything about one function, the same on its page and in the catalog. */
export function FunctionView(props: { fn: FunctionAnswer }) {
  const { t } = useTranslationRef(functionsTranslationRef);
  const { fn } = props;
  return (
    <div className={styles.view}>
      <AboutPanel fn={fn} />
      <EntityOperations
        target={{ type: 'function', id: fn.id, title: fn.name }}
        entityRef={fn.entityRef}
        allowed={fn.allowedOperations}
      />
      <div className={styles.columns}>
        <InvokePanel key={fn.id} fn={fn} />
        <LogsPanel fn={fn} />
      </div>
      <RevisionsPanel revisions={fn.revisions} />
      <div className={styles.columns}>
        <BuildsPanel builds={fn.builds} />
        <Panel title={t('conditions.title')}>
          <ConditionList conditions={fn.conditions} />
        </Panel>
      </div>
    </div>
  );
}
