import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import { asked, conflict, forbidden, missing, readBody } from './requests';
import type { Views } from './views';

const newGroup = z.object({
  group: z.object({
    name: z.string().min(1).max(64),
    domain_id: z.string().default('default'),
    description: z.string().default(''),
  }),
});

export function addGroupRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;
  const find = (c: ServiceContext, action: string) => {
    if (!isAdmin(c.get('token'))) return forbidden(c, action);
    const id = c.req.param('id') ?? '';
    return identity.groups.get(id) ?? missing(c, 'group', id);
  };

  app.get('/v3/groups', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_groups');
    const query = c.req.query();
    const found = [...identity.groups.values()].filter(
      group =>
        asked(query.domain_id, group.domainId) && asked(query.name, group.name),
    );
    return c.json(views.list(c, 'groups', found.map(views.group)));
  });

  app.get('/v3/groups/:id', c => {
    const group = find(c, 'get_group');
    return group instanceof Response
      ? group
      : c.json({ group: views.group(group) });
  });

  app.post('/v3/groups', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'create_group');
    const request = await readBody(c, newGroup);
    if ('refusal' in request) return request.refusal;
    const { domain_id: domainId, ...fields } = request.body.group;
    const isTaken = [...identity.groups.values()].some(
      group => group.name === fields.name && group.domainId === domainId,
    );
    if (isTaken) {
      return conflict(
        c,
        'group',
        `Duplicate entry found with name ${fields.name} at domain ID ${domainId}`,
      );
    }
    const id = randomUUID().replace(/-/g, '');
    const group = { id, domainId, ...fields, userIds: new Set<string>() };
    identity.groups.set(id, group);
    return c.json({ group: views.group(group) }, 201);
  });

  app.delete('/v3/groups/:id', c => {
    const group = find(c, 'delete_group');
    if (group instanceof Response) return group;
    identity.groups.delete(group.id);
    identity.unassign(({ actor }) => actor.id === group.id);
    return c.body(null, 204);
  });

  app.get('/v3/groups/:id/users', c => {
    const group = find(c, 'list_users_in_group');
    if (group instanceof Response) return group;
    const users = [...group.userIds].flatMap(
      id => identity.users.get(id) ?? [],
    );
    return c.json(views.list(c, 'users', users.map(views.user)));
  });

  const member = '/v3/groups/:id/users/:user';
  app.get(member, c => {
    const group = find(c, 'check_user_in_group');
    if (group instanceof Response) return group;
    return group.userIds.has(c.req.param('user'))
      ? c.body(null, 204)
      : missing(c, 'user', c.req.param('user'));
  });
  app.put(member, c => {
    const group = find(c, 'add_user_to_group');
    if (group instanceof Response) return group;
    const { user } = c.req.param();
    if (!identity.users.has(user)) return missing(c, 'user', user);
    group.userIds.add(user);
    return c.body(null, 204);
  });
  app.delete(member, c => {
    const group = find(c, 'remove_user_from_group');
    if (group instanceof Response) return group;
    group.userIds.delete(c.req.param('user'));
    return c.body(null, 204);
  });
}
