import type { CloudState } from '../CloudState';
import { catalogFor } from '../catalog';
import { keystoneFault, unauthenticated } from '../faults';
import { projectOf, requireToken, type ServiceApp } from '../serviceApp';
import { authenticate } from './authenticate';
import type { Views } from './views';

const malformed =
  'Expecting to find valid JSON in request body. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';

/** Signing in, and what a token says. */
export function addTokenRoutes(
  app: ServiceApp,
  state: CloudState,
  views: Views,
) {
  const { identity, tokens, urls } = state;

  app.post('/v3/auth/tokens', async c => {
    if (state.ctx.scenarios.isOn('keystone-401'))
      return unauthenticated(c, urls.keystone);
    const request = await c.req.json();
    const credentialId: unknown =
      request?.auth?.identity?.application_credential?.id;
    // The one thing that Keystone tells to who is not signed in: which credentials there are.
    if (
      typeof credentialId === 'string' &&
      !identity.credentials.has(credentialId)
    ) {
      return keystoneFault(
        c,
        404,
        `Could not find Application Credential: ${credentialId}.`,
      );
    }
    const token = authenticate(state, request);
    if ('refused' in token) {
      return token.refused === 'malformed'
        ? keystoneFault(c, 400, malformed)
        : unauthenticated(c, urls.keystone);
    }
    c.header('X-Subject-Token', token.id);
    c.header('Vary', 'X-Auth-Token');
    return c.json(
      views.token(token, c.req.query('nocatalog') === undefined),
      201,
    );
  });

  app.use('/v3/*', async (c, next) =>
    /^\/v3\/?$/.test(c.req.path) ? next() : requireToken(state)(c, next),
  );

  app.get('/v3/auth/tokens', c => {
    const subject = tokens.find(c.req.header('x-subject-token'));
    if (!subject) return keystoneFault(c, 404, 'Failed to validate token');
    c.header('X-Subject-Token', subject.id);
    return c.json(views.token(subject, c.req.query('nocatalog') === undefined));
  });

  app.delete('/v3/auth/tokens', c => {
    tokens.revoke(c.req.header('x-subject-token') ?? '');
    return c.body(null, 204);
  });

  app.get('/v3/auth/catalog', c =>
    c.json(
      views.list(
        'catalog',
        'auth/catalog',
        catalogFor(state, projectOf(c.get('token'))),
      ),
    ),
  );

  app.get('/v3/auth/projects', c => {
    const { user } = c.get('token');
    const mine = [...identity.projects.values()].filter(
      ({ id, enabled }) =>
        enabled &&
        identity.rolesOn(user.id, { kind: 'project', id }).length > 0,
    );
    return c.json(
      views.list('projects', 'auth/projects', mine.map(views.project)),
    );
  });
}
