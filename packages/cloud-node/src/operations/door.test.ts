import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { isSettled, OperationsClient } from '@flytower/cloud-common/operations';
import type { AddressInfo } from 'node:net';
import { fastPace, People, until } from './__testUtils__/startProcess';
import { Yard, yardOperations } from './__testUtils__/Yard';
import { startOperations } from './startOperations';
import type { StartedOperations } from './surroundings';

const yard = new Yard();
const heard: string[] = [];
let operations: StartedOperations;

const yardPlugin = createBackendPlugin({
  pluginId: 'yard',
  register(reg) {
    reg.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        await deps.events.subscribe({
          id: 'test',
          topics: ['cloud.operations'],
          async onEvent({ eventPayload }) {
            heard.push(JSON.stringify(eventPayload));
          },
        });
        operations = await startOperations({
          pluginId: 'yard',
          definitions: yardOperations,
          domain: yard,
          targets: { cluster: yard.source },
          guards: { cluster: new People() },
          pace: fastPace,
          deps,
        });
        deps.httpRouter.use(operations.router);
      },
    });
  },
});

describe('the door of operations', () => {
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let baseUrl: string;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [yardPlugin, mockServices.rootConfig.factory()],
    });
    const { port } = backend.server.address() as AddressInfo;
    baseUrl = `http://localhost:${port}/api/yard`;
    yard.add('a');
    yard.add('pay', { owners: [], readers: [] });
  });
  afterAll(() => backend.stop());

  const client = new OperationsClient('yard', {
    discovery: { getBaseUrl: async () => baseUrl },
    fetch: { fetch: (...args) => fetch(...args) },
  });
  const as = (name: string) => ({
    token: mockCredentials.user.token(`user:default/${name}`),
  });
  const refusal = (answer: Promise<unknown>) =>
    answer.then(
      () => ({ status: 200, message: '' }),
      error => ({ status: error.statusCode, message: error.cause?.message }),
    );

  it('says what can be done, with the schema of its input', async () => {
    const { items } = await client.listDefinitions(as('ines'));
    expect(items).toMatchObject([
      { id: 'paint', plugin: 'yard', bulk: true, confirm: false },
      { id: 'scrape' },
      { id: 'varnish' },
      {
        id: 'raze',
        risk: 'destructive',
        confirm: true,
        targetField: 'clusterId',
      },
    ]);
    expect(items[0].inputSchema).toMatchObject({
      required: ['clusterId'],
      properties: { clusterId: { description: 'Id of the cluster' } },
    });
    const allowed = await operations.allowed(
      mockCredentials.user('user:default/ines'),
      'cluster',
      ['a', 'pay'].map(id => yard.clusters.get(id)!.access),
    );
    expect(allowed).toEqual([['paint', 'scrape', 'varnish', 'raze'], []]);
  });

  it('takes a request, and shows it until it has ended', async () => {
    const request = { input: { clusterId: 'a' } };
    expect(
      await client.precheckOperation('paint', request, as('ines')),
    ).toEqual({ problems: [], risk: 'change', needsApproval: false });
    const { fields } = await client.getOperationChoices(
      'paint',
      {},
      as('ines'),
    );
    expect(fields.clusterId).toHaveLength(1);
    const { id } = await client.startOperation('paint', request, as('ines'));
    const ended = await until(async () => {
      const operation = await client.getOperation(id, as('omar'));
      return isSettled(operation.state) && operation;
    });
    expect(ended).toMatchObject({
      state: 'succeeded',
      requester: 'user:default/ines',
    });
    const page = await client.listOperations(
      { state: ['succeeded'], search: 'paint' },
      as('ines'),
    );
    expect(page).toMatchObject({ total: 1, items: [{ id }] });
    await until(() => heard.some(text => text.includes(`yard/${id}`)));
  });

  it('answers a refusal with its status and a sentence', async () => {
    const start = (body: object, name = 'ines') =>
      refusal(client.startOperation('paint', body, as(name)));
    expect(await start({ input: { clusterId: 'pay' } })).toMatchObject({
      status: 404,
    });
    expect(
      await start({
        input: { clusterId: 'a' },
        requester: 'user:default/paula',
      }),
    ).toMatchObject({
      status: 400,
      message: expect.stringContaining('requester'),
    });
    expect(await start({ input: { clusterId: 'a', size: 10 } })).toMatchObject({
      status: 400,
      message: expect.stringContaining('too small'),
    });
    expect(
      await refusal(client.startOperation('fly', { input: {} }, as('ines'))),
    ).toMatchObject({ status: 404 });
    expect(
      await refusal(client.getOperation('nothing', as('ines'))),
    ).toMatchObject({ status: 404 });
    yard.looks = Infinity;
    const { id } = await client.startOperation(
      'raze',
      { input: { clusterId: 'a' } },
      as('ines'),
    );
    const other = await refusal(
      client.startOperation('raze', { input: { clusterId: 'a' } }, as('omar')),
    );
    expect(other).toMatchObject({
      status: 409,
      message: expect.stringContaining(`/cloud/operations/yard/${id}`),
    });
    expect(
      await refusal(client.approveOperation(id, '', as('ines'))),
    ).toMatchObject({ status: 403 });
    expect(
      await refusal(client.rejectOperation(id, '', as('omar'))),
    ).toMatchObject({ status: 409 });
    await until(
      async () =>
        (await client.getOperation(id, as('ines'))).state === 'running',
    );
    expect(await refusal(client.cancelOperation(id, as('ines')))).toMatchObject(
      { status: 409 },
    );
  });

  it('believes no header about who asks', async () => {
    const response = await fetch(`${baseUrl}/operations/paint/start`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${as('jonas').token}`,
        'content-type': 'application/json',
        'x-user': 'user:default/paula',
        'backstage-user': 'user:default/paula',
      },
      body: JSON.stringify({ input: { clusterId: 'a' } }),
    });
    expect(response.status).toBe(404);
  });
});
