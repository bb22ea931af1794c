import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { isSettled, type TargetType } from '@flytower/cloud-common/operations';
import { operationPath } from '../entrances/paths';
import type { OperationRecord } from '../journal/record';
import { isPolicy } from '../run/authority';
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

/** What has ended of the operations that the same people wait for, until they are told. */
interface Gathered {
  records: OperationRecord[];
  tellNow(): void;
  isSent: Promise<boolean>;
}

/** Tells people what they wait for. Without the notifications plugin nobody is told, and nothing else is different. */
export class OperationsNews {
  private readonly gathered = new Map<string, Gathered>();
  private isHurried = false;

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

  /**
   * Somebody has to agree.
   *
   * @returns once they are told: whether they could be
   */
  async wanted(record: OperationRecord): Promise<boolean> {
    const { access, requester, title, target, reason, id } = record;
    const asked = [
      ...new Set([...access.owners, ...this.options.approversOf(target.type)]),
    ];
    if (asked.length === 0) return true;
    return this.send({
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

  /**
   * It has ended; told to those who wait for it, once for all that end together.
   *
   * @returns once it is told: whether it could be
   */
  async ended(record: OperationRecord): Promise<boolean> {
    const { parentId, state } = record;
    const recipients = this.waitingFor(record);
    if (recipients.length === 0) return true;
    if (parentId !== undefined || !isSettled(state)) return true;
    const key = recipients.join(' ');
    const others = this.gathered.get(key);
    if (others) {
      others.records.push(record);
      return others.isSent;
    }
    const gathered = this.gather(recipients, record);
    this.gathered.set(key, gathered);
    if (this.isHurried) gathered.tellNow();
    return gathered.isSent;
  }

  /** Tells what it has gathered, and gathers no more. */
  hurry(): void {
    this.isHurried = true;
    for (const { tellNow } of this.gathered.values()) tellNow();
  }

  /** Whoever asked. Of what the portal began by itself the owners are told only when it did not work. */
  private waitingFor({ requester, state, access, target }: OperationRecord) {
    if (!isPolicy(requester)) return [requester];
    if (state === 'succeeded') return [];
    const { owners } = access;
    return owners.length > 0 ? owners : this.options.approversOf(target.type);
  }

  private gather(recipients: string[], first: OperationRecord): Gathered {
    const records = [first];
    let tellNow = () => {};
    const isTime = new Promise<void>(resolve => {
      tellNow = resolve;
    });
    setTimeout(tellNow, this.options.gatherMs ?? gatherMs).unref();
    const isSent = isTime.then(() => {
      this.gathered.delete(recipients.join(' '));
      return this.tellEnds(recipients, records);
    });
    return { records, tellNow, isSent };
  }

  private tellEnds(entityRefs: string[], records: OperationRecord[]) {
    const recipients = { type: 'entity', entityRef: entityRefs } as const;
    const failed = records.filter(({ state }) => state === 'failed').length;
    const severity = failed > 0 ? ('high' as const) : ('normal' as const);
    const [{ id, title, target, state, outcome }] = records;
    const topic = 'cloud.operations';
    return this.send({
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

  private async send(notification: Notification): Promise<boolean> {
    try {
      await this.options.notifications.send(notification);
      return true;
    } catch (error) {
      const { title } = notification.payload;
      this.options.logger.warn(
        `Nobody could be told "${oneLine(title)}": ${sentenceOf(error)}`,
      );
      return false;
    }
  }
}
