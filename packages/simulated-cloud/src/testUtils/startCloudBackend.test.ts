import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import express from 'express';
import type { SimulatedCloud } from '../SimulatedCloud';
import { startCloudBackend, type CloudBackend } from './startCloudBackend';

jest.setTimeout(60_000);

const heard: unknown[] = [];

/** Says who asks, and what the portal is configured with. */
const innerPlugin = createBackendPlugin({
  pluginId: 'inner',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        userInfo: coreServices.userInfo,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
      },
      async init({ http, httpAuth, userInfo, config, events }) {
        await events.subscribe({
          id: 'inner',
          topics: ['news'],
          onEvent: async ({ eventPayload }) => {
            heard.push(eventPayload);
          },
        });
        const router = express.Router();
        router.get('/me', (request, response, next) => {
          httpAuth
            .credentials(request, { allow: ['user'] })
            .then(credentials => userInfo.getUserInfo(credentials))
            .then(info =>
              response.json({
                ...info,
                rancher: config
                  .getConfigArray('cloud.rancher')[0]
                  .getString('url'),
              }),
            )
            .catch(next);
        });
        http.use(router);
      },
    });
  },
});

/** Asks the other plugin on behalf of whoever asks it. */
const outerPlugin = createBackendPlugin({
  pluginId: 'outer',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
      },
      async init({ http, httpAuth, auth, discovery, events }) {
        const ask = async (request: express.Request) => {
          const { token } = await auth.getPluginRequestToken({
            onBehalfOf: await httpAuth.credentials(request),
            targetPluginId: 'inner',
          });
          const answer = await fetch(
            `${await discovery.getBaseUrl('inner')}/me`,
            { headers: { authorization: `Bearer ${token}` } },
          );
          return answer.json();
        };
        const router = express.Router();
        router.get('/ask', (request, response, next) => {
          ask(request)
            .then(answer => response.json(answer))
            .catch(next);
        });
        router.post('/news', (_, response, next) => {
          events
            .publish({ topic: 'news', eventPayload: { ids: ['1'] } })
            .then(() => response.status(202).end())
            .catch(next);
        });
        http.use(router);
      },
    });
  },
});

describe('a backend on the simulated cloud', () => {
  let backend: CloudBackend;
  let cloud: SimulatedCloud;

  beforeAll(async () => {
    backend = await startCloudBackend({
      features: [innerPlugin, outerPlugin],
      cloud: { company: { clusters: 2 } },
    });
    cloud = backend.cloud;
  });

  afterAll(() => backend.stop());

  it('lets plugins ask each other on behalf of a person with their teams', async () => {
    const answer = await backend
      .as('user:default/ines.duarte')
      .fetch('/api/outer/ask');
    expect(await answer.json()).toEqual({
      userEntityRef: 'user:default/ines.duarte',
      ownershipEntityRefs: [
        'user:default/ines.duarte',
        'group:default/checkout',
      ],
      rancher: cloud.urls.rancher,
    });
  });

  it('gives somebody other groups when a test says so', async () => {
    const answer = await backend
      .as('user:default/guest', ['group:default/visitors'])
      .fetch('/api/inner/me');
    expect(await answer.json()).toMatchObject({
      ownershipEntityRefs: ['user:default/guest', 'group:default/visitors'],
    });
  });

  it('carries events from one plugin to the other', async () => {
    const answer = await backend
      .as('user:default/ines.duarte')
      .fetch('/api/outer/news', { method: 'POST' });
    expect(answer.status).toBe(202);
    expect(heard).toEqual([{ ids: ['1'] }]);
  });
});
