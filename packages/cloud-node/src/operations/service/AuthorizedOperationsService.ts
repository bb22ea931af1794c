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
import { requesterOf } from '../../guard';
import { parseInput } from '../../requests/parseInput';
import type { VisibleTargets } from '../../targets/VisibleTargets';
import type { JournalReader } from '../journal/JournalReader';
import type { OperationRecord } from '../journal/record';
import type { OperationsKit } from '../kit';
import { approvePermission } from '../permissions';
import { idsOfMany, parseAsked, targetsOf, withoutSecrets } from './asked';
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
    const { kit, inner, auth } = this.parts;
    const known = kit.definitions.get(kind);
    const { spec, permission } = known;
    const { input, ...many } = parseInput(
      operationChoicesRequestSchema,
      request,
    );
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
    const { kit, inner, auth } = this.parts;
    const asked = parseAsked(kit, kind, request);
    return withoutSecrets(asked.secrets, async () => {
      const targets = await this.parts.permits.requireSome(
        asker,
        asked,
        await targetsOf(kit, asked, asker),
      );
      return inner.precheck(
        asked,
        targets,
        requesterOf(auth, asker.credentials),
      );
    });
  }

  async start(kind: string, request: OperationRequest, asker: Asker) {
    const { kit, inner, audit } = this.parts;
    const requester = this.person(asker);
    const asked = parseAsked(kit, kind, request);
    const { spec } = asked.known;
    const meta = {
      kind: spec.id,
      risk: spec.risk,
      targetType: spec.target,
      targetId: String(
        request.input?.[spec.targetField] ?? request.targets?.join(', ') ?? '',
      ),
      reason: asked.request.reason,
    };
    const record = await withoutSecrets(asked.secrets, () =>
      audit.act('request', requester, meta, () =>
        withoutSecrets(asked.secrets, async () => {
          const before = await inner.replayed(asked, requester);
          if (before) return before;
          const targets = await this.parts.permits.requireSome(
            asker,
            asked,
            await targetsOf(kit, asked, asker),
          );
          if (!asked.request.skipBlocked) requireAll(targets);
          return inner.start(asked, targets, requester);
        }),
      ),
    );
    return this.present(record, asker);
  }

  async list(given: OperationQuery, asker: Asker) {
    const { reader, visible, presenter } = this.parts;
    const query = parseInput(operationQuerySchema, given);
    const { items, ...page } = await reader.list(query, {
      targetKeys: await visible.keysFor(asker.credentials),
      requester: this.refOf(asker),
    });
    return {
      ...page,
      items: await presenter.present(
        items,
        asker.credentials,
        this.refOf(asker),
      ),
      freshness: [],
    };
  }

  async get(id: string, asker: Asker) {
    return this.present(await this.readable(id, asker), asker);
  }

  async cancel(id: string, asker: Asker) {
    const record = await this.readable(id, asker);
    const canceller = this.person(asker);
    const { permission } = this.parts.kit.definitions.get(record.kind);
    return this.audited('cancel', record, asker, async () => {
      if (record.requester !== canceller) {
        await this.parts.permits.requireOf(record, permission, asker);
      }
      return this.parts.inner.cancel(id, canceller);
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
    const { comment } = parseInput(approvalDecisionSchema, decision);
    const record = await this.readable(id, asker);
    const approver = this.person(asker);
    return this.audited(verb, record, asker, async () => {
      // said first, as it is so for everybody, whatever they may do
      if (approver !== record.requester) {
        await this.parts.permits.requireOf(
          record,
          approvePermission(record.target.type),
          asker,
        );
      }
      return this.parts.inner.decide(record, {
        agreed: verb === 'approve',
        approver,
        comment,
      });
    });
  }

  private async audited(
    eventId: 'approve' | 'reject' | 'cancel',
    { id, kind, target, requester }: OperationRecord,
    asker: Asker,
    act: () => Promise<OperationRecord>,
  ): Promise<Operation> {
    const meta = {
      operationId: id,
      kind,
      targetType: target.type,
      targetId: target.id,
      requester,
    };
    const actor = this.person(asker);
    return this.present(
      await this.parts.audit.act(eventId, actor, meta, act),
      asker,
    );
  }

  private async present(record: OperationRecord, asker: Asker) {
    const [operation] = await this.parts.presenter.present(
      [record],
      asker.credentials,
      this.refOf(asker),
    );
    return operation;
  }

  /** A row that somebody may see, because they asked for it or may read what it is about. */
  private async readable(id: string, asker: Asker): Promise<OperationRecord> {
    const { kit, permits } = this.parts;
    const record = await kit.journal.get(id);
    if (!record) throw noOperation(id);
    if (record.requester === this.refOf(asker)) return record;
    if (!(await permits.sees(record, asker))) throw noOperation(id);
    return record;
  }

  private refOf({ credentials }: Asker): string | undefined {
    const { auth } = this.parts;
    return auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
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
