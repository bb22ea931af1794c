import type { NotificationService } from '@backstage/plugin-notifications-node';
import { isSettled, type TargetType } from '@flytower/cloud-common/operations';
import { operationPath } from '../entrances/paths';
import type { OperationRecord } from '../journal/record';
import { isPolicy } from '../run/authority';
import { notify, type NotifyDeps } from '../../services/notify';
import { sentences } from '../sentences';
import { Gathering, type Recipients } from './Gathering';

type Payload = Parameters<NotificationService['send']>[0]['payload'];

/** As many are named in one message; of the others, only the number is told. */
const named = 5;

const verbs: Record<string, string> = {
  succeeded: 'is done',
  failed: 'has failed',
  cancelled: 'was cancelled',
  rejected: 'was not agreed to',
};

/** Tells people what they wait for. Without the notifications plugin nobody is told, and nothing else is different. */
export class OperationsNews {
  private readonly wishes: Gathering;
  private readonly ends: Gathering;

  constructor(
    private readonly options: NotifyDeps & {
      pluginId: string;
      /** Who may agree besides the owners, by what it is done to. */
      approversOf(type: TargetType): string[];
      gatherMs?: number;
    },
  ) {
    const { gatherMs } = options;
    this.wishes = new Gathering({
      gatherMs,
      tell: (recipients, records) =>
        this.send(recipients, this.wishesIn(records)),
    });
    this.ends = new Gathering({
      gatherMs,
      tell: (recipients, records) =>
        this.send(recipients, this.endsIn(records)),
    });
  }

  /**
   * Somebody has to agree; told to those who may, once for all that the same person asks at the same time.
   *
   * @returns once they are told: whether they could be
   */
  async wanted(record: OperationRecord): Promise<boolean> {
    const { access, requester, target } = record;
    const entityRef = [
      ...new Set([...access.owners, ...this.options.approversOf(target.type)]),
    ];
    if (entityRef.length === 0) return true;
    return this.wishes.add({ entityRef, excludeEntityRef: requester }, record);
  }

  /**
   * It has ended; told to those who wait for it, once for all that end together.
   *
   * @returns once it is told: whether it could be
   */
  async ended(record: OperationRecord): Promise<boolean> {
    const { parentId, state } = record;
    const entityRef = this.waitingFor(record);
    if (entityRef.length === 0) return true;
    if (parentId !== undefined || !isSettled(state)) return true;
    return this.ends.add({ entityRef }, record);
  }

  /** Tells what it has gathered, and gathers no more. */
  hurry(): void {
    this.wishes.hurry();
    this.ends.hurry();
  }

  /** Whoever asked. Of what the portal began by itself the owners are told only when it did not work. */
  private waitingFor({ requester, state, access, target }: OperationRecord) {
    if (!isPolicy(requester)) return [requester];
    if (state === 'succeeded') return [];
    const { owners } = access;
    return owners.length > 0 ? owners : this.options.approversOf(target.type);
  }

  private wishesIn(records: OperationRecord[]): Payload {
    const [{ requester, reason, title, target, id }] = records;
    const common = { severity: 'high', topic: 'cloud.approvals' } as const;
    if (records.length === 1)
      return {
        ...common,
        title: `Approval wanted: ${title} on ${target.title}`,
        description: sentences(`${requester} asks for it`, reason),
        link: operationPath(this.options.pluginId, id),
        scope: `approval:${id}`,
      };
    return {
      ...common,
      title: `${records.length} approvals wanted`,
      description: [`${requester} asks for them:`, ...namesOf(records)].join(
        '\n',
      ),
      link: '/cloud/approvals',
    };
  }

  private endsIn(records: OperationRecord[]): Payload {
    const failed = records.filter(({ state }) => state === 'failed');
    const common = {
      severity: failed.length > 0 ? 'high' : 'normal',
      topic: 'cloud.operations',
    } as const;
    const [{ id, title, target, state, outcome }] = records;
    if (records.length === 1)
      return {
        ...common,
        title: `${title} on ${target.title} ${verbs[state]}`,
        description: outcome,
        link: operationPath(this.options.pluginId, id),
        scope: `operation:${id}`,
      };
    return {
      ...common,
      title: `${records.length} operations have ended`,
      description:
        failed.length > 0
          ? [`${failed.length} of them failed:`, ...namesOf(failed)].join('\n')
          : 'None of them failed.',
      link: '/cloud/operations',
    };
  }

  private send(recipients: Recipients, payload: Payload): Promise<boolean> {
    return notify(this.options, {
      recipients: { type: 'entity', ...recipients },
      payload,
    });
  }
}

function namesOf(records: OperationRecord[]): string[] {
  const rest = records.length - named;
  return [
    ...records
      .slice(0, named)
      .map(({ title, target }) => `${title} on ${target.title}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}
