import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Operation } from '@flytower/cloud-common/operations';
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { defineOperation } from '../defineOperation';
import { registerActions, type OperationStarter } from './registerActions';
import { toScaffolderAction } from './scaffolderAction';

const paint = defineOperation<unknown>()({
  id: 'paint-cluster',
  title: 'Paint cluster',
  description: 'Gives a cluster another colour.',
  target: 'cluster',
  targetField: 'clusterId',
  risk: 'disruptive',
  idempotent: true,
  deadlineMinutes: 5,
  input: z.strictObject({
    clusterId: z.string().min(1).describe('Id of the cluster'),
    colour: z.enum(['red', 'blue']).default('red').describe('Which colour'),
    coats: z.number().int().min(1).optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
  examples: [
    { description: 'Paint it blue', input: { clusterId: 'a', colour: 'blue' } },
  ],
  precheck: async () => [],
  start: async () => ({}),
  observe: async () => ({ message: '', steps: [] }),
});

const operation: Operation = {
  id: 'op-1',
  plugin: 'clusters',
  kind: 'paint-cluster',
  title: 'Paint cluster',
  target: { type: 'cluster', id: 'a', title: 'A' },
  risk: 'disruptive',
  state: 'running',
  requester: 'user:default/ines',
  reason: '',
  input: {},
  message: 'First coat',
  steps: [],
  upstream: { clusterId: 'a', entityRef: 'resource:default/a' },
  createdAt: '2026-01-05T08:00:00Z',
  allowedActions: [],
};

describe('an operation as a template action', () => {
  let server: Server;
  const asked: { path: string; body: JsonObject; authorization?: string }[] =
    [];
  const next: Partial<Operation>[] = [];

  beforeAll(async () => {
    const app = express();
    app.use(express.json());
    app.use((req, res) => {
      const { authorization } = req.headers;
      asked.push({ path: req.path, body: req.body, authorization });
      if (req.path.endsWith('/precheck')) {
        const severity = req.body.input.colour === 'blue' ? 'blocks' : 'warns';
        const problem = { severity, field: 'colour', message: 'It will fade' };
        res.json({
          problems: [problem],
          risk: 'disruptive',
          needsApproval: false,
        });
        return;
      }
      res.json({ ...operation, ...next.shift() });
    });
    server = app.listen(0);
  });
  afterAll(() => server.close());
  beforeEach(() => {
    asked.length = 0;
    next.length = 0;
  });

  const action = () => {
    const { port } = server.address() as AddressInfo;
    return toScaffolderAction(paint, {
      pluginId: 'clusters',
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      }),
      everyMs: 1,
    });
  };
  const context = (input: JsonObject, isDryRun = false) =>
    Object.assign(createMockActionContext({ input }), { isDryRun });

  it('shows its input, its examples, and what a template may say besides', () => {
    const { id, schema, examples, supportsDryRun } = action();
    expect(id).toBe('cloud:cluster:paint-cluster');
    expect(supportsDryRun).toBe(true);
    expect(schema?.input).toMatchObject({
      required: ['clusterId'],
      additionalProperties: false,
      properties: {
        colour: { enum: ['red', 'blue'] },
        reason: { type: 'string' },
        wait: { type: 'boolean' },
      },
    });
    expect(examples?.[0].example).toContain('action: cloud:cluster:paint');
  });

  it('starts it once as the person of the task, and follows it to its end', async () => {
    next.push(
      {},
      { message: 'Second coat' },
      { state: 'succeeded', outcome: 'It is red' },
    );
    const ctx = context({ clusterId: 'a' });
    await action().handler(ctx);
    const [start] = asked;
    expect(start).toMatchObject({
      path: '/api/clusters/operations/paint-cluster/start',
      body: { input: { clusterId: 'a' } },
    });
    expect(start.body.idempotencyKey).toMatch(/^scaffolder:/);
    expect(start.authorization).toContain('user:default/mock');
    expect(asked.slice(1).map(({ path }) => path)).toEqual([
      '/api/clusters/operations/op-1',
      '/api/clusters/operations/op-1',
    ]);
    expect(ctx.output).toHaveBeenCalledWith('state', 'succeeded');
    expect(ctx.output).toHaveBeenCalledWith(
      'url',
      '/cloud/operations/clusters/op-1',
    );
  });

  it('fails with the sentence of the operation, and goes on at once when it need not wait', async () => {
    next.push({}, { state: 'failed', outcome: 'There is no paint' });
    await expect(action().handler(context({ clusterId: 'a' }))).rejects.toThrow(
      'There is no paint',
    );
    const ctx = context({ clusterId: 'a', wait: false });
    await action().handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith('state', 'running');
  });

  it('asks for the same operation when the portal was killed before it heard the answer', async () => {
    const keys = [];
    for (const task of ['task-1', 'task-1', 'task-2']) {
      next.push({}, { state: 'succeeded' });
      const ctx = context({ clusterId: 'a' });
      await action().handler({ ...ctx, task: { id: task } });
      keys.push(asked.at(-2)?.body.idempotencyKey);
    }
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('does each of many things that one step is told, once', async () => {
    const keys = new Set<string>();
    const checkpoints = new Set<string>();
    for (const colour of ['blue', 'red', 'blue']) {
      next.push({}, { state: 'succeeded' });
      await action().handler({
        ...context({ clusterId: 'a', colour }),
        task: { id: 'task-1' },
        async checkpoint<T>(one: { key: string; fn(): T | Promise<T> }) {
          checkpoints.add(one.key);
          return one.fn();
        },
      });
      keys.add(String(asked.at(-2)?.body.idempotencyKey));
    }
    expect(keys.size).toBe(2);
    // of the operation and of the wait for it
    expect(checkpoints.size).toBe(4);
  });

  it('follows what it had started, with the clock of its first start, when the portal was killed later', async () => {
    const anHourAgo = Date.now() - 3_600_000;
    const kept: Record<string, unknown> = {
      operation: { operationId: 'op-1' },
      waiting: anHourAgo,
    };
    const ctx = {
      ...context({ clusterId: 'a', timeoutMinutes: 30 }),
      async checkpoint<T>({ key }: { key: string }) {
        return kept[key.split('.')[0]] as T;
      },
    };
    await expect(action().handler(ctx)).rejects.toThrow(
      /^Not finished after 30 minutes; last seen: First coat\. The operation goes on/,
    );
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/clusters/operations/op-1',
    ]);
  });

  it('only asks what stands against it when that is all that is wanted', async () => {
    const only = { clusterId: 'a', precheckOnly: true };
    const ctx = context(only);
    await action().handler(ctx);
    expect(ctx.output).not.toHaveBeenCalled();
    await expect(
      action().handler(context({ ...only, colour: 'blue' })),
    ).rejects.toThrow('colour: It will fade.');
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/clusters/operations/paint-cluster/precheck',
      '/api/clusters/operations/paint-cluster/precheck',
    ]);
  });

  it('only asks what stands against it when it runs dry', async () => {
    await action().handler(context({ clusterId: 'a' }, true));
    await expect(
      action().handler(context({ clusterId: 'a', colour: 'blue' }, true)),
    ).rejects.toThrow('Paint cluster cannot succeed: colour: It will fade.');
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/clusters/operations/paint-cluster/precheck',
      '/api/clusters/operations/paint-cluster/precheck',
    ]);
  });
});

describe('an operation in the actions registry', () => {
  const credentials = mockCredentials.user('user:default/ines');
  const started: unknown[][] = [];
  const operations: OperationStarter = {
    precheck: async () => ({
      problems: [],
      risk: 'disruptive',
      needsApproval: true,
    }),
    start: async (...args) => {
      started.push(args);
      return operation;
    },
    get: async () => operation,
  };
  const registry = actionsRegistryServiceMock();
  registerActions({
    pluginId: 'clusters',
    definitions: [paint],
    operations,
    registry,
  });

  it('is listed with what it does to the world, and with its input', async () => {
    const { actions } = await registry.list();
    const found = actions.find(({ name }) => name === 'paint-cluster');
    expect(found).toMatchObject({
      attributes: { readOnly: false, destructive: true, idempotent: true },
      schema: {
        input: {
          required: ['clusterId'],
          additionalProperties: false,
          properties: {
            clusterId: { type: 'string', description: 'Id of the cluster' },
            colour: { enum: ['red', 'blue'] },
            coats: { type: 'integer' },
            labels: { additionalProperties: { type: 'string' } },
          },
        },
      },
    });
  });

  it('does it as whoever calls', async () => {
    const id = (await registry.list()).actions.find(
      ({ name }) => name === 'paint-cluster',
    )!.id;
    const input = { clusterId: 'a', reason: 'ugly', idempotencyKey: 'k' };
    const { output } = await registry.invoke({ id, input, credentials });
    expect(output).toMatchObject({
      id: 'op-1',
      path: '/cloud/operations/clusters/op-1',
    });
    expect(started).toEqual([
      [
        'paint-cluster',
        { input: { clusterId: 'a' }, reason: 'ugly', idempotencyKey: 'k' },
        { credentials },
      ],
    ]);
    await registry.invoke({
      id,
      input: { clusterId: 'a', dryRun: true },
      credentials,
    });
    expect(started).toHaveLength(1);
    await expect(
      registry.invoke({ id, input: { colour: 'green' }, credentials }),
    ).rejects.toThrow();
  });
});
