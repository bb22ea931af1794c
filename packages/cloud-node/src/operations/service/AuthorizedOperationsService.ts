import type { JsonObject } from '@backstage/types';
import type { AuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  approvalDecisionSchema,
  operationChoicesRequestSchema,
  operationQuerySchema,
  type Operation,
  type OperationChoicesRequest,
  type OperationQuery,
  type OperationRequest,
} from '@flytower/cloud-common/operations';
import type { z } from 'zod';
import { requesterOf } from '../../guard';
import { parseInput } from '../../requests/parseInput';
import type { VisibleTargets } from '../../targets/VisibleTargets';
import type { JournalReader } from '../journal/JournalReader';
import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { approvePermission } from '../permissions';
import {
  idsOfMany,
  parseAsked,
  targetsOf,
  withoutSecrets,
  type Asked,
} from './asked';
import { noOperation, type DefaultOperations } from './DefaultOperations';
import { mergeChoices } from './mergeChoices';
import type { OperationsAudit } from './OperationsAudit';
import type { Asker, OperationsService } from './OperationsService';
import { requireAll, type Permits } from './Permits';
import type { Presenter } from './Presenter';

interface Parts<TDomain> {
  kit: OperationsKit<TDomain>;
  inner: DefaultOperations<TDomain>;
  reader: JournalReader;
  visible: VisibleTargets;
  permits: Permits<TDomain>;
  presenter: Presenter<TDomain>;
  audit: OperationsAudit;
  auth: AuthService;
}

/** Who may ask for, see and decide what, and the record of who did. */
export class AuthorizedOperationsService<TDomain> implements OperationsService {
  constructor(private readonly parts: Parts<TDomain>) {}

  async listDefinitions() {
    const { definitions } = this.parts.kit;
    return { items: definitions.all.map(({ described }) => described) };
  }

  async choices(kind: string, request: OperationChoicesRequest, asker: Asker) {
    const { kit, audit } = this.parts;
    const known = kit.definitions.get(kind);
    const asked = parseInput(operationChoicesRequestSchema, request);
    return audit.look(
      'choices',
      this.actorOf(asker),
      metaOf({ known, request: asked }),
      () =>
        withoutSecrets(
          known.secrets.redact(asked.input as JsonObject).secrets,
          () => this.chosen(known, asked, asker),
        ),
    );
  }

  private async chosen(
    known: Asked<TDomain>['known'],
    { input, ...many }: z.output<typeof operationChoicesRequestSchema>,
    asker: Asker,
  ) {
    const { kit, inner, auth } = this.parts;
    const { spec, permission } = known;
    const id = input[spec.targetField];
    if (typeof id === 'string' && id !== '') {
      const found = await kit.targets.find(spec.target, id);
      await this.parts.permits.requireOne(asker, known, permission, {
        id,
        found,
      });
    }
    const requester = requesterOf(auth, asker.credentials);
    if (many.targets || many.select) {
      const ids = await idsOfMany(kit, known, many, asker);
      const mine = await this.parts.permits.permitted(asker, known, ids);
      const each = await Promise.all(
        [...mine].map(async one => {
          const given = { ...input, [spec.targetField]: one };
          const { [spec.targetField]: _, ...others } = await inner.choices(
            known,
            given,
            requester,
          );
          return others;
        }),
      );
      return { fields: mergeChoices(each) };
    }
    const fields = await inner.choices(known, input, requester);
    const targets = fields[spec.targetField];
    if (!targets) return { fields };
    const mine = await this.parts.permits.permitted(
      asker,
      known,
      targets.map(({ value }) => String(value)),
    );
    return {
      fields: {
        ...fields,
        [spec.targetField]: targets.filter(({ value }) =>
          mine.has(String(value)),
        ),
      },
    };
  }

  async precheck(kind: string, request: OperationRequest, asker: Asker) {
    const { kit, inner, auth, audit, permits } = this.parts;
    const asked = parseAsked(kit, kind, request);
    const look = async () => {
      const targets = await permits.requireSome(
        asker,
        asked,
        await targetsOf(kit, asked, asker),
      );
      return inner.precheck(
        asked,
        targets,
        requesterOf(auth, asker.credentials),
      );
    };
    return audit.look('precheck', this.actorOf(asker), metaOf(asked), () =>
      withoutSecrets(asked.secrets, look),
    );
  }

  async start(kind: string, request: OperationRequest, asker: Asker) {
    const { audit } = this.parts;
    const asked = this.read(kind, request);
    const secrets = 'error' in asked ? [] : asked.secrets;
    const record = await withoutSecrets(secrets, () =>
      audit.act(
        'request',
        this.actorOf(asker),
        { meta: 'error' in asked ? { kind } : metaOf(asked) },
        () =>
          withoutSecrets(secrets, async () => {
            if ('error' in asked) throw asked.error;
            return this.begin(asked, asker);
          }),
      ),
    );
    return this.present(record, asker);
  }

  private async begin(asked: Asked<TDomain>, asker: Asker) {
    const { kit, inner, permits } = this.parts;
    const requester = this.person(asker);
    const before = await inner.replayed(asked, requester);
    // what they may not see any more they do not see by asking again
    if (before) return this.readable(before.id, asker);
    const targets = await permits.requireSome(
      asker,
      asked,
      await targetsOf(kit, asked, asker),
    );
    if (!asked.request.skipBlocked) requireAll(targets);
    return inner.start(asked, targets, requester);
  }

  /** What is asked for, or why it cannot be read: also that is written down. */
  private read(kind: string, request: OperationRequest) {
    try {
      return parseAsked(this.parts.kit, kind, request);
    } catch (error) {
      return { error };
    }
  }

  async list(given: OperationQuery, asker: Asker) {
    const { reader, visible, presenter } = this.parts;
    const query = parseInput(operationQuerySchema, given);
    const requester = this.refOf(asker);
    const { items, ...page } = await reader.list(query, {
      targetKeys: await visible.keysFor(asker.credentials),
      ...(requester && {
        own: { requester, targetKeys: await visible.unknownKeys() },
      }),
    });
    return {
      ...page,
      items: await presenter.present(items, asker.credentials, requester),
      freshness: [],
    };
  }

  async get(id: string, asker: Asker) {
    return this.present(await this.readable(id, asker), asker);
  }

  async cancel(id: string, asker: Asker) {
    const { kit, inner, permits } = this.parts;
    return this.audited('cancel', id, asker, async (record, canceller) => {
      const { permission } = kit.definitions.get(record.kind);
      if (record.requester !== canceller) {
        await permits.requireOf(record, permission, asker);
      }
      return inner.cancel(id, canceller);
    });
  }

  approve(id: string, decision: { comment?: string }, asker: Asker) {
    return this.decide('approve', id, decision, asker);
  }

  reject(id: string, decision: { comment?: string }, asker: Asker) {
    return this.decide('reject', id, decision, asker);
  }

  private async decide(
    verb: 'approve' | 'reject',
    id: string,
    decision: { comment?: string },
    asker: Asker,
  ) {
    const { inner, permits } = this.parts;
    return this.audited(verb, id, asker, async (record, approver) => {
      const { comment } = parseInput(approvalDecisionSchema, decision);
      // said first, as it is so for everybody, whatever they may do
      if (approver !== record.requester) {
        const permission = approvePermission(record.target.type);
        await permits.requireOf(record, permission, asker);
      }
      const agreed = verb === 'approve';
      return inner.decide(record, { agreed, approver, comment });
    });
  }

  /** Written down whatever comes of it, also that there is nothing that the asker may see. */
  private async audited(
    eventId: 'approve' | 'reject' | 'cancel',
    id: string,
    asker: Asker,
    act: (record: OperationRecord, who: string) => Promise<OperationRecord>,
  ): Promise<Operation> {
    const { audit, kit } = this.parts;
    // whatever the asker may see, it is known what they were refused
    const about = await kit.journal.get(id).catch(() => undefined);
    const record = await audit.act(
      eventId,
      this.actorOf(asker),
      { meta: { operationId: id.slice(0, longestId) }, about },
      async () => act(await this.readable(id, asker), this.person(asker)),
    );
    return this.present(record, asker);
  }

  private async present(record: OperationRecord, asker: Asker) {
    const [operation] = await this.parts.presenter.present(
      [record],
      asker.credentials,
      this.refOf(asker),
    );
    return operation;
  }

  /** A row about what somebody may see now, or that they asked for while nobody knows who may. */
  private async readable(id: string, asker: Asker): Promise<OperationRecord> {
    const { kit, permits } = this.parts;
    const record = await kit.journal.get(id);
    if (!record) throw noOperation(id);
    const sees = await permits.sees(record, asker).catch(error => {
      if (record.requester === this.refOf(asker)) return true;
      throw error;
    });
    if (!sees) throw noOperation(id);
    return record;
  }

  private refOf({ credentials }: Asker): string | undefined {
    const { auth } = this.parts;
    return auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
  }

  /** Who is written down as having asked, a plugin included. */
  private actorOf(asker: Asker): string {
    const { auth } = this.parts;
    const { credentials } = asker;
    const ref = this.refOf(asker);
    if (ref !== undefined) return ref;
    return auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'nobody';
  }

  /** Whose name is written down: a plugin has none of its own to ask in. */
  private person(asker: Asker): string {
    const ref = this.refOf(asker);
    if (ref === undefined) {
      throw new NotAllowedError(
        'Operations are asked for and decided about by people, or on their behalf',
      );
    }
    return ref;
  }
}

const longestId = 100;

/** What is written down of a request before anything is decided. */
function metaOf<TDomain>({
  known,
  request,
}: {
  known: Asked<TDomain>['known'];
  request: z.output<typeof operationChoicesRequestSchema> & {
    reason?: string;
  };
}) {
  const { id, risk, target, targetField } = known.spec;
  const targets =
    request.input[targetField] ??
    request.targets?.join(', ') ??
    (request.select && JSON.stringify(request.select));
  return {
    kind: id,
    risk,
    targetType: target,
    targetId: targets === undefined ? undefined : String(targets),
    reason: request.reason,
  };
}
