import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { isAdmin, type ServiceApp } from '../serviceApp';
import { asked, conflict, forbidden, missing, readBody } from './requests';
import type { Views } from './views';

const newUser = z.object({
  user: z.object({
    name: z.string().min(1).max(255),
    domain_id: z.string().default('default'),
    password: z.string().default(''),
    email: z.string().optional(),
    description: z.string().optional(),
    default_project_id: z.string().optional(),
    enabled: z.boolean().default(true),
  }),
});

const changedUser = z.object({
  user: z.object({
    name: z.string().min(1).max(255).optional(),
    password: z.string().optional(),
    email: z.string().optional(),
    description: z.string().optional(),
    enabled: z.boolean().optional(),
  }),
});

export function addUserRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;

  app.get('/v3/users', c => {
    const query = c.req.query();
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_users');
    const found = [...identity.users.values()].filter(
      user =>
        asked(query.domain_id, user.domainId) &&
        asked(query.name, user.name) &&
        asked(query.enabled?.toLowerCase(), String(user.enabled)),
    );
    return c.json(views.list(c, 'users', found.map(views.user)));
  });

  app.get('/v3/users/:id', c => {
    const { id } = c.req.param();
    const user = identity.users.get(id);
    const token = c.get('token');
    if (!isAdmin(token) && token.user.id !== id)
      return forbidden(c, 'get_user');
    return user ? c.json({ user: views.user(user) }) : missing(c, 'user', id);
  });

  app.get('/v3/users/:id/groups', c => {
    const { id } = c.req.param();
    const token = c.get('token');
    if (!isAdmin(token) && token.user.id !== id)
      return forbidden(c, 'list_groups_for_user');
    const groups = identity.groupsOf(id).map(group => ({
      ...views.group(group),
      membership_expires_at: null,
    }));
    return c.json(views.list(c, 'groups', groups));
  });

  app.post('/v3/users', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'create_user');
    const request = await readBody(c, newUser);
    if ('refusal' in request) return request.refusal;
    const {
      domain_id: domainId,
      default_project_id: defaultProjectId,
      ...fields
    } = request.body.user;
    const isTaken = [...identity.users.values()].some(
      user => user.name === fields.name && user.domainId === domainId,
    );
    if (isTaken) {
      return conflict(
        c,
        'user',
        `Duplicate entry found with name ${fields.name} at domain ID ${domainId}`,
      );
    }
    const id = randomUUID().replace(/-/g, '');
    const user = { id, domainId, defaultProjectId, ...fields };
    identity.users.set(id, user);
    return c.json({ user: views.user(user) }, 201);
  });

  app.patch('/v3/users/:id', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'update_user');
    const { id } = c.req.param();
    const user = identity.users.get(id);
    if (!user) return missing(c, 'user', id);
    const request = await readBody(c, changedUser);
    if ('refusal' in request) return request.refusal;
    Object.assign(user, request.body.user);
    return c.json({ user: views.user(user) });
  });

  app.delete('/v3/users/:id', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'delete_user');
    const { id } = c.req.param();
    if (!identity.users.delete(id)) return missing(c, 'user', id);
    identity.unassign(({ actor }) => actor.id === id);
    for (const { userIds } of identity.groups.values()) userIds.delete(id);
    for (const credential of [...identity.credentials.values()]) {
      if (credential.userId === id) identity.credentials.delete(credential.id);
    }
    return c.body(null, 204);
  });
}
