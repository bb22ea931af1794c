import type { CloudState } from '../CloudState';
import type { Identity } from '../Identity';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import type { Assignment } from '../types';
import { asked, forbidden, missing } from './requests';
import type { ShownAssignment, Views } from './views';

/** Roles, who has them where, and giving and taking them. */
export function addRoleRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;

  app.get('/v3/roles', c => {
    const { name } = c.req.query();
    const roles = [...identity.roles.values()].filter(role =>
      asked(name, role.name),
    );
    return c.json(views.list(c, 'roles', roles.map(views.role)));
  });
  app.get('/v3/roles/:id', c => {
    const role = identity.roles.get(c.req.param('id'));
    return role
      ? c.json({ role: views.role(role) })
      : missing(c, 'role', c.req.param('id'));
  });

  app.get('/v3/role_assignments', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_role_assignments');
    const query = c.req.query();
    const project = query['scope.project.id'];
    const all: ShownAssignment[] = project
      ? identity.assignmentsOn({ kind: 'project', id: project })
      : identity.assignments;
    const isEffective = isSet(query.effective);
    const found = (
      isEffective ? all.flatMap(one => effects(identity, one)) : all
    ).filter(assignment => matches(query, assignment));
    const withNames = isSet(query.include_names);
    return c.json(
      views.list(
        c,
        'role_assignments',
        found.map(one => views.assignment(one, withNames)),
      ),
    );
  });

  addGrants(app, state, '/v3/projects/:target', c => {
    const id = c.req.param('target') ?? '';
    return identity.projects.has(id)
      ? { kind: 'project', id }
      : missing(c, 'project', id);
  });
  addGrants(app, state, '/v3/domains/:target', c => {
    const id = c.req.param('target') ?? '';
    return identity.domains.has(id)
      ? { kind: 'domain', id }
      : missing(c, 'domain', id);
  });
  addGrants(app, state, '/v3/system', () => ({ kind: 'system' }));
}

/** Keystone takes a parameter without a value for true, and `0` and `false` for false. */
const isSet = (value: string | undefined) =>
  value !== undefined && !['0', 'false'].includes(value.toLowerCase());

/** What an assignment means in the end: for the members of a group, and for the roles that it implies. */
function effects(identity: Identity, given: Assignment): ShownAssignment[] {
  const { actor, roleId } = given;
  const holders: ShownAssignment[] =
    actor.kind === 'user'
      ? [given]
      : [...(identity.groups.get(actor.id)?.userIds ?? [])].map(id => ({
          ...given,
          actor: { kind: 'user', id },
          through: actor.id,
        }));
  const implied = identity
    .impliedBy(identity.roles.get(roleId)!.name)
    .map(name => identity.role(name).id);
  return holders.flatMap(holder =>
    implied.map(id => ({
      ...holder,
      roleId: id,
      ...(id !== roleId && { prior: roleId }),
    })),
  );
}

function matches(
  query: Record<string, string>,
  { actor, roleId, target }: Assignment,
): boolean {
  const targetId = target.kind === 'system' ? '' : target.id;
  const isActor = (kind: string, id: string | undefined) =>
    !id || (actor.kind === kind && actor.id === id);
  const isTarget = (kind: string, id: string | undefined) =>
    !id || (target.kind === kind && (kind === 'system' || targetId === id));
  return (
    isActor('user', query['user.id']) &&
    isActor('group', query['group.id']) &&
    asked(query['role.id'], roleId) &&
    isTarget('project', query['scope.project.id']) &&
    isTarget('domain', query['scope.domain.id']) &&
    isTarget('system', query['scope.system'])
  );
}

function addGrants(
  app: ServiceApp,
  { identity }: CloudState,
  base: string,
  findTarget: (c: ServiceContext) => Assignment['target'] | Response,
) {
  for (const kind of ['user', 'group'] as const) {
    const path = `${base}/${kind}s/:actor/roles/:role`;
    const read = (c: ServiceContext, action: string) => {
      if (!isAdmin(c.get('token'))) return forbidden(c, action);
      const target = findTarget(c);
      if (target instanceof Response) return target;
      const id = c.req.param('actor') ?? '';
      const known = kind === 'user' ? identity.users : identity.groups;
      if (!known.has(id)) return missing(c, kind, id);
      const role = c.req.param('role') ?? '';
      if (!identity.roles.has(role)) return missing(c, 'role', role);
      return { target, actor: { kind, id }, role };
    };
    const has = ({
      target,
      actor,
      role,
    }: Exclude<ReturnType<typeof read>, Response>) =>
      identity
        .assignmentsOn(target)
        .some(one => one.roleId === role && one.actor.id === actor.id);
    const notGiven = (c: ServiceContext, role: string) =>
      missing(c, 'role assignment with role', role);

    app.get(path, c => {
      const grant = read(c, 'check_grant');
      if (grant instanceof Response) return grant;
      return has(grant) ? c.body(null, 204) : notGiven(c, grant.role);
    });
    app.put(path, c => {
      const grant = read(c, 'create_grant');
      if (grant instanceof Response) return grant;
      identity.assign(grant.role, grant.actor, grant.target);
      return c.body(null, 204);
    });
    app.delete(path, c => {
      const grant = read(c, 'revoke_grant');
      if (grant instanceof Response) return grant;
      if (!has(grant)) return notGiven(c, grant.role);
      const { actor, role, target } = grant;
      const keyOf = (on: Assignment['target']) =>
        on.kind === 'system' ? 'system' : `${on.kind}/${on.id}`;
      identity.unassign(
        one =>
          one.roleId === role &&
          one.actor.id === actor.id &&
          keyOf(one.target) === keyOf(target),
      );
      return c.body(null, 204);
    });
  }
}
