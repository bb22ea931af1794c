import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { keystoneFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { ApplicationCredential } from '../types';
import { asked, conflict, forbidden, missing, readBody } from './requests';
import type { Views } from './views';

const newCredential = z.object({
  application_credential: z.object({
    name: z.string().min(1).max(255),
    description: z.string().nullish(),
    secret: z.string().nullish(),
    expires_at: z.string().nullish(),
    unrestricted: z.boolean().nullish(),
    roles: z
      .array(
        z.object({ id: z.string().optional(), name: z.string().optional() }),
      )
      .nullish(),
    access_rules: z
      .array(
        z.object({ service: z.string(), method: z.string(), path: z.string() }),
      )
      .nullish(),
  }),
});

/** Application credentials: made by their user only, their secret shown once. */
export function addCredentialRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity } = state;
  const path = '/v3/users/:user/application_credentials';
  const isOthers = (c: ServiceContext) =>
    c.get('token').user.id !== c.req.param('user') && !isAdmin(c.get('token'));

  app.get(path, c => {
    if (isOthers(c)) return forbidden(c, 'list_application_credentials');
    const mine = [...identity.credentials.values()].filter(
      ({ userId, name }) =>
        userId === c.req.param('user') && asked(c.req.query('name'), name),
    );
    return c.json(
      views.list(c, 'application_credentials', mine.map(views.credential)),
    );
  });

  app.get(`${path}/:id`, c => {
    if (isOthers(c)) return forbidden(c, 'get_application_credential');
    const { user, id } = c.req.param();
    const known = identity.credentials.get(id);
    return known?.userId === user
      ? c.json({ application_credential: views.credential(known) })
      : missing(c, 'Application Credential', id);
  });

  app.post(path, async c => {
    const token = c.get('token');
    const userId = c.req.param('user');
    const projectId = projectOf(token);
    if (token.user.id !== userId || !projectId)
      return forbidden(c, 'create_application_credential');
    if (token.credential && !token.credential.unrestricted) {
      return forbidden(
        c,
        "Using method 'application_credential' is not allowed for managing additional application credentials.",
        '',
      );
    }
    const request = await readBody(c, newCredential);
    if ('refusal' in request) return request.refusal;
    const wanted = request.body.application_credential;
    const isTaken = [...identity.credentials.values()].some(
      ({ name, userId: owner }) => name === wanted.name && owner === userId,
    );
    if (isTaken) {
      return conflict(
        c,
        'application_credential',
        `Duplicate entry found with name ${wanted.name}`,
      );
    }
    const roleIds = wanted.roles?.length
      ? wanted.roles.map(
          ({ id, name }) =>
            token.roles.find(role => role.id === id || role.name === name)?.id,
        )
      : token.roles.map(({ id }) => id);
    if (!roleIds.every(id => id !== undefined)) {
      return keystoneFault(
        c,
        400,
        'Invalid application credential: Could not find role assignment for a role that was asked for.',
      );
    }
    const credential: ApplicationCredential = {
      id: randomUUID().replace(/-/g, ''),
      name: wanted.name,
      description: wanted.description ?? null,
      secret: wanted.secret ?? randomBytes(64).toString('base64url'),
      userId,
      projectId,
      roleIds,
      expiresAt: wanted.expires_at ?? null,
      unrestricted: wanted.unrestricted ?? null,
      ...(wanted.access_rules && {
        accessRules: wanted.access_rules.map(rule => ({
          id: randomUUID().replace(/-/g, ''),
          ...rule,
        })),
      }),
    };
    identity.credentials.set(credential.id, credential);
    const { links, ...view } = views.credential(credential);
    return c.json(
      {
        application_credential: { ...view, secret: credential.secret, links },
      },
      201,
    );
  });

  app.delete(`${path}/:id`, c => {
    if (isOthers(c)) return forbidden(c, 'delete_application_credential');
    const { user, id } = c.req.param();
    if (identity.credentials.get(id)?.userId !== user)
      return missing(c, 'Application Credential', id);
    identity.credentials.delete(id);
    return c.body(null, 204);
  });
}
