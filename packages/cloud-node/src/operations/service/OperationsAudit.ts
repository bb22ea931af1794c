import type { AuditorService } from '@backstage/backend-plugin-api';
import { isSettled } from '@flytower/cloud-common/operations';
import { isError } from '@backstage/errors';
import type { OperationRecord } from '../journal/record';
import { oneLine, sentenceOf } from '../sentences';

type Meta = Record<string, string | undefined>;

/** What is said to somebody who may not, the second also of what they may not see. */
const refusals = ['NotAllowedError', 'NotFoundError'];

/** The record of who asked for what, who agreed, and how it ended. Never of what is secret. */
export class OperationsAudit {
  constructor(
    private readonly auditor: AuditorService,
    private readonly pluginId: string,
  ) {}

  /** Something that a person does to operations, also when it is refused. */
  async act(
    eventId: 'request' | 'approve' | 'reject' | 'cancel',
    actor: string,
    { meta, about }: { meta: Meta; about?: OperationRecord },
    act: () => Promise<OperationRecord>,
  ): Promise<OperationRecord> {
    const event = await this.auditor.createEvent({
      eventId: `operation-${eventId}`,
      severityLevel: 'medium',
      meta: {
        ...(about && this.metaOf(about)),
        ...safe({ ...meta, actor }),
      },
    });
    try {
      const record = await act();
      await event.success({ meta: this.metaOf(record) });
      return record;
    } catch (error) {
      await event.fail({ error: asRefusal(error) });
      throw error;
    }
  }

  /** A look that changes nothing is written down when it is refused, and only then. */
  async look<T>(
    eventId: 'precheck' | 'choices',
    actor: string,
    meta: Meta,
    look: () => Promise<T>,
  ): Promise<T> {
    try {
      return await look();
    } catch (error) {
      if (isError(error) && refusals.includes(error.name)) {
        const event = await this.auditor.createEvent({
          eventId: `operation-${eventId}`,
          severityLevel: 'medium',
          meta: safe({ ...meta, actor }),
        });
        await event.fail({ error: asRefusal(error) });
      }
      throw error;
    }
  }

  /** How one ended. */
  async ended(record: OperationRecord): Promise<void> {
    if (!isSettled(record.state)) return;
    const event = await this.auditor.createEvent({
      eventId: 'operation-end',
      severityLevel: record.risk === 'destructive' ? 'high' : 'medium',
      meta: { ...this.metaOf(record), ...safe({ actor: record.requester }) },
    });
    if (record.state === 'failed') {
      await event.fail({ error: new Error(record.outcome ?? 'It failed') });
    } else await event.success();
  }

  private metaOf(record: OperationRecord) {
    const { target, approval } = record;
    return safe({
      plugin: this.pluginId,
      operationId: record.id,
      kind: record.kind,
      targetType: target.type,
      targetId: target.id,
      risk: record.risk,
      requester: record.requester,
      approver: approval?.approver,
      comment: approval?.comment,
      reason: record.reason,
      state: record.state,
      outcome: record.outcome,
      findingId: record.findingId,
      bulkId: record.parentId,
      upstream:
        Object.keys(record.upstream).length > 0
          ? JSON.stringify(record.upstream)
          : undefined,
    });
  }
}

function asRefusal(error: unknown): Error {
  const refusal = new Error(sentenceOf(error));
  refusal.name = isError(error) ? error.name : 'Error';
  return refusal;
}

function safe(meta: Meta) {
  return Object.fromEntries(
    Object.entries(meta).flatMap(([name, text]) =>
      text === undefined || text === '' ? [] : [[name, oneLine(text)]],
    ),
  );
}
