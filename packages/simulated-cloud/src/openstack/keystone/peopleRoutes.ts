import { randomBytes, randomUUID } from 'node:crypto';
import type { CloudState } from '../CloudState';
import { listEndpoints, listServices } from '../catalog';
import { keystoneFault } from '../faults';
import { isAdmin, projectOf, type ServiceApp } from '../serviceApp';
import type { Assignment } from '../types';
import { forbidden } from './projectRoutes';
import type { Views } from './views';

/** Users, groups, roles and who has them. */
export function addPeopleRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;

  app.get('/v3/users', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_users');
    const { domain_id: domainId, name } = c.req.query();
    const found = [...identity.users.values()].filter(
      user =>
        (!domainId || user.domainId === domainId) &&
        (!name || user.name === name),
    );
    return c.json(views.list('users', 'users', found.map(views.user)));
  });

  app.get('/v3/users/:id', c => {
    const user = identity.users.get(c.req.param('id'));
    const token = c.get('token');
    if (!isAdmin(token) && token.user.id !== c.req.param('id'))
      return forbidden(c, 'get_user');
    return user
      ? c.json({ user: views.user(user) })
      : keystoneFault(c, 404, `Could not find user: ${c.req.param('id')}.`);
  });

  app.get('/v3/users/:id/groups', c =>
    c.json(
      views.list(
        'groups',
        `users/${c.req.param('id')}/groups`,
        identity.groupsOf(c.req.param('id')).map(views.group),
      ),
    ),
  );

  app.get('/v3/groups', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_groups');
    const { domain_id: domainId, name } = c.req.query();
    const found = [...identity.groups.values()].filter(
      group =>
        (!domainId || group.domainId === domainId) &&
        (!name || group.name === name),
    );
    return c.json(views.list('groups', 'groups', found.map(views.group)));
  });

  app.get('/v3/groups/:id/users', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_users_in_group');
    const group = identity.groups.get(c.req.param('id'));
    if (!group)
      return keystoneFault(
        c,
        404,
        `Could not find group: ${c.req.param('id')}.`,
      );
    const users = [...group.userIds].flatMap(
      id => identity.users.get(id) ?? [],
    );
    return c.json(
      views.list('users', `groups/${group.id}/users`, users.map(views.user)),
    );
  });

  for (const method of ['put', 'delete'] as const) {
    app[method]('/v3/groups/:id/users/:user', c => {
      if (!isAdmin(c.get('token')))
        return forbidden(
          c,
          method === 'put' ? 'add_user_to_group' : 'remove_user_from_group',
        );
      const group = identity.groups.get(c.req.param('id'));
      if (!group)
        return keystoneFault(
          c,
          404,
          `Could not find group: ${c.req.param('id')}.`,
        );
      if (method === 'put') group.userIds.add(c.req.param('user'));
      else group.userIds.delete(c.req.param('user'));
      return c.body(null, 204);
    });
  }
}

export function addRoleRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;

  app.get('/v3/roles', c => {
    const { name } = c.req.query();
    const roles = [...identity.roles.values()].filter(
      role => !name || role.name === name,
    );
    return c.json(views.list('roles', 'roles', roles.map(views.role)));
  });

  app.get('/v3/role_assignments', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_role_assignments');
    const query = c.req.query();
    const found = identity.assignments.filter(assignment =>
      matchesAssignment(query, assignment),
    );
    const withNames = 'include_names' in query;
    return c.json(
      views.list(
        'role_assignments',
        'role_assignments',
        found.map(one => views.assignment(one, withNames)),
      ),
    );
  });

  for (const kind of ['users', 'groups'] as const) {
    for (const method of ['put', 'delete'] as const) {
      app[method](`/v3/projects/:project/${kind}/:actor/roles/:role`, c => {
        if (!isAdmin(c.get('token')))
          return forbidden(
            c,
            method === 'put' ? 'create_grant' : 'revoke_grant',
          );
        const { project, actor: id, role } = c.req.param();
        if (!identity.projects.has(project))
          return keystoneFault(c, 404, `Could not find project: ${project}.`);
        if (!identity.roles.has(role))
          return keystoneFault(c, 404, `Could not find role: ${role}.`);
        const actor = {
          kind: kind === 'users' ? ('user' as const) : ('group' as const),
          id,
        };
        const target = { kind: 'project' as const, id: project };
        if (method === 'put') identity.assign(role, actor, target);
        else {
          identity.unassign(
            one =>
              one.roleId === role &&
              one.actor.id === id &&
              one.target.kind === 'project' &&
              one.target.id === project,
          );
        }
        return c.body(null, 204);
      });
    }
  }
}

function matchesAssignment(
  query: Record<string, string>,
  { actor, roleId, target }: Assignment,
): boolean {
  return (
    (!query['user.id'] ||
      (actor.kind === 'user' && actor.id === query['user.id'])) &&
    (!query['group.id'] ||
      (actor.kind === 'group' && actor.id === query['group.id'])) &&
    (!query['role.id'] || roleId === query['role.id']) &&
    (!query['scope.project.id'] ||
      (target.kind === 'project' && target.id === query['scope.project.id'])) &&
    (!query['scope.domain.id'] ||
      (target.kind === 'domain' && target.id === query['scope.domain.id'])) &&
    (!query['scope.system'] || target.kind === 'system')
  );
}

/** Domains, regions, services, endpoints. */
export function addDirectoryRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity, urls } = state;
  const self = (path: string) => ({ self: `${urls.keystone}/v3/${path}` });

  app.get('/v3/domains', c => {
    const { name } = c.req.query();
    const found = [...identity.domains.values()]
      .filter(domain => !name || domain.name === name)
      .map(domain => ({
        ...domain,
        enabled: true,
        tags: [],
        options: {},
        links: self(`domains/${domain.id}`),
      }));
    return c.json(views.list('domains', 'domains', found));
  });
  app.get('/v3/domains/:id', c => {
    const domain = identity.domains.get(c.req.param('id'));
    return domain
      ? c.json({
          domain: {
            ...domain,
            enabled: true,
            tags: [],
            options: {},
            links: self(`domains/${domain.id}`),
          },
        })
      : keystoneFault(c, 404, `Could not find domain: ${c.req.param('id')}.`);
  });
  app.get('/v3/regions', c => {
    const regions = [...state.regions.keys()].map(id => ({
      id,
      description: '',
      parent_region_id: null,
      links: self(`regions/${id}`),
    }));
    return c.json(views.list('regions', 'regions', regions));
  });
  app.get('/v3/services', c => {
    const services = listServices(state).map(service => ({
      ...service,
      enabled: true,
      links: self(`services/${service.id}`),
    }));
    return c.json(views.list('services', 'services', services));
  });
  app.get('/v3/endpoints', c => {
    const endpoints = listEndpoints(state).map(endpoint => ({
      ...endpoint,
      enabled: true,
      links: self(`endpoints/${endpoint.id}`),
    }));
    return c.json(views.list('endpoints', 'endpoints', endpoints));
  });
}

export function addCredentialRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;
  const path = '/v3/users/:user/application_credentials';

  app.get(path, c => {
    const mine = [...identity.credentials.values()].filter(
      ({ userId }) => userId === c.req.param('user'),
    );
    return c.json(
      views.list(
        'application_credentials',
        c.req.path.slice(4),
        mine.map(views.credential),
      ),
    );
  });

  app.post(path, async c => {
    const token = c.get('token');
    const user = c.req.param('user');
    if (token.user.id !== user)
      return forbidden(c, 'create_application_credential');
    const projectId = projectOf(token);
    if (!projectId || (token.credential && !token.credential.unrestricted)) {
      return forbidden(c, 'create_application_credential');
    }
    const wanted = (await c.req.json()).application_credential ?? {};
    if (typeof wanted.name !== 'string')
      return keystoneFault(c, 400, "'name' is a required property");
    const taken = [...identity.credentials.values()].some(
      ({ name, userId }) => name === wanted.name && userId === user,
    );
    if (taken) {
      return keystoneFault(
        c,
        409,
        `Conflict occurred attempting to store application_credential - Duplicate entry found with name ${wanted.name}.`,
      );
    }
    const credential = {
      id: randomUUID().replace(/-/g, ''),
      name: wanted.name,
      description: wanted.description ?? null,
      secret: wanted.secret ?? randomBytes(64).toString('base64url'),
      userId: user,
      projectId,
      roleIds: token.roles.map(({ id }) => id),
      expiresAt: wanted.expires_at ?? null,
      unrestricted: wanted.unrestricted ?? null,
    };
    identity.credentials.set(credential.id, credential);
    return c.json(
      {
        application_credential: {
          ...views.credential(credential),
          secret: credential.secret,
        },
      },
      201,
    );
  });

  app.delete(`${path}/:id`, c => {
    const { user, id } = c.req.param();
    const known = identity.credentials.get(id);
    if (known?.userId !== user)
      return keystoneFault(
        c,
        404,
        `Could not find Application Credential: ${id}.`,
      );
    identity.credentials.delete(id);
    return c.body(null, 204);
  });
}
