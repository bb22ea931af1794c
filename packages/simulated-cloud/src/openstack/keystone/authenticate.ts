import { z } from 'zod';
import type { CloudState } from '../CloudState';
import type { ApplicationCredential, Scope, Token, User } from '../types';

const domainRef = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
});
const userRef = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  domain: domainRef.optional(),
});

const methodSchemas = {
  password: z.object({ user: userRef.extend({ password: z.string() }) }),
  token: z.object({ id: z.string() }),
  application_credential: z.object({
    id: z.string().optional(),
    name: z.string().optional(),
    secret: z.string(),
    user: userRef.optional(),
  }),
};

type Method = keyof typeof methodSchemas;

const requestSchema = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()).min(1),
      password: methodSchemas.password.optional(),
      token: methodSchemas.token.optional(),
      application_credential: methodSchemas.application_credential.optional(),
    }),
    scope: z
      .union([
        z.literal('unscoped'),
        z.object({
          project: z
            .object({
              id: z.string().optional(),
              name: z.string().optional(),
              domain: domainRef.optional(),
            })
            .optional(),
          domain: domainRef.optional(),
          system: z.object({ all: z.boolean() }).optional(),
        }),
      ])
      .optional(),
  }),
});

/** What Keystone says of every body that it cannot make sense of. */
export const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';

type AuthRequest = z.infer<typeof requestSchema>['auth'];
type Refusal = { refused: 'malformed' | 'unauthorized'; message?: string };

interface Identified {
  user: User;
  credential?: ApplicationCredential;
  expiresAt?: number;
  methods: string[];
  parentAuditIds?: string[];
}

/** A token for who asks, or why not. Wrong password, unknown project and missing role are told apart by nobody. */
export function authenticate(
  state: CloudState,
  body: unknown,
): Token | Refusal {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) return { refused: 'malformed' };
  const { auth } = parsed.data;
  const without = auth.identity.methods.find(
    method => method in methodSchemas && !auth.identity[method as Method],
  );
  if (without) {
    return {
      refused: 'malformed',
      message: `Expecting to find ${without} in identity. ${malformed}`,
    };
  }
  const who = identify(state, auth);
  if (!who) return { refused: 'unauthorized' };
  if (who.credential)
    return tokenOfCredential(state, auth, who, who.credential);

  const scope = findScope(state, auth);
  if (scope === 'unknown') return { refused: 'unauthorized' };
  const roles = scope
    ? state.identity.rolesOn(who.user.id, targetOf(scope))
    : [];
  if (scope && roles.length === 0) return { refused: 'unauthorized' };
  return state.tokens.issue({ ...who, scope, roles });
}

/** Bound to one project: a scope in the request is refused. */
function tokenOfCredential(
  state: CloudState,
  auth: AuthRequest,
  who: Identified,
  credential: ApplicationCredential,
): Token | Refusal {
  const project = state.identity.projects.get(credential.projectId);
  const over =
    credential.expiresAt &&
    Date.parse(credential.expiresAt) < state.ctx.clock.now();
  if (auth.scope) {
    return {
      refused: 'unauthorized',
      message:
        'Error authenticating with application credential: Application credentials cannot request a scope.',
    };
  }
  if (!project?.enabled || over) return { refused: 'unauthorized' };
  return state.tokens.issue({
    user: who.user,
    credential,
    methods: who.methods,
    scope: { kind: 'project', project },
    roles: credential.roleIds.flatMap(id => state.identity.roles.get(id) ?? []),
  });
}

function identify(
  state: CloudState,
  { identity }: AuthRequest,
): Identified | undefined {
  const { password, token, application_credential: credential } = identity;
  if (identity.methods.includes('application_credential') && credential) {
    const owner = credential.user && findUser(state, credential.user);
    const known = [...state.identity.credentials.values()].find(
      ({ id, name, userId }) =>
        credential.id
          ? id === credential.id
          : name === credential.name && userId === owner?.id,
    );
    const user = known && state.identity.users.get(known.userId);
    return known && user?.enabled && known.secret === credential.secret
      ? { user, credential: known, methods: identity.methods }
      : undefined;
  }
  if (identity.methods.includes('password') && password) {
    const user = findUser(state, password.user);
    return user?.enabled && user.password === password.user.password
      ? { user, methods: identity.methods }
      : undefined;
  }
  const known = state.tokens.find(token?.id);
  return (
    known && {
      user: known.user,
      expiresAt: known.expiresAt,
      methods: [...new Set(['token', ...known.methods])],
      parentAuditIds: known.auditIds,
    }
  );
}

function findDomain(
  state: CloudState,
  ref: z.infer<typeof domainRef> | undefined,
) {
  return [...state.identity.domains.values()].find(({ id, name }) =>
    ref?.id ? id === ref.id : name.toLowerCase() === ref?.name?.toLowerCase(),
  );
}

function findUser(
  state: CloudState,
  ref: z.infer<typeof userRef>,
): User | undefined {
  if (ref.id) return state.identity.users.get(ref.id);
  const domain = findDomain(state, ref.domain);
  return [...state.identity.users.values()].find(
    ({ name, domainId }) => name === ref.name && domainId === domain?.id,
  );
}

function findScope(
  state: CloudState,
  { scope }: AuthRequest,
): Scope | undefined | 'unknown' {
  if (!scope || scope === 'unscoped') return undefined;
  if (scope.system) return { kind: 'system' };
  if (scope.domain) {
    const domain = findDomain(state, scope.domain);
    return domain ? { kind: 'domain', domain } : 'unknown';
  }
  const wanted = scope.project;
  if (!wanted) return undefined;
  const domain = findDomain(state, wanted.domain);
  const project = wanted.id
    ? state.identity.projects.get(wanted.id)
    : [...state.identity.projects.values()].find(
        ({ name, domainId }) => name === wanted.name && domainId === domain?.id,
      );
  return project?.enabled ? { kind: 'project', project } : 'unknown';
}

function targetOf(scope: Scope) {
  if (scope.kind === 'project')
    return { kind: 'project' as const, id: scope.project.id };
  if (scope.kind === 'domain')
    return { kind: 'domain' as const, id: scope.domain.id };
  return { kind: 'system' as const };
}
