import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { isSettled, type TargetType } from '@flytower/cloud-common/operations';
import { operationPath } from '../entrances/paths';
import type { OperationRecord } from '../journal/record';
import { oneLine, sentenceOf, sentences } from '../sentences';

type Notification = Parameters<NotificationService['send']>[0];

/** How long ends are gathered, so that many at once are one message. */
const gatherMs = 3_000;

const verbs: Record<string, string> = {
  succeeded: 'is done',
  failed: 'has failed',
  cancelled: 'was cancelled',
  rejected: 'was not agreed to',
};

/** Tells people what they wait for. Without the notifications plugin nobody is told, and nothing else is different. */
export class OperationsNews {
  private readonly ends = new Map<string, OperationRecord[]>();

  constructor(
    private readonly options: {
      pluginId: string;
      notifications: NotificationService;
      logger: LoggerService;
      /** Who may agree besides the owners, by what it is done to. */
      approversOf(type: TargetType): string[];
      gatherMs?: number;
    },
  ) {}

  /** Somebody has to agree. */
  async wanted(record: OperationRecord): Promise<void> {
    const { access, requester, title, target, reason, id } = record;
    const asked = [
      ...new Set([...access.owners, ...this.options.approversOf(target.type)]),
    ];
    if (asked.length === 0) return;
    await this.send({
      recipients: {
        type: 'entity',
        entityRef: asked,
        excludeEntityRef: requester,
      },
      payload: {
        title: `Approval wanted: ${title} on ${target.title}`,
        description: sentences(`${requester} asks for it`, reason),
        link: operationPath(this.options.pluginId, id),
        severity: 'high',
        topic: 'cloud.approvals',
        scope: `approval:${id}`,
      },
    });
  }

  /** It has ended; told to whoever asked, once for all that end together. */
  ended(record: OperationRecord): void {
    const { requester, parentId, state } = record;
    const isPerson = requester.startsWith('user:');
    if (!isPerson || parentId !== undefined || !isSettled(state)) return;
    const others = this.ends.get(requester);
    if (others) {
      others.push(record);
      return;
    }
    this.ends.set(requester, [record]);
    setTimeout(
      () => this.tellEnds(requester),
      this.options.gatherMs ?? gatherMs,
    ).unref();
  }

  private async tellEnds(requester: string) {
    const records = this.ends.get(requester) ?? [];
    this.ends.delete(requester);
    const recipients = { type: 'entity', entityRef: requester } as const;
    const failed = records.filter(({ state }) => state === 'failed').length;
    const severity = failed > 0 ? ('high' as const) : ('normal' as const);
    const [{ id, title, target, state, outcome }] = records;
    const topic = 'cloud.operations';
    await this.send({
      recipients,
      payload:
        records.length === 1
          ? {
              title: `${title} on ${target.title} ${verbs[state]}`,
              description: outcome,
              link: operationPath(this.options.pluginId, id),
              severity,
              topic,
              scope: `operation:${id}`,
            }
          : {
              title: `${records.length} operations have ended`,
              description:
                failed > 0
                  ? `${failed} of them failed.`
                  : 'None of them failed.',
              link: '/cloud/operations',
              severity,
              topic,
            },
    });
  }

  private async send(notification: Notification) {
    try {
      await this.options.notifications.send(notification);
    } catch (error) {
      const { title } = notification.payload;
      this.options.logger.warn(
        `Nobody could be told "${oneLine(title)}": ${sentenceOf(error)}`,
      );
    }
  }
}
