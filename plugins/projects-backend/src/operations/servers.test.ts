import {
  isSettled,
  type Operation,
  type OperationPrecheck,
} from '@flytower/cloud-common/operations';
import type { CloudResource, Project } from '@flytower/cloud-common/projects';
import { mockServices } from '@backstage/backend-test-utils';
import { readEndpointPolicy } from '@flytower/cloud-node/upstream';
import { HttpSource } from '@flytower/cloud-node/upstream/http';
import {
  OpenStackClient,
  readOpenStackConfig,
} from '@flytower/cloud-node/upstream/openstack';
import request from 'supertest';
import { eventually, startProjects } from '../__testUtils__/startProjects';
import { rebootServer } from './rebootServer';

jest.setTimeout(90_000);

describe('operations of servers and projects', () => {
  let backend: Awaited<ReturnType<typeof startProjects>>;
  let servers: CloudResource[];
  let projects: Project[];

  const api = '/api/projects';
  const get = async (path: string) =>
    (await request(backend.server).get(`${api}${path}`)).body;
  const post = (path: string, body: object) =>
    request(backend.server).post(`${api}${path}`).send(body);
  const start = (kind: string, input: object, more: object = {}) =>
    post(`/operations/${kind}/start`, { input, ...more });
  const problems = async (kind: string, input: object): Promise<string[]> => {
    const { body } = await post(`/operations/${kind}/precheck`, { input });
    return (body as OperationPrecheck).problems.map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  };
  const settled = (id: string) =>
    eventually(async () => {
      const operation: Operation = await get(`/operations/${id}`);
      expect(isSettled(operation.state)).toBe(true);
      return operation;
    }, 40_000);
  const operate = async (kind: string, input: object) => {
    const { body } = await start(kind, input);
    return settled(body.id);
  };
  /** The portal's own way to the cloud. */
  const clientOfCloud = async () => {
    const config = mockServices.rootConfig({
      data: {
        cloud: {
          openstack: [
            {
              name: 'main',
              authUrl: backend.cloud.authUrl,
              auth: {
                username: 'portal',
                password: 'portal-secret',
                projectName: 'admin',
              },
            },
          ],
          endpoints: { allow: ['127.0.0.0/8'] },
        },
      },
    });
    const endpoints = readEndpointPolicy(config);
    const [source] = readOpenStackConfig(config);
    return new OpenStackClient(source, new HttpSource({ endpoints }));
  };
  /** All servers are known; those that run, and those that are off. */
  const known = async () => {
    projects = (await get('/projects?limit=500')).items;
    const lists = await Promise.all(
      projects.map(({ id }) =>
        get(`/projects/${id}/resources?type=server&limit=100`),
      ),
    );
    servers = lists.flatMap(({ items }) => items);
    expect(
      servers.filter(({ state }) => state === 'active').length,
    ).toBeGreaterThan(4);
  };
  /** A server that no other test has. */
  const take = (state: string) => {
    const index = servers.findIndex(
      one =>
        one.state === state &&
        projects.find(({ id }) => id === one.projectId)?.environment !==
          'production',
    );
    return servers.splice(index, 1)[0];
  };

  beforeAll(async () => {
    backend = await startProjects();
    await eventually(known, 60_000);
  });
  afterAll(() => backend?.stop());

  it('stops a server and starts it again, and says what is so already', async () => {
    const { id, name } = take('active');
    expect(await problems('start-server', { serverId: id })).toEqual([
      `blocks: ${name} is active already`,
    ]);
    const stopped = await operate('stop-server', { serverId: id });
    expect(stopped).toMatchObject({
      state: 'succeeded',
      outcome: `${name} is off.`,
      target: { type: 'server', id, title: name },
      steps: [{ name: 'Stop server', state: 'done' }],
    });
    const again = await start('stop-server', { serverId: id });
    expect(again.status).toBe(400);
    expect(again.body.error.message).toContain(`${name} is shutoff already`);
    const started = await operate('start-server', { serverId: id });
    expect(started.outcome).toBe(`${name} runs.`);
  });

  it('reboots a server, and the same request sent twice is one operation', async () => {
    const { id, name } = take('active');
    const key = { idempotencyKey: 'once' };
    const [one, two] = await Promise.all([
      start('reboot-server', { serverId: id }, key),
      start('reboot-server', { serverId: id }, key),
    ]);
    expect(two.body.id).toBe(one.body.id);
    const done = await settled(one.body.id);
    expect(done.outcome).toBe(`${name} has restarted.`);
    expect(done.upstream.requestId).toMatch(/^req-/);
  });

  it('does not reboot a server again that an attempt before this one has rebooted', async () => {
    const server = take('active');
    const client = await clientOfCloud();
    const { compute } = client.region(server.region);
    const reboots = async () =>
      (await compute.listActions(server.id)).filter(
        ({ action }) => action === 'reboot',
      );
    const ctx = {
      domain: {
        clients: [client],
        findServer: async () => server,
        findProject: async () => undefined,
        quotaCeiling: {},
      },
      requester: 'user:default/ines.duarte',
      operationId: 'one',
      reason: '',
      startedAt: new Date().toISOString(),
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    };
    const before = (await reboots()).length;
    const input = { serverId: server.id, type: 'soft' };
    await rebootServer.spec.start(input, ctx);
    await eventually(async () => {
      const { status } = await compute.getServer(server.id);
      expect(status).toBe('ACTIVE');
    });
    await rebootServer.spec.start(input, ctx);
    expect((await reboots()).length).toBe(before + 1);
  });

  it('names what is lost with a server, and deletes it', async () => {
    const { id, name } = take('active');
    const told = await problems('delete-server', { serverId: id });
    expect(told).toContain(`warns: ${name} is running; what runs on it ends`);
    expect(told).toContain(
      `warns: The disk of ${name} and what is on it are lost`,
    );
    const done = await operate('delete-server', { serverId: id });
    expect(done).toMatchObject({
      state: 'succeeded',
      outcome: `${name} is deleted.`,
    });
  });

  it('takes nothing on while Nova does not answer, and says so', async () => {
    const { id } = take('active');
    backend.cloud.scenarios.set({ name: 'openstack-500', on: true });
    let operation: Operation;
    try {
      const answer = await start('stop-server', { serverId: id });
      // the precheck needs Nova, so it cannot even be asked for
      expect(answer.status).toBe(503);
    } finally {
      backend.cloud.scenarios.set({ name: 'openstack-500', on: false });
    }
    operation = (await start('stop-server', { serverId: id })).body;
    operation = await settled(operation.id);
    expect(operation.state).toBe('succeeded');
  });

  it('changes a quota, and refuses what is in use, beyond reach or not there', async () => {
    const project = projects.find(({ counts }) => counts.servers > 1)!;
    const [region] = project.regions;
    const input = { projectId: project.id, region };
    expect(await problems('change-quota', input)).toEqual([
      'blocks: Say which limit is to be another one: instances, cores or ram',
    ]);
    expect(
      await problems('change-quota', { ...input, region: 'moon', cores: 1 }),
    ).toEqual([expect.stringContaining('is not in region "moon"')]);
    const done = await operate('change-quota', { ...input, instances: 77 });
    expect(done).toMatchObject({ state: 'succeeded' });
    expect(done.outcome).toContain('77 instances');
  });

  it('does not know servers that are not there, and reads every field', async () => {
    const missing = await start('stop-server', { serverId: 'nope' });
    expect(missing.status).toBe(404);
    const wrong = await start('reboot-server', {
      serverId: servers[0].id,
      type: 'gently',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toContain('type');
    const more = await start('stop-server', {
      serverId: servers[0].id,
      projectId: 'x',
    });
    expect(more.status).toBe(400);
  });

  it('says of each server what may be done with it', () => {
    expect(servers[0].allowedOperations).toEqual(
      expect.arrayContaining(['start-server', 'stop-server', 'delete-server']),
    );
  });
});
