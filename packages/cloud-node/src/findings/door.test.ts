import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  eventsServiceFactory,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { type NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cloudTopics } from '@flytower/cloud-common';
import { cloudClusterReadPermission } from '@flytower/cloud-common/clusters';
import { OperationsClient } from '@flytower/cloud-common/operations';
import { clusterResourceRef, clusterRules, Guard } from '../guard';
import { ScriptedOperations, sighting } from './__testUtils__/watching';
import type { Sighting } from './detector';
import { startFindings } from './startFindings';

jest.setTimeout(60_000);

const team = (name: string) => `group:default/${name}`;

const when = (rule: string, ...claims: string[]): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'clusters',
  resourceType: 'cloud-cluster',
  conditions: { rule, resourceType: 'cloud-cluster', params: { claims } },
});

/** A plugin of clusters that has nothing but findings. */
async function start(options: {
  seen: Sighting[];
  asker: string;
  /** Owners as they are now, where that is known. */
  ownersNow?: Map<string, string[]>;
  /** Readers besides those. */
  readersNow?: string[];
  intervalMs?: number;
}) {
  const operations = new ScriptedOperations();
  const sent: NotificationSendOptions[] = [];
  const ready: { publish?: Publish } = {};
  const plugin = createBackendPlugin({
    pluginId: 'clusters',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          config: coreServices.rootConfig,
          database: coreServices.database,
          discovery: coreServices.discovery,
          events: eventsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          signals: signalsServiceRef,
        },
        async init(deps) {
          deps.permissionsRegistry.addResourceType({
            resourceRef: clusterResourceRef,
            permissions: [cloudClusterReadPermission],
            rules: Object.values(clusterRules),
          });
          const findings = await startFindings({
            pluginId: 'clusters',
            detectors: [
              {
                kind: 'node-not-ready',
                title: 'Node not ready',
                detect: () => ({
                  sightings: options.seen,
                  isKnown: () => true,
                }),
              },
            ],
            operations,
            guards: {
              cluster: new Guard({
                ...deps,
                resourceRef: clusterResourceRef,
                readPermission: cloudClusterReadPermission,
                noun: 'cluster',
              }),
            },
            targets: {
              cluster: {
                find: async id => {
                  const { ownersNow, readersNow = [] } = options;
                  const owners = ownersNow?.get(id);
                  return (
                    owners && {
                      target: sighting(id).subject,
                      access: { owners, readers: [...owners, ...readersNow] },
                    }
                  );
                },
              },
            },
            deps: {
              ...deps,
              notifications: {
                send: async notification => {
                  sent.push(notification);
                },
              },
            },
            intervalMs: options.intervalMs ?? 50,
          });
          ready.publish = (id, topic = cloudTopics.operations) =>
            deps.events.publish({
              topic,
              eventPayload: { changes: [{ id, change: 'upserted' }] },
            });
          deps.httpRouter.use(findings.router);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          cloud: { findings: { opensAfterSeconds: 0, closesAfterSeconds: 0 } },
        },
      }),
      mockServices.permissions.mock({
        authorizeConditional: async asked =>
          asked.map(({ permission }) =>
            permission.attributes.action === 'read'
              ? when('IS_MEMBER', team(options.asker))
              : when('IS_OWNER', team(options.asker)),
          ),
      }).factory,
    ],
  });
  const url = `http://localhost:${backend.server.port()}/api/clusters`;
  const door = new OperationsClient('clusters', {
    discovery: { getBaseUrl: async () => url },
    fetch: { fetch },
  });
  return { door, sent, operations, ready, stop: () => backend.stop() };
}

type Publish = (id: string, topic?: string) => Promise<void>;

describe('the door of findings', () => {
  let backend: Awaited<ReturnType<typeof start>>;
  afterEach(() => backend?.stop());

  async function listed(total: number, query: { state?: string[] } = {}) {
    for (let turn = 0; turn < 100; turn++) {
      const page = await backend.door.listFindings(query);
      if (page.total === total) return page;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`there are never ${total} findings`);
  }

  async function until(ask: () => Promise<boolean>) {
    for (let turn = 0; turn < 200; turn++) {
      if (await ask()) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('it is never so');
  }

  const seen = [
    sighting('mine', { severity: 'info' }),
    sighting('mine', { part: 'n2', severity: 'critical' }),
    sighting('shared', {
      access: { owners: [team('search')], readers: [team('checkout')] },
    }),
    sighting('theirs', { owner: team('search') }),
  ];

  it('shows what one may read, worst first, and suggests what one may do', async () => {
    backend = await start({ seen, asker: 'checkout' });
    const page = await listed(3);
    expect(
      page.items.map(({ subject, severity, suggestions }) => [
        subject.id,
        severity,
        suggestions.map(({ operation }) => operation),
      ]),
    ).toEqual([
      ['mine', 'critical', ['replace-node']],
      ['shared', 'warning', []],
      ['mine', 'info', ['replace-node']],
    ]);
    expect(page.facets.owner).toEqual([
      { value: team('checkout'), count: 2 },
      { value: team('search'), count: 1 },
    ]);
    expect(page.items[0]).toMatchObject({
      plugin: 'clusters',
      part: 'n2',
      policy: 'suggest',
      suggestions: [
        {
          plugin: 'clusters',
          risk: 'disruptive',
          input: { clusterId: 'mine' },
        },
      ],
    });
    const { total } = await backend.door.listFindings({ subjectId: ['mine'] });
    expect(total).toBe(2);
  });

  it('counts as mine what I own and what I may settle', async () => {
    const shared = [team('search'), team('checkout')];
    const coOwned = sighting('co-owned', {
      owner: team('search'),
      access: { owners: shared, readers: shared },
    });
    backend = await start({ seen: [...seen, coOwned], asker: 'checkout' });
    await listed(4);
    const page = await backend.door.listFindings({
      owner: [team('checkout')],
      orSettleable: true,
      limit: 2,
    });
    expect(page.total).toBe(3);
    expect(page.items).toHaveLength(2);
    expect(page.facets.owner).toEqual([
      { value: team('checkout'), count: 2 },
      { value: team('search'), count: 1 },
    ]);
    const owned = { owner: [team('checkout')] };
    expect((await backend.door.listFindings(owned)).total).toBe(2);
  });

  it('counts as mine what I own together with others, as it is now, though nothing settles it', async () => {
    const both = [team('search'), team('checkout')];
    const access = { owners: both, readers: both };
    const ownersNow = new Map<string, string[]>();
    backend = await start({
      seen: [
        sighting('co-owned', { access, suggestions: [] }),
        sighting('lost', { suggestions: [] }),
        ...seen,
      ],
      asker: 'checkout',
      ownersNow,
      readersNow: [team('checkout')],
    });
    await listed(5);
    ownersNow.set('lost', [team('search')]);
    const mine = async () => {
      const { items } = await backend.door.listFindings({
        owner: [team('checkout')],
        orSettleable: true,
      });
      return new Set(items.map(({ subject }) => subject.id));
    };
    await until(async () => !(await mine()).has('lost'));
    expect(await mine()).toEqual(new Set(['co-owned', 'mine']));
    expect((await backend.door.listFindings({})).total).toBe(5);
  });

  it('does not tell what others have from what does not exist', async () => {
    backend = await start({ seen, asker: 'search' });
    const { items } = await listed(1);
    expect(await backend.door.getFinding(items[0].id)).toMatchObject({
      subject: { id: 'theirs' },
    });
    await backend.stop();
    backend = await start({ seen, asker: 'nobody' });
    expect((await backend.door.listFindings({})).facets.kind).toEqual([]);
    await expect(backend.door.getFinding('nope')).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('asks who owns it now, and not who did when it was seen', async () => {
    const ownersNow = new Map<string, string[]>();
    backend = await start({ seen, asker: 'checkout', ownersNow });
    await listed(3);
    ownersNow.set('mine', [team('search')]);
    const { items } = await listed(1);
    expect(items[0].subject.id).toBe('shared');
  });

  it('keeps what is over, looks at once when something changed, and shows the operation of a finding', async () => {
    const now = [...seen];
    // so long that nothing of this happens when it is time
    const intervalMs = 600_000;
    backend = await start({ seen: now, asker: 'checkout', intervalMs });
    const { items } = await listed(3);
    await backend.operations.startForPolicy('node-not-ready', 'replace-node', {
      idempotencyKey: 'op-1',
      input: { clusterId: items[0].subject.id },
      findingId: items[0].id,
    });
    // of this plugin, and named as its operations are
    await backend.ready.publish!('projects/op-1');
    expect(await backend.door.getFinding(items[0].id)).not.toHaveProperty(
      'operationId',
    );
    await backend.ready.publish!('clusters/op-1');
    expect(await backend.door.getFinding(items[0].id)).toMatchObject({
      operationId: 'op-1',
      operationState: 'running',
      state: 'open',
    });
    // it may be asked for again once that has ended, and what was wrong is still there
    backend.operations.started[0].state = 'failed';
    expect(await backend.door.getFinding(items[0].id)).toMatchObject({
      operationState: 'failed',
      state: 'open',
      suggestions: [{ operation: 'replace-node' }],
    });
    now.length = 0;
    await backend.ready.publish!('mine', cloudTopics.clusters);
    const closed = await listed(3, { state: ['closed'] });
    expect(closed.items[0].suggestions).toEqual([]);
    expect(closed.facets.state).toEqual([{ value: 'closed', count: 3 }]);
    expect(backend.sent).toHaveLength(2);
  });
});
