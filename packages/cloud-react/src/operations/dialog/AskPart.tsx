import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Checkbox,
  DialogBody,
  DialogFooter,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type { Operation } from '@flytower/cloud-common/operations';
import { errorSentence } from '../../format';
import { operationsTranslationRef } from '../../words/operations';
import { InputFields } from '../form/InputFields';
import { pathsOf } from '../form/values';
import { RiskBadge } from '../RiskBadge';
import { Sentence } from '../Sentence';
import type { OperationAsk } from './ask';
import styles from './dialog.module.css';
import { TargetList } from './TargetList';
import { useOperationForm } from './useOperationForm';
import { Verdict } from './Verdict';
import { WavesFields } from './WavesFields';

/** The form, what stands against it, and the button that starts it. */
export function AskPart(props: {
  ask: OperationAsk;
  onStarted(operation: Operation): void;
  onClose(): void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { ask } = props;
  const { definition, many } = ask;
  const form = useOperationForm(ask);
  const { verdict, start, nameToType } = form;
  const known = pathsOf(form.fields);
  const problems = verdict?.problems ?? [];
  const isShown = (field?: string) =>
    known.some(path => field === path || field?.startsWith(`${path}.`));
  const title = useTargetTitle(ask, form.all);

  return (
    <>
      <DialogBody className={styles.body}>
        <div className={styles.head}>
          <Text as="p" color="secondary">
            {definition.description}
          </Text>
          <div className={styles.facts}>
            {title && (
              <span>
                {t('dialog.target')} <strong>{title}</strong>
              </span>
            )}
            <RiskBadge risk={form.risk} />
          </div>
          {many && form.targets && <TargetList targets={form.targets} />}
        </div>
        <fieldset className={styles.asked} disabled={start.isLocked}>
          {form.fields.length > 0 && form.choices.isError && (
            <Alert
              role="alert"
              status="warning"
              icon
              title={t('dialog.choicesFailed')}
              description={errorSentence(form.choices.error)}
              customActions={
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => form.choices.refetch()}
                >
                  {t('dialog.again')}
                </Button>
              }
            />
          )}
          {form.fields.length > 0 && (
            <InputFields
              fields={form.fields}
              values={form.values}
              onChange={form.setValues}
              surroundings={{
                choices: form.choices.data?.fields,
                choicesAreOld: form.choices.isPlaceholderData,
                choicesAreAsked: form.choices.isPending,
                problems: problems.filter(({ field }) => isShown(field)),
              }}
            />
          )}
          {many && <WavesFields value={form.waves} onChange={form.setWaves} />}
          <TextAreaField
            label={t('dialog.reason')}
            description={t(
              form.needsReason
                ? 'dialog.reasonRequired'
                : 'dialog.reasonOptional',
            )}
            isRequired={form.needsReason}
            rows={2}
            maxLength={1000}
            value={form.reason}
            onChange={form.setReason}
          />
          <Verdict
            form={form}
            problems={problems.filter(({ field }) => !isShown(field))}
          />
          {form.leaveOut && (
            <Checkbox
              isSelected={form.skipBlocked}
              onChange={form.setLeavesOut}
            >
              {t('dialog.leaveOut', {
                blocked: String(form.leaveOut.blocked),
                others: String(form.leaveOut.others),
              })}
            </Checkbox>
          )}
          {form.risk === 'destructive' && (
            <Alert
              status="danger"
              icon
              title={t('dialog.lost')}
              description={t('dialog.lostWhat', {
                title: definition.title,
                target: title ?? definition.target,
              })}
            />
          )}
          {nameToType && (
            <TextField
              label={t('dialog.confirm', { name: nameToType })}
              isRequired
              value={form.typed}
              onChange={form.setTyped}
              autoComplete="off"
              spellCheck="false"
            />
          )}
        </fieldset>
        {verdict?.needsApproval && (
          <Alert
            status="info"
            icon
            title={t('dialog.approvalTitle')}
            description={t('dialog.approval')}
          />
        )}
        {start.error && (
          <Alert
            role="alert"
            status={start.isUnanswered ? 'warning' : 'danger'}
            icon
            title={t(
              start.isUnanswered ? 'dialog.startUnknown' : 'dialog.startFailed',
            )}
            description={
              <Sentence>
                {start.isUnanswered
                  ? t('dialog.startUnknownWhy', {
                      reason: errorSentence(start.error),
                    })
                  : errorSentence(start.error)}
              </Sentence>
            }
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button
          // A solid destructive button is hard to read on dark ground.
          variant={form.risk === 'destructive' ? 'secondary' : 'primary'}
          destructive={form.risk === 'destructive'}
          // Not isPending: it would announce a button that is gone a moment later.
          isDisabled={!form.canStart}
          onPress={() => start.send(props.onStarted)}
        >
          {verdict?.needsApproval ? t('dialog.ask') : t('dialog.start')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={start.isPending}
          onPress={props.onClose}
        >
          {t('dialog.cancel')}
        </Button>
      </DialogFooter>
    </>
  );
}

function useTargetTitle(
  { target, many }: OperationAsk,
  amount: number,
): string | undefined {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (!many) return target?.title;
  return t(many.select ? 'dialog.manyFilters' : 'dialog.many', {
    amount: String(amount),
  });
}
