import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { OperationPrecheck } from '@flytower/cloud-common/operations';
import { errorSentence, isWrongInput } from '../../format';
import { StatusBadge } from '../../StatusBadge/StatusBadge';
import { operationsTranslationRef } from '../../words/operations';
import { Problems } from '../form/Problems';
import { Sentence } from '../Sentence';
import styles from './dialog.module.css';
import type { OperationForm } from './useOperationForm';

/** What stands against it, or that nothing does, or that this is not known yet. */
export function Verdict(props: {
  form: OperationForm;
  /** Those that no field of the form shows. */
  problems: OperationPrecheck['problems'];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { form, problems } = props;
  const { precheck, verdict } = form;

  const content = () => {
    if (!form.complete) {
      return <Text color="secondary">{t('dialog.incomplete')}</Text>;
    }
    if (isWrongInput(precheck.error) && !precheck.isFetching) {
      return (
        <>
          <StatusBadge
            tone="failed"
            variant="plain"
            label={t('dialog.wrongInput')}
          />
          <Text>
            <Sentence>{errorSentence(precheck.error)}</Sentence>
          </Text>
        </>
      );
    }
    if (precheck.isError && !precheck.isFetching) {
      return (
        <>
          <StatusBadge
            tone="unknown"
            variant="plain"
            label={t('dialog.uncheckedTitle')}
          />
          <Text>
            <Sentence>{errorSentence(precheck.error)}</Sentence>
          </Text>
          <Button
            size="small"
            variant="secondary"
            onPress={() => precheck.refetch()}
          >
            {t('dialog.again')}
          </Button>
        </>
      );
    }
    if (!verdict) {
      return (
        <StatusBadge tone="busy" variant="plain" label={t('dialog.checking')} />
      );
    }
    if (verdict.problems.length === 0) {
      return (
        <StatusBadge tone="ok" variant="plain" label={t('dialog.clear')} />
      );
    }
    const isBlocked = verdict.problems.some(
      ({ severity }) => severity === 'blocks',
    );
    return (
      <>
        <StatusBadge
          tone={isBlocked && !form.skipBlocked ? 'failed' : 'warn'}
          variant="plain"
          label={
            form.leaveOut
              ? t('dialog.blocksSome', {
                  blocked: String(form.leaveOut.blocked),
                })
              : t(isBlocked ? 'dialog.blocks' : 'dialog.warns')
          }
        />
        <Problems problems={problems} />
      </>
    );
  };
  return (
    <div className={styles.verdict} role="status">
      {content()}
    </div>
  );
}
