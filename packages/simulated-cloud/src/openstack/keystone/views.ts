import { catalogFor } from '../catalog';
import type { CloudState } from '../CloudState';
import type { ServiceContext } from '../serviceApp';
import { microseconds, microsecondsZ } from '../times';
import type {
  ApplicationCredential,
  Assignment,
  Domain,
  Group,
  Project,
  Role,
  Token,
  User,
} from '../types';

/** An assignment, or what follows from one: by membership of a group, by a role that implies another. */
export interface ShownAssignment extends Assignment {
  through?: string;
  prior?: string;
}

/** What Keystone says of its things, word for word. */
export function createViews(state: CloudState) {
  const { identity, urls } = state;
  const self = (path: string) => ({ self: `${urls.keystone}/v3/${path}` });
  const domainOf = (id: string) => ({
    id,
    name: identity.domains.get(id)?.name ?? id,
  });
  const named = <T extends { id: string; name: string; domainId: string }>(
    thing: T | undefined,
  ) =>
    thing && {
      id: thing.id,
      name: thing.name,
      domain: domainOf(thing.domainId),
    };

  const views = {
    domain: (domain: Domain) => ({
      ...domain,
      enabled: true,
      tags: [],
      options: {},
      links: self(`domains/${domain.id}`),
    }),

    // What Keystone does not know comes back twice.
    project: ({ extra, ...project }: Project) => ({
      ...extra,
      id: project.id,
      name: project.name,
      domain_id: project.domainId,
      description: project.description,
      enabled: project.enabled,
      parent_id: project.domainId,
      is_domain: false,
      tags: project.tags,
      ...(Object.keys(extra).length && { extra }),
      options: {},
      links: self(`projects/${project.id}`),
    }),

    user: ({ id, name, domainId, email, description, ...user }: User) => ({
      ...(email && { email }),
      ...(description && { description }),
      id,
      name,
      domain_id: domainId,
      enabled: user.enabled,
      ...(user.defaultProjectId && {
        default_project_id: user.defaultProjectId,
      }),
      password_expires_at: null,
      options: {},
      links: self(`users/${id}`),
    }),

    group: ({ id, name, domainId, description }: Group) => ({
      id,
      name,
      domain_id: domainId,
      description,
      links: self(`groups/${id}`),
    }),

    role: ({ id, name }: Role) => ({
      id,
      name,
      domain_id: null,
      description: null,
      options: { immutable: true },
      links: self(`roles/${id}`),
    }),

    credential: (credential: ApplicationCredential) => ({
      id: credential.id,
      name: credential.name,
      description: credential.description,
      user_id: credential.userId,
      project_id: credential.projectId,
      system: null,
      expires_at:
        credential.expiresAt && microseconds(Date.parse(credential.expiresAt)),
      unrestricted: credential.unrestricted,
      roles: credential.roleIds.map(id => {
        const { links: _, ...role } = views.role(identity.roles.get(id)!);
        return role;
      }),
      ...(credential.accessRules && { access_rules: credential.accessRules }),
      links: self(`application_credentials/${credential.id}`),
    }),

    assignment: (
      { roleId, actor, target, through, prior }: ShownAssignment,
      withNames: boolean,
    ) => {
      const role = identity.roles.get(roleId)!;
      const person =
        actor.kind === 'user'
          ? identity.users.get(actor.id)
          : identity.groups.get(actor.id);
      const path =
        target.kind === 'system' ? 'system' : `${target.kind}s/${target.id}`;
      const holder = through
        ? `groups/${through}`
        : `${actor.kind}s/${actor.id}`;
      return {
        links: {
          assignment: `${urls.keystone}/v3/${path}/${holder}/roles/${
            prior ?? roleId
          }`,
          ...(through && {
            membership: `${urls.keystone}/v3/groups/${through}/users/${actor.id}`,
          }),
          ...(prior && {
            prior_role: `${urls.keystone}/v3/prior_role/${roleId}/implies/${prior}`,
          }),
        },
        scope: scopeOf(target, withNames),
        [actor.kind]: withNames ? named(person) : { id: actor.id },
        role: withNames ? { id: role.id, name: role.name } : { id: role.id },
      };
    },

    token: (token: Token, withCatalog: boolean) => {
      const { scope, user } = token;
      const projectId =
        scope?.kind === 'project' ? scope.project.id : undefined;
      return {
        token: {
          methods: token.methods,
          user: { ...named(user), password_expires_at: null },
          audit_ids: token.auditIds,
          expires_at: microsecondsZ(token.expiresAt),
          issued_at: microsecondsZ(token.issuedAt),
          ...(scope?.kind === 'project' && {
            project: named(scope.project),
            is_domain: false,
          }),
          ...(scope?.kind === 'domain' && {
            domain: domainOf(scope.domain.id),
          }),
          ...(scope?.kind === 'system' && { system: { all: true } }),
          ...(scope && {
            roles: token.roles.map(({ id, name }) => ({ id, name })),
          }),
          ...(scope &&
            withCatalog && { catalog: catalogFor(state, projectId) }),
          ...(token.credential && {
            application_credential: {
              id: token.credential.id,
              name: token.credential.name,
              restricted: !token.credential.unrestricted,
            },
          }),
        },
      };
    },

    list: (c: ServiceContext, key: string, items: unknown[]) => {
      const { pathname, search } = new URL(c.req.url);
      return {
        [key]: items,
        links: {
          next: null,
          self: `${urls.keystone}${pathname}${search}`,
          previous: null,
        },
      };
    },
  };

  function scopeOf(target: Assignment['target'], withNames: boolean) {
    if (target.kind === 'system') return { system: { all: true } };
    if (target.kind === 'domain') {
      return { domain: withNames ? domainOf(target.id) : { id: target.id } };
    }
    return {
      project: withNames
        ? named(identity.projects.get(target.id))
        : { id: target.id },
    };
  }

  return views;
}

export type Views = ReturnType<typeof createViews>;
