import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import {
  checkout,
  newCluster,
  putCluster,
  startClusters,
} from './__testUtils__/startClusters';

jest.setTimeout(60_000);

const member: Pick<
  ConditionalPolicyDecision,
  'result' | 'pluginId' | 'resourceType'
> = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'clusters',
  resourceType: 'cloud-cluster',
};

const who = (rule: string, claim: string) => ({
  ...member,
  conditions: {
    rule,
    resourceType: 'cloud-cluster',
    params: { claims: [claim] },
  },
});

describe('what somebody may do with clusters', () => {
  let backend: Awaited<ReturnType<typeof startClusters>>;
  afterEach(() => backend?.stop());

  /** Somebody of a team: reads what it is a member of, operates what it owns, creates nothing elsewhere. */
  async function startAs(team: string, mayCreate: boolean) {
    const claim = `group:default/${team}`;
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    backend = await startClusters({
      features: [
        auditor.factory,
        mockServices.permissions.mock({
          authorize: async asked =>
            asked.map(() => ({
              result: mayCreate ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
            })),
          authorizeConditional: async asked =>
            asked.map(({ permission }) =>
              permission.attributes.action === 'read'
                ? who('IS_MEMBER', claim)
                : who('IS_OWNER', claim),
            ),
        }).factory,
      ],
    });
    await putCluster(backend.rancher, 'shop', { projectId: checkout.id });
    await putCluster(backend.rancher, 'lonely');
    return { auditor, event };
  }

  const call = (method: 'get' | 'post', path: string, body?: object) =>
    request(backend.server)[method](`/api/clusters${path}`).send(body);

  const operate = (kind: string, verb: 'start' | 'precheck', input: object) =>
    call('post', `/operations/${kind}/${verb}`, { input });
  const install = (more: object = {}) =>
    operate('install-addon', 'start', {
      clusterId: 'main.shop',
      addon: 'cert-manager',
      ...more,
    });

  async function listed(total: number) {
    for (let turn = 0; turn < 100; turn++) {
      const { body } = await call('get', '/clusters');
      const isRead = body.freshness[0].state === 'fresh';
      if (isRead && body.total === total) return body;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`there are never ${total} clusters`);
  }

  it('an owner sees and operates what is theirs, and nothing else is even counted', async () => {
    const { auditor, event } = await startAs('checkout', true);
    const page = await listed(1);
    expect(page.items[0]).toMatchObject({
      name: 'shop',
      allowedOperations: expect.arrayContaining([
        'install-addon',
        'replace-node',
        'delete-cluster',
      ]),
    });
    expect(page.facets.state).toEqual([{ value: 'active', count: 1 }]);
    await call('get', '/clusters/main.lonely').expect(404);

    await install({ values: { secret: 'hunter2' } }).expect(202);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        meta: expect.objectContaining({
          kind: 'install-addon',
          actor: expect.stringMatching(/^user:default\//),
        }),
      }),
    );
    expect(JSON.stringify(auditor.createEvent.mock.calls)).not.toContain(
      'hunter2',
    );
    expect(event.success).toHaveBeenCalled();
  });

  it('a member who does not own it may look, but not touch', async () => {
    const { event } = await startAs('payments', false);
    const page = await listed(1);
    expect(page.items[0].allowedOperations).toEqual([]);
    await call('get', '/clusters/main.shop').expect(200);
    await install().expect(403);
    await operate('create-cluster', 'start', newCluster).expect(403);
    await operate('create-cluster', 'precheck', newCluster).expect(403);
    expect(event.fail).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['HAS_TAG', { tags: ['pci'] }],
    [
      'HAS_PROJECT_ROLE',
      { claims: ['user:default/zoe.auditor'], roles: ['auditor'] },
    ],
    ['HAS_ENVIRONMENT', { environments: ['production'] }],
  ])(
    'a policy may look at what its project says (%s), in lists and for one alike',
    async (rule, params) => {
      backend = await startClusters({
        features: [
          mockServices.permissions.mock({
            authorizeConditional: async asked =>
              asked.map(() => ({
                ...member,
                conditions: { rule, resourceType: 'cloud-cluster', params },
              })),
          }).factory,
        ],
      });
      await putCluster(backend.rancher, 'shop', { projectId: checkout.id });
      await putCluster(backend.rancher, 'lonely');
      const { items } = await listed(1);
      expect(items).toMatchObject([
        {
          name: 'shop',
          allowedOperations: expect.arrayContaining(['take-snapshot']),
        },
      ]);
      expect(items[0].members).toBeUndefined();
      await call('get', '/clusters/main.shop').expect(200);
      await call('get', '/clusters/main.lonely').expect(404);
      await install().expect(202);
    },
  );

  it('somebody else cannot tell it from what does not exist', async () => {
    await startAs('search', false);
    await listed(0);
    const hidden = await call('get', '/clusters/main.shop').expect(404);
    const missing = await call('get', '/clusters/main.nope').expect(404);
    const words = (text: string) => text.replace(/main\.\w+/, '');
    expect(words(hidden.body.error.message)).toBe(
      words(missing.body.error.message),
    );
    await install().expect(404);
  });
});
