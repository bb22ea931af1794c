import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Operation,
  OperationRequest,
} from '@flytower/cloud-common/operations';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { operationsApiRef, type OperationPlugin } from '../../api';
import { useLatest } from '../../form/useLatest';
import { isRefusal } from '../../live/isRefusal';
import {
  isComplete,
  startValues,
  withoutSecrets,
  type Values,
} from '../form/values';
import { operationQueries } from '../queries';
import {
  askedFields,
  fixedInput,
  newKey,
  type OperationAsk,
  type WavesAsked,
} from './ask';

/** Names the start of whatever is asked for: its dialog is not left while that is under way. */
export const startKey = ['operations', 'start'];

/** What is entered in a dialog, what stands against it, and its start. */
export function useOperationForm(ask: OperationAsk) {
  const doors = useApi(operationsApiRef);
  const client = useQueryClient();
  const { definition, many } = ask;
  const plugin = definition.plugin as OperationPlugin;
  const kind = definition.id;

  const [key] = useState(newKey);
  const fields = useMemo(() => askedFields(ask), [ask]);
  const fixed = useMemo(() => fixedInput(ask), [ask]);
  const [values, setValues] = useState<Values>(() => {
    const asked = fields.map(({ name }) => name);
    const given = Object.entries(ask.input ?? {}).filter(([name]) =>
      asked.includes(name),
    );
    return startValues(fields, Object.fromEntries(given));
  });
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [waves, setWaves] = useState<WavesAsked>({ size: 1 });
  const [leavesOut, setLeavesOut] = useState(false);

  const request: OperationRequest = {
    input: { ...values, ...fixed },
    ...(many && { targets: many.targets, select: many.select, waves }),
  };
  const entered = JSON.stringify(request);
  const looked = useLatest(entered);
  const isCurrent = entered === looked;
  const lookedAt = useMemo(
    () => JSON.parse(looked) as OperationRequest,
    [looked],
  );
  const complete = isComplete(fields, values);

  const choices = useQuery(
    operationQueries.choices(doors, plugin, kind, {
      input: withoutSecrets(fields, lookedAt.input ?? {}),
      targets: lookedAt.targets,
      select: lookedAt.select,
    }),
  );
  const precheck = useQuery({
    ...operationQueries.precheck(doors, plugin, kind, lookedAt),
    enabled: complete && isCurrent,
  });
  const verdict =
    complete && isCurrent && precheck.isSuccess && !precheck.isFetching
      ? precheck.data
      : undefined;

  // What filters find may be others a moment later: it is done to those that were looked at, and to no others.
  const ids = verdict?.targets?.map(({ id }) => id) ?? many?.targets;
  // While it is looked anew, those found before stay in sight.
  const [found, setFound] = useState(verdict?.targets);
  if (verdict?.targets && verdict.targets !== found) setFound(verdict.targets);
  const all = found?.length ?? many?.count ?? 1;
  const blocked = verdict?.blocked?.length ?? 0;
  const canLeaveOut = many !== undefined && blocked > 0 && blocked < all;
  const skipBlocked = canLeaveOut && leavesOut;

  const start = useMutation({
    mutationKey: startKey,
    mutationFn: (sent: OperationRequest) =>
      doors[plugin].startOperation(kind, sent),
    onSuccess: operation => {
      ask.onStarted?.();
      // What is followed from now on is there at once, and is asked for until it ends.
      client.setQueryData(
        operationQueries.detail(doors, plugin, operation.id).queryKey,
        operation,
      );
      void client.invalidateQueries({
        queryKey: [...operationQueries.all(), 'list'],
      });
    },
  });

  // Without an answer it may be under way: then it can only be sent again as it was, which is the same operation.
  const unanswered =
    start.isError && !isRefusal(start.error) ? start.variables : undefined;
  const sendable: OperationRequest = unanswered ?? {
    ...request,
    ...(many && { targets: ids, select: undefined }),
    ...(skipBlocked && { skipBlocked }),
    reason,
    idempotencyKey: key,
    findingId: ask.findingId,
  };

  const risk = verdict?.risk ?? definition.risk;
  const needsReason = risk === 'disruptive' || risk === 'destructive';
  const count = all - (skipBlocked ? blocked : 0);
  const nameToType = many ? String(count) : ask.target?.title;
  const needsName = definition.confirm && nameToType !== undefined;
  const isBlocked = verdict?.problems.some(
    ({ severity }) => severity === 'blocks',
  );

  return {
    fields,
    values,
    setValues,
    reason,
    setReason,
    typed,
    setTyped,
    waves,
    setWaves,
    /** How many would be left out, and how many would then go; undefined where there is no such choice. */
    leaveOut: canLeaveOut ? { blocked, others: all - blocked } : undefined,
    skipBlocked,
    setLeavesOut,
    choices,
    /** Of many, how many there are, and which once this is known. */
    all,
    targets: found,
    precheck,
    verdict,
    complete,
    start: {
      error: start.error,
      isPending: start.isPending,
      /** What was sent stays as it is until there is an answer. */
      isLocked: start.isPending || unanswered !== undefined,
      /** Whether it was started is not known. */
      isUnanswered: unanswered !== undefined,
      send: (onStarted: (operation: Operation) => void) =>
        start.mutate(sendable, { onSuccess: onStarted }),
    },
    risk,
    needsReason,
    nameToType: needsName ? nameToType : undefined,
    canStart:
      !start.isPending &&
      (unanswered !== undefined ||
        (verdict !== undefined &&
          (!many || Boolean(ids?.length)) &&
          (!isBlocked || skipBlocked) &&
          (!needsReason || reason.trim() !== '') &&
          (!needsName || typed.trim() === nameToType))),
  };
}

/** @internal */
export type OperationForm = ReturnType<typeof useOperationForm>;
