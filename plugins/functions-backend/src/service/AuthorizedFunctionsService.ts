import type {
  AuditorService,
  AuthService,
} from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  cloudFunctionInvokePermission,
  cloudFunctionLogsReadPermission,
  cloudFunctionReadPermission,
  type CloudFunction,
} from '@flytower/cloud-common/functions';
import {
  audited,
  requesterOf,
  type Guard,
  type OwnedResource,
} from '@flytower/cloud-node/guard';
import type { InvocationRequest } from '../invoke/invokeFunction';
import type {
  AskedBy,
  FunctionQueryParsed,
  FunctionsService,
  LogQueryParsed,
} from './FunctionsService';

const permissions = {
  invoke: cloudFunctionInvokePermission,
  'read-logs': cloudFunctionLogsReadPermission,
};

export interface AuthorizedFunctionsServiceOptions {
  inner: FunctionsService;
  guard: Guard<OwnedResource>;
  /** Ids of the operations that somebody may do, per function. */
  allowed(
    credentials: AskedBy['credentials'],
    functions: CloudFunction[],
  ): Promise<string[][]>;
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

  async list(query: FunctionQueryParsed, asker: AskedBy) {
    const { credentials } = asker;
    const page = await this.inner.list(query, {
      credentials,
      narrow: functions => this.guard.visible(credentials, functions),
    });
    return { ...page, items: await this.allowed(page.items, asker) };
  }

  find(id: string): CloudFunction | undefined {
    return this.inner.find(id);
  }

  async get(id: string, asker: AskedBy) {
    await this.require(id, cloudFunctionReadPermission, asker);
    const [fn] = await this.allowed([await this.inner.get(id, asker)], asker);
    return fn;
  }

  choices(asker: AskedBy) {
    return this.inner.choices(asker);
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

  /** With what the asker may do with each: looking and calling are no operations. */
  private async allowed<T extends CloudFunction>(
    functions: T[],
    { credentials }: AskedBy,
  ): Promise<T[]> {
    const [uses, operations] = await Promise.all([
      this.guard.allowedOperations(credentials, functions, permissions),
      this.options.allowed(credentials, functions),
    ]);
    return functions.map((fn, index) => ({
      ...fn,
      allowedOperations: [...uses[index], ...operations[index]],
    }));
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
