import { randomBytes } from 'node:crypto';
import type { Clock } from '../Clock';
import type { ApplicationCredential, Role, Scope, Token, User } from './types';

const lifetime = 3_600_000;

/** Tokens that were issued and are neither over nor revoked. Opaque to everybody, as Fernet tokens are. */
export class TokenStore {
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly clock: Clock) {}

  issue(options: {
    user: User;
    methods: string[];
    roles: Role[];
    scope?: Scope;
    credential?: ApplicationCredential;
    /** A token got with another token ends when that one does. */
    expiresAt?: number;
    /** Where that token came from. */
    parentAuditIds?: string[];
  }): Token {
    const { parentAuditIds = [], ...fields } = options;
    const now = this.clock.now();
    const token: Token = {
      ...fields,
      id: `gAAAA${randomBytes(90).toString('base64url')}`,
      auditIds: [
        randomBytes(16).toString('base64url'),
        ...parentAuditIds.slice(-1),
      ],
      issuedAt: now,
      expiresAt: options.expiresAt ?? now + lifetime,
    };
    this.tokens.set(token.id, token);
    return token;
  }

  find(id: string | undefined): Token | undefined {
    const token = id === undefined ? undefined : this.tokens.get(id);
    return token && token.expiresAt > this.clock.now() ? token : undefined;
  }

  revoke(id: string) {
    this.tokens.delete(id);
  }

  /** All of them at once, as when Keystone's keys are rotated away. */
  revokeAll() {
    this.tokens.clear();
  }
}
