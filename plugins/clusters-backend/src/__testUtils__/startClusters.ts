import {
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { NotFoundError } from '@backstage/errors';
import {
  startRancher,
  type QuietRancher,
} from '@flytower/simulated-cloud/testUtils';
import express from 'express';
import Router from 'express-promise-router';
import { clustersPlugin } from '../plugin';
import { cluster } from './objects';
import { capacity, checkout } from './samples';

export { capacity, checkout, newCluster } from './samples';

/** The projects door on the wire, with one project. */
const projectsDoor = createBackendPlugin({
  pluginId: 'projects',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.use(express.json());
        router.get('/projects', (_req, res) => {
          res.json({ items: [checkout], total: 1, facets: {}, freshness: [] });
        });
        router.get('/projects/:id', (req, res) => {
          mustBeCheckout(req.params.id);
          res.json({ ...checkout, freshness: [] });
        });
        router.get('/projects/:id/capacity', (req, res) => {
          mustBeCheckout(req.params.id);
          res.json(capacity);
        });
        httpRouter.use(router);
      },
    });
  },
});

function mustBeCheckout(id: string) {
  if (id !== checkout.id) throw new NotFoundError(`There is no project ${id}`);
}

/** The clusters backend as it is deployed, with a Rancher of its own. */
export async function startClusters(
  options: {
    rancher?: QuietRancher;
    token?: string;
    features?: Parameters<typeof startTestBackend>[0]['features'];
  } = {},
) {
  const rancher = options.rancher ?? (await startRancher());
  const backend = await startTestBackend({
    features: [
      clustersPlugin,
      projectsDoor,
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          cloud: {
            endpoints: { allow: ['127.0.0.0/8'] },
            operations: { sealingKey: Buffer.alloc(32, 7).toString('base64') },
            rancher: [
              {
                name: 'main',
                title: 'Rancher',
                url: rancher.url,
                token: options.token ?? rancher.token,
                caFile: rancher.caFile,
                openstack: {
                  cloud: 'main',
                  authUrl: 'http://127.0.0.1:7101/v3',
                  cloudCredential: 'cattle-global-data:cc-openstack',
                  image: 'ubuntu-24.04',
                  network: 'shared',
                },
              },
            ],
            addons: [
              {
                name: 'cert-manager',
                repo: 'https://charts.example',
                versions: ['v1.18.2', 'v1.17.4'],
              },
            ],
          },
        },
      }),
      ...(options.features ?? []),
    ],
  });
  return {
    rancher,
    server: backend.server,
    async stop() {
      await backend.stop();
      await rancher.stop();
    },
  };
}

/** Writes a whole cluster into Rancher. */
export async function putCluster(
  rancher: QuietRancher,
  ...args: Parameters<typeof cluster>
) {
  const objects = cluster(...args);
  await rancher.put(objects.config);
  await rancher.put(objects.management);
  await rancher.put(objects.provisioning);
  for (const machine of objects.machines) await rancher.put(machine);
  return objects;
}

/** Writes a snapshot of a cluster into Rancher. */
export async function putSnapshot(rancher: QuietRancher, name: string) {
  await rancher.put({
    apiVersion: 'rke.cattle.io/v1',
    kind: 'ETCDSnapshot',
    metadata: { name: `${name}-on-demand-1`, namespace: 'fleet-default' },
    spec: { clusterName: name },
    snapshotFile: {
      name: 'on-demand-1',
      createdAt: '2026-06-01T00:00:00Z',
      status: 'successful',
    },
    status: { missing: false },
  });
}
