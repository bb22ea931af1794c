import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permission from '@backstage/plugin-permission-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createDecider } from '@flytower/cloud-node/guard';
import { cloudClusterReadPermission } from '@flytower/cloud-common/clusters';
import request from 'supertest';
import permissionModule from './index';

const body = {
  userRef: 'user:default/oskar',
  permissions: [cloudClusterReadPermission],
};
const path = '/api/permission/cloud/decisions';

describe('what the policy says of somebody who is not there', () => {
  const config = {
    permission: { enabled: true },
    cloud: { access: { platformGroups: ['platform'] } },
  };
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        permission,
        permissionModule,
        mockServices.rootConfig.factory({ data: config }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'oskar', namespace: 'default' },
              spec: {},
              relations: [
                { type: 'memberOf', targetRef: 'group:default/platform' },
              ],
            },
          ],
        }),
      ],
    });
  });
  afterAll(() => backend.stop());

  it('is told to plugins', async () => {
    const decide = createDecider({
      auth: mockServices.auth({ pluginId: 'clusters' }),
      config: mockServices.rootConfig({ data: config }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async id =>
          `http://localhost:${backend.server.port()}/api/${id}`,
      }),
    });
    expect(await decide('user:default/oskar', body.permissions)).toEqual([
      { result: 'ALLOW' },
    ]);
    expect(await decide('user:default/stranger', body.permissions)).toEqual([
      expect.objectContaining({ result: 'CONDITIONAL' }),
    ]);
  });

  it('is told to nobody else, whatever headers they send', async () => {
    const asUser = await request(backend.server)
      .post(path)
      .set('authorization', mockCredentials.user.header())
      .set('x-backstage-user', 'user:default/oskar')
      .send(body);
    expect(asUser.status).toBe(403);
    const asNobody = await request(backend.server)
      .post(path)
      .set('authorization', mockCredentials.none.header())
      .send(body);
    expect(asNobody.status).toBe(401);
  });

  it('says which part of the question it cannot read', async () => {
    const answer = await request(backend.server)
      .post(path)
      .set('authorization', mockCredentials.service.header())
      .send({ ...body, userRef: '' });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('userRef');
  });
});
