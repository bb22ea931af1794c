import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import {
  projectCapacitySchema,
  projectListSchema,
  resourceListSchema,
} from '@flytower/cloud-common/projects';
import { EndpointPolicy, HttpSource } from '@flytower/cloud-node/upstream/http';
import {
  OpenStackClient,
  readOpenStackConfig,
} from '@flytower/cloud-node/upstream/openstack';
import { ConfigReader } from '@backstage/config';
import request from 'supertest';
import { eventually } from './startProjects';
import { projectsPlugin } from '../plugin';

// Real services on a small machine take their time.
jest.setTimeout(300_000);

describe('the projects door on a real OpenStack', () => {
  it('shows its projects and a server that was just made', async () => {
    const cloud = {
      openstack: [
        {
          name: 'real',
          osCloud: 'real',
          cloudsFile: process.env.FLYTOWER_REAL_CLOUDS!,
        },
      ],
      endpoints: { allow: ['127.0.0.0/8'] },
      refresh: { projects: 2 },
    };
    const [config] = readOpenStackConfig(new ConfigReader({ cloud }));
    const http = new HttpSource({
      endpoints: new EndpointPolicy(['127.0.0.1']),
    });
    const client = new OpenStackClient(config, http);
    const [region] = await client.regions();
    const { compute, image } = client.region(region);
    const [flavor] = (await compute.listFlavors()).sort(
      (a, b) => a.ram - b.ram,
    );
    const [picture] = await image.listImages();
    const serverId = await compute.createServer({
      name: 'seen-by-the-portal',
      flavorId: flavor.id,
      imageId: picture.id,
      networks: 'none',
    });
    const backend = await startTestBackend({
      features: [
        projectsPlugin,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: { backend: { baseUrl: 'http://localhost' }, cloud },
        }),
      ],
    });
    try {
      const own = await client.ownProject();
      const get = async (path: string) =>
        (await request(backend.server).get(`/api/projects${path}`)).body;
      await eventually(async () => {
        const page = projectListSchema.parse(await get('/projects'));
        expect(page.freshness).toMatchObject([{ state: 'fresh' }]);
        expect(page.items.map(({ name }) => name)).toEqual(
          expect.arrayContaining(['admin', 'demo']),
        );
        const { items } = resourceListSchema.parse(
          await get(`/projects/${own}/resources?type=server`),
        );
        expect(items).toContainEqual(
          expect.objectContaining({
            id: serverId,
            name: 'seen-by-the-portal',
            region,
            details: expect.objectContaining({ flavor: flavor.name }),
          }),
        );
      }, 120_000);
      const capacity = projectCapacitySchema.parse(
        await get(`/projects/${own}/capacity`),
      );
      expect(capacity.quota.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['instances', 'cores', 'ram', 'gigabytes']),
      );
    } finally {
      await backend.stop();
      await compute.deleteServer(serverId);
      await http.close();
    }
  });
});
