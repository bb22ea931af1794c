import type {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  cloudFunctionInvokePermission,
  cloudFunctionLogsReadPermission,
  cloudFunctionReadPermission,
  cloudFunctionUpdatePermission,
  type CloudFunction,
} from '@flytower/cloud-common/functions';
import { cloudFunctionDeployPermission } from '@flytower/cloud-common/projects';
import {
  audited,
  requesterOf,
  type Guard,
  type OwnedResource,
} from '@flytower/cloud-node/guard';
import type { FunctionRequest } from '../deploy/FunctionMaker';
import type { InvocationRequest } from '../invoke/invokeFunction';
import type {
  AskedBy,
  FunctionQueryParsed,
  FunctionsService,
  LogQueryParsed,
} from './FunctionsService';

const operations = {
  invoke: cloudFunctionInvokePermission,
  'read-logs': cloudFunctionLogsReadPermission,
  redeploy: cloudFunctionUpdatePermission,
};

export interface AuthorizedFunctionsServiceOptions {
  inner: FunctionsService;
  guard: Guard<OwnedResource>;
  permissions: PermissionsService;
  auditor: AuditorService;
  auth: AuthService;
}

/** Who may see and do what, and the record of who did; nothing else. */
export class AuthorizedFunctionsService implements FunctionsService {
  private readonly inner: FunctionsService;
  private readonly guard: Guard<OwnedResource>;

  constructor(private readonly options: AuthorizedFunctionsServiceOptions) {
    this.inner = options.inner;
    this.guard = options.guard;
  }

  async list(query: FunctionQueryParsed, { credentials }: AskedBy) {
    const page = await this.inner.list(query, {
      credentials,
      narrow: functions => this.guard.visible(credentials, functions),
    });
    return { ...page, items: await this.allowed(page.items, credentials) };
  }

  find(id: string): CloudFunction | undefined {
    return this.inner.find(id);
  }

  async get(id: string, asker: AskedBy) {
    await this.require(id, cloudFunctionReadPermission, asker);
    const fn = await this.inner.get(id, asker);
    return this.allowedOne(fn, asker);
  }

  choices(asker: AskedBy) {
    return this.inner.choices(asker);
  }

  async existing(input: FunctionRequest, asker: AskedBy) {
    return this.inner.existing(input, asker);
  }

  async precheck(input: FunctionRequest, asker: AskedBy) {
    const refusal = await this.refusal(input, asker);
    if (!refusal) return this.inner.precheck(input, asker);
    return { problems: [{ severity: 'blocks' as const, ...refusal }] };
  }

  async deploy(input: FunctionRequest, asker: AskedBy) {
    const meta = {
      projectId: input.projectId,
      name: input.name,
      git: withoutSecrets(input.git.url),
      revision: input.git.revision,
      idempotencyKey: input.idempotencyKey,
    };
    return this.audited(asker, 'function-deploy', meta, async () => {
      const refusal = await this.refusal(input, asker);
      if (refusal)
        throw new NotAllowedError(`${refusal.field}: ${refusal.message}`);
      const fn = await this.inner.deploy(input, {
        ...asker,
        requester: this.requester(asker),
      });
      return this.allowedOne(fn, asker);
    });
  }

  async invoke(id: string, input: InvocationRequest, asker: AskedBy) {
    const path = withoutSecrets(input.path);
    const meta = { functionId: id, method: input.method, path };
    return this.audited(asker, 'function-invoke', meta, async () => {
      await this.require(id, cloudFunctionInvokePermission, asker);
      return this.inner.invoke(id, input, asker);
    });
  }

  async logs(id: string, query: LogQueryParsed, asker: AskedBy) {
    // a live view asks for more every few seconds; only its beginning is worth a record
    const severity = query.since ? 'low' : 'medium';
    return this.audited(
      asker,
      'function-logs-read',
      { functionId: id },
      async () => {
        await this.require(id, cloudFunctionLogsReadPermission, asker);
        return this.inner.logs(id, query, asker);
      },
      severity,
    );
  }

  private async allowed(
    functions: CloudFunction[],
    credentials: AskedBy['credentials'],
  ): Promise<CloudFunction[]> {
    const allowed = await this.guard.allowedOperations(
      credentials,
      functions,
      operations,
    );
    return functions.map((fn, index) => ({
      ...fn,
      allowedOperations: allowed[index],
    }));
  }

  private async allowedOne<T extends CloudFunction>(
    fn: T,
    { credentials }: AskedBy,
  ): Promise<T> {
    const [allowedOperations] = await this.guard.allowedOperations(
      credentials,
      [fn],
      operations,
    );
    return { ...fn, allowedOperations };
  }

  private async require(
    id: string,
    permission: ResourcePermission,
    { credentials }: AskedBy,
  ): Promise<void> {
    const fn = this.inner.find(id);
    // what is not known may also not have been read yet: the inner service says which of both
    if (!fn) await this.inner.get(id, { credentials });
    await this.guard.require(credentials, permission, id, fn);
  }

  /** A function is deployed in a project, so the project's owners decide; one that is there has its own permission. */
  private async refusal(input: FunctionRequest, asker: AskedBy) {
    const { credentials } = asker;
    const [decision] = await this.options.permissions.authorize(
      [
        {
          permission: cloudFunctionDeployPermission,
          resourceRef: input.projectId,
        },
      ],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW)
      return {
        field: 'projectId',
        message:
          'You may not deploy functions in this project. Ask its owner or the platform team.',
      };
    const existing = await this.inner.existing(input, asker);
    if (!existing) return undefined;
    const fn = await this.allowedOne(existing, asker);
    return fn.allowedOperations.includes('redeploy')
      ? undefined
      : {
          field: 'name',
          message: `There is a function "${input.name}" already, and you may not deploy it anew.`,
        };
  }

  private requester({ credentials }: AskedBy): string {
    return requesterOf(this.options.auth, credentials);
  }

  private audited<T>(
    asker: AskedBy,
    eventId: string,
    meta: { [key: string]: string | undefined },
    act: () => Promise<T>,
    severityLevel: 'low' | 'medium' = 'medium',
  ): Promise<T> {
    const { auditor } = this.options;
    const requester = this.requester(asker);
    return audited(
      { auditor, requester },
      { eventId, meta, severityLevel },
      act,
    );
  }
}

/** An address or a path for the record: queries and user names are where people put passwords and tokens. */
function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');
}
