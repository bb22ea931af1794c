import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { keystoneFault } from '../faults';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import type { Project } from '../types';
import type { Views } from './views';

const newProject = z.object({
  project: z.object({
    name: z.string().min(1).max(64),
    domain_id: z.string().optional(),
    description: z.string().default(''),
    enabled: z.boolean().default(true),
    tags: z.array(z.string()).default([]),
  }),
});

const changedProject = z.object({
  project: newProject.shape.project.partial(),
});

export const forbidden = (c: ServiceContext, action: string) =>
  keystoneFault(
    c,
    403,
    `You are not authorized to perform the requested action: identity:${action}.`,
  );

/** Keystone's filters on projects; its `limit` is none. */
function matches(query: Record<string, string>, project: Project): boolean {
  const tags = (list: string) => list.split(',');
  return (
    (!query.domain_id || project.domainId === query.domain_id) &&
    (!query.name || project.name === query.name) &&
    (!query.name__contains || project.name.includes(query.name__contains)) &&
    (!query.name__startswith ||
      project.name.startsWith(query.name__startswith)) &&
    (!query.enabled ||
      String(project.enabled) === query.enabled.toLowerCase()) &&
    (!query.parent_id || project.domainId === query.parent_id) &&
    (!query.tags ||
      tags(query.tags).every(tag => project.tags.includes(tag))) &&
    (!query['tags-any'] ||
      tags(query['tags-any']).some(tag => project.tags.includes(tag)))
  );
}

export function addProjectRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;
  const notFound = (c: ServiceContext) =>
    keystoneFault(c, 404, `Could not find project: ${c.req.param('id')}.`);

  app.get('/v3/projects', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'list_projects');
    const found = [...identity.projects.values()].filter(project =>
      matches(c.req.query(), project),
    );
    return c.json(views.list('projects', 'projects', found.map(views.project)));
  });

  app.get('/v3/users/:id/projects', c => {
    const token = c.get('token');
    const id = c.req.param('id');
    if (token.user.id !== id && !isAdmin(token))
      return forbidden(c, 'list_user_projects');
    const found = [...identity.projects.values()].filter(
      project =>
        identity.rolesOn(id, { kind: 'project', id: project.id }).length > 0,
    );
    return c.json(
      views.list('projects', `users/${id}/projects`, found.map(views.project)),
    );
  });

  app.get('/v3/projects/:id', c => {
    const project = identity.projects.get(c.req.param('id'));
    const token = c.get('token');
    const mine =
      project &&
      identity.rolesOn(token.user.id, { kind: 'project', id: project.id })
        .length > 0;
    if (!isAdmin(token) && !mine) return forbidden(c, 'get_project');
    return project ? c.json({ project: views.project(project) }) : notFound(c);
  });

  app.get('/v3/projects/:id/tags', c => {
    const project = identity.projects.get(c.req.param('id'));
    return project
      ? c.json(views.list('tags', `projects/${project.id}/tags`, project.tags))
      : notFound(c);
  });

  app.post('/v3/projects', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'create_project');
    const parsed = newProject.safeParse(await c.req.json());
    if (!parsed.success) {
      return keystoneFault(
        c,
        400,
        `Invalid input for field '${parsed.error.issues[0].path.slice(-1)}': ${
          parsed.error.issues[0].message
        }`,
      );
    }
    const { domain_id: domainId = 'default', ...fields } = parsed.data.project;
    const same = [...identity.projects.values()].find(
      project => project.name === fields.name && project.domainId === domainId,
    );
    if (same) {
      return keystoneFault(
        c,
        409,
        `Conflict occurred attempting to store project - it is not permitted to have two projects with either the same name or same id in the same domain: name is ${same.name}, project id ${same.id}.`,
      );
    }
    const id = randomUUID().replace(/-/g, '');
    const project = { id, domainId, ...fields };
    identity.projects.set(id, project);
    return c.json({ project: views.project(project) }, 201);
  });

  app.patch('/v3/projects/:id', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'update_project');
    const project = identity.projects.get(c.req.param('id'));
    if (!project) return notFound(c);
    const parsed = changedProject.safeParse(await c.req.json());
    if (!parsed.success)
      return keystoneFault(c, 400, parsed.error.issues[0].message);
    const { domain_id: _, ...changes } = parsed.data.project;
    const given = Object.keys((await c.req.json()).project);
    for (const key of given) {
      if (key in changes)
        Object.assign(project, { [key]: changes[key as keyof typeof changes] });
    }
    return c.json({ project: views.project(project) });
  });

  app.delete('/v3/projects/:id', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'delete_project');
    const { id } = c.req.param();
    if (!identity.projects.delete(id)) return notFound(c);
    identity.unassign(
      ({ target }) => target.kind === 'project' && target.id === id,
    );
    return c.body(null, 204);
  });
}
