import type { CloudState } from '../CloudState';
import { catalogFor } from '../catalog';
import { keystoneFault, unauthenticated } from '../faults';
import {
  isAdmin,
  projectOf,
  requireToken,
  type ServiceApp,
} from '../serviceApp';
import { authenticate, malformed } from './authenticate';
import type { Views } from './views';

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
        ? keystoneFault(
            c,
            400,
            token.message ??
              `Expecting to find valid JSON in request body. ${malformed}`,
          )
        : unauthenticated(c, urls.keystone, token.message);
    }
    c.header('X-Subject-Token', token.id);
    return c.json(
      views.token(token, c.req.query('nocatalog') === undefined),
      201,
    );
  });

  app.use('/v3/*', async (c, next) =>
    /^\/v3\/?$/.test(c.req.path) ? next() : requireToken(state)(c, next),
  );

  // Hono answers HEAD with this as well.
  app.get('/v3/auth/tokens', c => {
    const subject = tokens.find(c.req.header('x-subject-token'));
    if (!subject) return keystoneFault(c, 404, 'Failed to validate token');
    const token = c.get('token');
    if (subject.user.id !== token.user.id && !isAdmin(token)) {
      return keystoneFault(
        c,
        403,
        'You are not authorized to perform the requested action: identity:validate_token.',
      );
    }
    c.header('X-Subject-Token', subject.id);
    return c.json(views.token(subject, c.req.query('nocatalog') === undefined));
  });

  app.delete('/v3/auth/tokens', c => {
    tokens.revoke(c.req.header('x-subject-token') ?? '');
    return c.body(null, 204);
  });

  const self = (path: string) => ({ self: `${urls.keystone}/v3/${path}` });

  app.get('/v3/auth/catalog', c =>
    c.json({
      catalog: catalogFor(state, projectOf(c.get('token'))),
      links: self('auth/catalog'),
    }),
  );

  app.get('/v3/auth/projects', c => {
    const mine = identity
      .projectsOf(c.get('token').user.id)
      .filter(({ enabled }) => enabled);
    return c.json(views.list(c, 'projects', mine.map(views.project)));
  });

  app.get('/v3/auth/domains', c => {
    const { user } = c.get('token');
    const mine = [...identity.domains.values()].filter(
      ({ id }) => identity.rolesOn(user.id, { kind: 'domain', id }).length > 0,
    );
    return c.json(views.list(c, 'domains', mine.map(views.domain)));
  });

  app.get('/v3/auth/system', c => {
    const { user } = c.get('token');
    const isMine = identity.rolesOn(user.id, { kind: 'system' }).length > 0;
    return c.json({
      system: isMine ? [{ all: true }] : [],
      links: self('auth/system'),
    });
  });
}
