import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { keystoneFault } from '../faults';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import type { Project } from '../types';
import { asked, conflict, forbidden, missing, readBody } from './requests';
import type { Views } from './views';

const tag = z.string().regex(/^[^,/]*$/, 'has a comma or a slash');
const description = z.string().nullish();
const fields = {
  name: z.string().min(1).max(64),
  domain_id: z.string().optional(),
  parent_id: z.string().optional(),
  is_domain: z.boolean().optional(),
  options: z.object({}).optional(),
  description,
  enabled: z.boolean(),
  tags: z.array(tag),
};

const newProject = z.object({
  project: z.looseObject({
    ...fields,
    enabled: fields.enabled.default(true),
    tags: fields.tags.default([]),
  }),
});

const changedProject = z.object({
  project: z.looseObject({
    ...fields,
    name: fields.name.optional(),
    enabled: fields.enabled.optional(),
    tags: fields.tags.optional(),
  }),
});

const changedTags = z.object({ tags: z.array(tag) });

/** Keystone's filters on projects; its `limit` is none. */
function matches(query: Record<string, string>, project: Project): boolean {
  const tags = (list: string) => list.split(',');
  const has = (one: string) => project.tags.includes(one);
  return (
    asked(query.domain_id, project.domainId) &&
    asked(query.name, project.name) &&
    asked(query.parent_id, project.domainId) &&
    (!query.name__contains || project.name.includes(query.name__contains)) &&
    (!query.name__icontains ||
      project.name
        .toLowerCase()
        .includes(query.name__icontains.toLowerCase())) &&
    (!query.name__startswith ||
      project.name.startsWith(query.name__startswith)) &&
    (!query.name__endswith || project.name.endsWith(query.name__endswith)) &&
    asked(query.enabled?.toLowerCase(), String(project.enabled)) &&
    (!query.is_domain || query.is_domain.toLowerCase() === 'false') &&
    (!query.tags || tags(query.tags).every(has)) &&
    (!query['tags-any'] || tags(query['tags-any']).some(has)) &&
    (!query['not-tags'] || !tags(query['not-tags']).every(has)) &&
    (!query['not-tags-any'] || !tags(query['not-tags-any']).some(has))
  );
}

/** What Keystone does not know of is kept all the same. */
function extraOf(project: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(project).filter(([key]) => !(key in fields)),
  );
}

export function addProjectRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;
  const notFound = (c: ServiceContext) =>
    missing(c, 'project', c.req.param('id') ?? '');
  const hasRole = (userId: string, id: string) =>
    identity.rolesOn(userId, { kind: 'project', id }).length > 0;

  app.get('/v3/projects', c => {
    const query = c.req.query();
    const token = c.get('token');
    if (!isAdmin(token)) return forbidden(c, 'list_projects');
    const found = [...identity.projects.values()].filter(project =>
      matches(query, project),
    );
    return c.json(views.list(c, 'projects', found.map(views.project)));
  });

  app.get('/v3/users/:id/projects', c => {
    const token = c.get('token');
    const id = c.req.param('id');
    if (token.user.id !== id && !isAdmin(token))
      return forbidden(c, 'list_user_projects');
    const found = identity.projectsOf(id);
    return c.json(views.list(c, 'projects', found.map(views.project)));
  });

  app.get('/v3/projects/:id', c => {
    const project = identity.projects.get(c.req.param('id'));
    const token = c.get('token');
    const mine = project && hasRole(token.user.id, project.id);
    if (!isAdmin(token) && !mine) return forbidden(c, 'get_project');
    if (!project) return notFound(c);
    const withParents = c.req.query('parents_as_list') !== undefined;
    return c.json({
      project: {
        ...views.project(project),
        ...(withParents && { parents: [] }),
      },
    });
  });

  app.post('/v3/projects', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'create_project');
    const request = await readBody(c, newProject);
    if ('refusal' in request) return request.refusal;
    const wanted = request.body.project;
    const { name, tags, enabled } = wanted;
    const domainId =
      wanted.domain_id ?? wanted.parent_id ?? c.get('token').user.domainId;
    if (!identity.domains.has(domainId)) {
      return keystoneFault(c, 404, `Could not find domain: ${domainId}.`);
    }
    const same = [...identity.projects.values()].find(
      project => project.name === name && project.domainId === domainId,
    );
    if (same) {
      return conflict(
        c,
        'project',
        `it is not permitted to have two projects with either the same name or same id in the same domain: name is ${same.name}, project id ${same.id}`,
      );
    }
    const project = {
      id: randomUUID().replace(/-/g, ''),
      name,
      domainId,
      description: wanted.description ?? '',
      enabled,
      tags,
      extra: extraOf(wanted),
    };
    identity.projects.set(project.id, project);
    return c.json({ project: views.project(project) }, 201);
  });

  app.patch('/v3/projects/:id', async c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'update_project');
    const project = identity.projects.get(c.req.param('id'));
    if (!project) return notFound(c);
    const request = await readBody(c, changedProject);
    if ('refusal' in request) return request.refusal;
    const { name, enabled, tags, ...rest } = request.body.project;
    Object.assign(project, {
      name: name ?? project.name,
      enabled: enabled ?? project.enabled,
      tags: tags ?? project.tags,
      description: rest.description ?? project.description,
      extra: { ...project.extra, ...extraOf(rest) },
    });
    return c.json({ project: views.project(project) });
  });

  app.delete('/v3/projects/:id', c => {
    if (!isAdmin(c.get('token'))) return forbidden(c, 'delete_project');
    const { id } = c.req.param();
    if (!identity.projects.delete(id)) return notFound(c);
    identity.unassign(
      ({ target }) => target.kind === 'project' && target.id === id,
    );
    for (const credential of [...identity.credentials.values()]) {
      if (credential.projectId === id)
        identity.credentials.delete(credential.id);
    }
    return c.body(null, 204);
  });

  addTagRoutes(app, state);
}

function addTagRoutes(app: ServiceApp, { identity, urls }: CloudState) {
  const path = '/v3/projects/:id/tags';
  const answer = (c: ServiceContext, { tags }: Project) =>
    c.json({ links: { self: `${urls.keystone}/v3` }, tags });
  const find = (c: ServiceContext) => {
    const project = identity.projects.get(c.req.param('id') ?? '');
    return project ?? missing(c, 'project', c.req.param('id') ?? '');
  };
  const findAsAdmin = (c: ServiceContext, action: string) =>
    isAdmin(c.get('token')) ? find(c) : forbidden(c, action);

  app.get(path, c => {
    const project = find(c);
    return project instanceof Response ? project : answer(c, project);
  });
  app.put(path, async c => {
    const project = findAsAdmin(c, 'update_project_tags');
    if (project instanceof Response) return project;
    const request = await readBody(c, changedTags);
    if ('refusal' in request) return request.refusal;
    project.tags = request.body.tags;
    return answer(c, project);
  });
  app.delete(path, c => {
    const project = findAsAdmin(c, 'delete_project_tags');
    if (project instanceof Response) return project;
    project.tags = [];
    return c.body(null, 204);
  });
  app.put(`${path}/:tag`, c => {
    const project = findAsAdmin(c, 'create_project_tag');
    if (project instanceof Response) return project;
    project.tags = [...new Set([...project.tags, c.req.param('tag')])];
    return c.body(null, 201);
  });
  app.delete(`${path}/:tag`, c => {
    const project = findAsAdmin(c, 'delete_project_tag');
    if (project instanceof Response) return project;
    project.tags = project.tags.filter(one => one !== c.req.param('tag'));
    return c.body(null, 204);
  });
}
