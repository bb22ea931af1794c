import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cloudClusterReadPermission } from '@flytower/cloud-common/clusters';
import {
  findingListSchema,
  type Operation,
} from '@flytower/cloud-common/operations';
import {
  startFindings,
  type FindingOperations,
} from '@flytower/cloud-node/findings';
import {
  clusterResourceRef,
  clusterRules,
  Guard,
} from '@flytower/cloud-node/guard';
import { defineOperation } from '@flytower/cloud-node/operations';
import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import {
  startCloudBackend,
  type CloudBackend,
} from '@flytower/simulated-cloud/testUtils';
import { z } from 'zod';
import type { RancherCollector } from '../collect/RancherCollector';
import { startCollecting } from '../collect/startCollecting';
import { clusterDetectors, readFindingLimits } from './index';

jest.setTimeout(240_000);

const replaceNode = defineOperation<unknown>()({
  id: 'replace-node',
  title: 'Replace node',
  description: 'Takes a node away, and lets Rancher make another.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'disruptive',
  idempotent: true,
  deadlineMinutes: 5,
  input: z.strictObject({ clusterId: z.string(), node: z.string() }),
  examples: [],
  precheck: async () => [],
  start: async () => ({}),
  observe: async () => ({ message: '', steps: [] }),
});

/** Replaces a node as simply as it can be done, and says so of itself once the node is gone. */
class Replacing implements FindingOperations {
  readonly definitions = [replaceNode];
  readonly started: Operation[] = [];

  constructor(private readonly collectors: readonly RancherCollector[]) {}

  async startForPolicy(
    ...[policy, kind, request]: Parameters<FindingOperations['startForPolicy']>
  ): Promise<Operation> {
    const { clusterId, node } = replaceNode.spec.input.parse(request.input) as {
      clusterId: string;
      node: string;
    };
    const [source, name] = clusterId.split('.');
    const collector = this.collectors.find(
      one => one.source.config.name === source,
    );
    const machine = collector
      ?.machinesOf(name)
      .find(one => (one.node ?? one.name) === node);
    if (!machine) throw new Error(`There is no node ${node}`);
    await collector?.source.management.delete(rancherKinds.machine, {
      namespace: collector.source.config.namespace,
      name: machine.name,
    });
    const operation: Operation = {
      id: `op-${this.started.length}`,
      plugin: 'clusters',
      kind,
      title: 'Replace node',
      target: { type: 'cluster', id: clusterId, title: name },
      risk: 'disruptive',
      state: 'running',
      requester: `policy:${policy}`,
      reason: request.reason ?? '',
      input: { clusterId, node },
      steps: [],
      upstream: {},
      findingId: request.findingId,
      createdAt: new Date().toISOString(),
      allowedActions: [],
    };
    this.started.push(operation);
    return operation;
  }

  async find(id: string) {
    return this.started.find(operation => operation.id === id);
  }
}

const owner = 'group:default/checkout';

describe('a node that breaks, with the policy auto', () => {
  let cloud: CloudBackend;
  let operations: Replacing;
  let collectors: RancherCollector[] = [];
  const sent: { to: unknown; title: string }[] = [];

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
          let touched = () => {};
          const collecting = startCollecting({
            ...deps,
            directory: { onChange: () => () => {} },
            announce: async () => touched(),
          });
          deps.lifecycle.addShutdownHook(() => collecting.stop());
          collectors = collecting.collectors;
          operations = new Replacing(collectors);
          deps.permissionsRegistry.addResourceType({
            resourceRef: clusterResourceRef,
            permissions: [cloudClusterReadPermission],
            rules: Object.values(clusterRules),
          });
          const findings = await startFindings({
            pluginId: 'clusters',
            detectors: clusterDetectors({
              ...collecting,
              projects: {
                get: () => ({
                  id: 'p',
                  name: 'p',
                  entityRef: 'system:default/p',
                  cloud: 'main',
                  owner,
                  owners: [owner],
                  readers: [],
                }),
                getByName: () => undefined,
              },
              limits: readFindingLimits(deps.config),
            }),
            operations,
            guards: {
              cluster: new Guard({
                ...deps,
                resourceRef: clusterResourceRef,
                readPermission: cloudClusterReadPermission,
                noun: 'cluster',
              }),
            },
            deps: {
              ...deps,
              notifications: {
                send: async ({ recipients, payload }) => {
                  sent.push({
                    to: 'entityRef' in recipients && recipients.entityRef,
                    title: payload.title,
                  });
                },
              },
            },
            intervalMs: 300,
          });
          touched = findings.touched;
          deps.httpRouter.use(findings.router);
        },
      });
    },
  });

  beforeAll(async () => {
    cloud = await startCloudBackend({
      cloud: { company: { clusters: 4 } },
      config: {
        cloud: {
          findings: {
            opensAfterSeconds: 1,
            closesAfterSeconds: 1,
            policies: { 'node-not-ready': { policy: 'auto', perHour: 9 } },
          },
        },
      },
      features: [plugin],
    });
  });
  afterAll(() => cloud?.stop());

  const findings = async (query: string) => {
    const answer = await cloud
      .as('user:default/ines.duarte')
      .fetch(`/api/clusters/findings?limit=500&${query}`);
    return findingListSchema.parse(await answer.json());
  };

  it('is replaced untouched: one finding, one operation, one notification', async () => {
    const record = await eventually(async () => {
      const found = collectors
        .flatMap(collector => collector.list())
        .find(one => one.record.state === 'active')?.record;
      expect(found).toBeDefined();
      // what the company brought along is told before
      expect((await findings('state=open')).total).toBeGreaterThan(0);
      return found!;
    });
    const ofThis = `kind=node-not-ready&subjectId=${record.id}`;
    expect((await findings(ofThis)).total).toBe(0);
    const told = sent.length;

    cloud.cloud.context.scenarios.set({
      name: 'node-broken',
      on: true,
      target: record.name,
    });
    const closed = await eventually(async () => {
      const { items } = await findings(ofThis);
      expect(items).toMatchObject([{ state: 'closed' }]);
      return items[0];
    });
    expect(closed).toMatchObject({
      owner,
      policy: 'auto',
      operationId: expect.any(String),
    });
    await eventually(async () => {
      const machines = collectors[0].machinesOf(record.name);
      expect(machines).toHaveLength(record.nodes.total);
      expect(machines.map(({ state }) => state)).not.toContain('not-ready');
      expect(machines.every(({ state }) => state === 'ready')).toBe(true);
    });
    await new Promise(resolve => setTimeout(resolve, 3_000));

    expect((await findings(ofThis)).total).toBe(1);
    expect(
      operations.started.filter(({ target }) => target.id === record.id),
    ).toMatchObject([
      { requester: 'policy:node-not-ready', findingId: closed.id },
    ]);
    expect(
      sent.slice(told).filter(({ title }) => title.includes('is not ready')),
    ).toEqual([
      {
        to: owner,
        title: `${record.displayName}: Node ${closed.part} is not ready`,
      },
    ]);
  });
});

async function eventually<T>(
  check: () => Promise<T>,
  withinMs = 90_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 300));
    }
  }
}
