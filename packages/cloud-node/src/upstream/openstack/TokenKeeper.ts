import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { upstreamError, upstreamStatus, type HttpSource } from '../http';
import { catalogWire, type Catalog } from './catalog';
import type { OpenStackAccount, OpenStackConfig } from './config';

const tokenWire = z.object({
  token: z.object({
    expires_at: z.string(),
    catalog: catalogWire.default([]),
    project: z.object({ id: z.string() }).optional(),
  }),
});

export interface Token {
  value: string;
  expiresAt: number;
  catalog: Catalog;
  projectId: string;
}

/** Renewed this long before it expires, so that no call under way outlives it. */
const ahead = 5 * 60_000;

/**
 * The portal's token at one Keystone. Many calls may ask at once; one authenticates and all share the answer.
 * A token is never renewed from itself: that keeps the old expiry.
 */
export class TokenKeeper {
  private token?: Token;
  private authenticating?: Promise<Token>;

  constructor(
    private readonly config: OpenStackConfig,
    private readonly http: HttpSource,
    private readonly now: () => number = Date.now,
  ) {}

  async get(): Promise<Token> {
    const { token } = this;
    if (token && token.expiresAt - ahead > this.now()) return token;
    try {
      return await this.authenticate();
    } catch (error) {
      // As long as the old one is good, a Keystone that is away for a moment stops nothing.
      if (token && token.expiresAt > this.now()) return token;
      throw error;
    }
  }

  /** Another token than the one that was refused, which may have been revoked. */
  async getInsteadOf(refused: Token): Promise<Token> {
    if (this.token === refused) this.token = undefined;
    return this.get();
  }

  private authenticate(): Promise<Token> {
    this.authenticating ??= this.request().finally(() => {
      this.authenticating = undefined;
    });
    return this.authenticating;
  }

  /** A log-in that meets 404 is about the account or the address, not about something that people look for. */
  private refusal(system: string, error: unknown): unknown {
    if (upstreamStatus(error) !== 404) return error;
    return /application credential/i.test(String(error))
      ? upstreamError({ system, status: 401, body: '' })
      : new ServiceUnavailableError(
          `There is no Keystone at ${this.config.authUrl}, where OpenStack ${this.config.name} should be`,
        );
  }

  private async request(): Promise<Token> {
    const system = `OpenStack ${this.config.name} (identity)`;
    const answer = await this.http
      .request({
        system,
        url: new URL(`${this.config.authUrl}/auth/tokens`),
        method: 'POST',
        body: { auth: toAuthBody(this.config.account) },
        repeatable: true,
      })
      .catch(error => {
        throw this.refusal(system, error);
      });
    const value = answer.headers.get('x-subject-token');
    const parsed = tokenWire.safeParse(answer.body);
    if (!value || !parsed.success) {
      throw new ServiceUnavailableError(
        `${system} answered a log-in with something that is no token; check the configured address`,
      );
    }
    const { expires_at: expiry, catalog, project } = parsed.data.token;
    if (!project) {
      throw new ServiceUnavailableError(
        `The portal's account at ${system} is not scoped to a project, so no service would answer it`,
      );
    }
    this.token = {
      value,
      expiresAt: Date.parse(expiry),
      catalog,
      projectId: project.id,
    };
    return this.token;
  }
}

function toAuthBody(account: OpenStackAccount) {
  if (account.kind === 'application-credential') {
    // Bound to its project already: a scope would be refused.
    return {
      identity: {
        methods: ['application_credential'],
        application_credential: { id: account.id, secret: account.secret },
      },
    };
  }
  const { username, password, userDomain, scope } = account;
  return {
    identity: {
      methods: ['password'],
      password: { user: { name: username, password, domain: userDomain } },
    },
    scope: {
      project:
        typeof scope.project === 'string'
          ? { name: scope.project, domain: scope.projectDomain }
          : scope.project,
    },
  };
}
