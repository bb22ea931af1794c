import { Hono } from 'hono';
import { releases } from './releases';
import {
  isPublicSetting,
  rancherVersion,
  settingAnswer,
  settingsOf,
} from './settings';

interface PublicRoutes {
  origin(): string;
  ca(): string;
  /** Answers 401 when the request carries no valid token. */
  refuse(request: Request): Promise<Response | undefined>;
}

/** What Rancher serves outside of the Kubernetes APIs. */
export function createPublicRoutes(options: PublicRoutes): Hono {
  const app = new Hono();
  app.get('/ping', c => c.text('pong'));
  app.get('/healthz', c => c.text('ok'));
  app.get('/rancherversion', c =>
    c.json({
      Version: rancherVersion,
      GitCommit: '4c1a0b2d9',
      RancherPrime: 'false',
    }),
  );
  app.get('/v1-rke2-release/releases', c => c.json(releases(options.origin())));
  app.get('/v3/settings', async c => {
    const refused = await options.refuse(c.req.raw);
    if (refused) return refused;
    const settings = settingsOf(options.origin(), options.ca());
    return c.json({
      type: 'collection',
      resourceType: 'setting',
      data: [...settings].map(([name, value]) =>
        settingAnswer(options.origin(), name, value),
      ),
    });
  });
  app.get('/v3/settings/:name', async c => {
    const name = c.req.param('name');
    const refused = isPublicSetting(name)
      ? undefined
      : await options.refuse(c.req.raw);
    if (refused) return refused;
    const value = settingsOf(options.origin(), options.ca()).get(name);
    if (value === undefined) {
      return c.json(
        {
          baseType: 'error',
          code: 'NotFound',
          message: `setting.management.cattle.io "${name}" not found`,
          status: 404,
          type: 'error',
        },
        404,
      );
    }
    return c.json(settingAnswer(options.origin(), name, value));
  });
  return app;
}
