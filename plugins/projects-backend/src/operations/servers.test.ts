import { mockServices } from '@backstage/backend-test-utils';
import { readEndpointPolicy } from '@flytower/cloud-node/upstream';
import type { Operation } from '@flytower/cloud-common/operations';
import { HttpSource } from '@flytower/cloud-node/upstream/http';
import {
  OpenStackClient,
  readOpenStackConfig,
} from '@flytower/cloud-node/upstream/openstack';
import { fakeDomain } from '../__testUtils__/fakeDomain';
import { operateProjects } from '../__testUtils__/operateProjects';
import { eventually, startProjects } from '../__testUtils__/startProjects';
import { rebootServer } from './rebootServer';

jest.setTimeout(90_000);

describe('operations of servers and projects', () => {
  let backend: Awaited<ReturnType<typeof startProjects>>;
  let door: Awaited<ReturnType<typeof operateProjects>>;

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

  beforeAll(async () => {
    backend = await startProjects();
    door = await operateProjects(backend);
  });
  afterAll(() => backend?.stop());

  it('stops a server and starts it again, and says what is so already', async () => {
    const { id, name } = door.take('active');
    expect(await door.problems('start-server', { serverId: id })).toEqual([
      `blocks: ${name} is active already`,
    ]);
    const stopped = await door.operate('stop-server', { serverId: id });
    expect(stopped).toMatchObject({
      state: 'succeeded',
      outcome: `${name} is off.`,
      target: { type: 'server', id, title: name },
      steps: [{ name: 'Stop server', state: 'done' }],
    });
    const again = await door.start('stop-server', { serverId: id });
    expect(again.status).toBe(400);
    expect(again.body.error.message).toContain(`${name} is shutoff already`);
    const started = await door.operate('start-server', { serverId: id });
    expect(started.outcome).toBe(`${name} runs.`);
  });

  it('reboots a server, and the same request sent twice is one operation', async () => {
    const { id, name } = door.take('active');
    const key = { idempotencyKey: 'once' };
    const [one, two] = await Promise.all([
      door.start('reboot-server', { serverId: id }, key),
      door.start('reboot-server', { serverId: id }, key),
    ]);
    expect(two.body.id).toBe(one.body.id);
    const done = await door.settled(one.body.id);
    expect(done.outcome).toBe(`${name} has restarted.`);
    expect(done.upstream.requestId).toMatch(/^req-/);
  });

  it('does not reboot a server again that an attempt before this one has rebooted', async () => {
    const server = door.take('active');
    const client = await clientOfCloud();
    const { compute } = client.region(server.region);
    const reboots = async () =>
      (await compute.listActions(server.id)).filter(
        ({ action }) => action === 'reboot',
      );
    const ctx = {
      domain: fakeDomain({
        clients: [client],
        findServer: async () => server,
      }),
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
    const { id, name } = door.take('active');
    const told = await door.problems('delete-server', { serverId: id });
    expect(told).toContain(`warns: ${name} is running; what runs on it ends`);
    expect(told).toContain(
      `warns: The disk of ${name} and what is on it are lost`,
    );
    const done = await door.operate('delete-server', { serverId: id });
    expect(done).toMatchObject({
      state: 'succeeded',
      outcome: `${name} is deleted.`,
    });
  });

  it('takes nothing on while Nova does not answer, and says so', async () => {
    const { id } = door.take('active');
    backend.cloud.scenarios.set({ name: 'openstack-500', on: true });
    let operation: Operation;
    try {
      const answer = await door.start('stop-server', { serverId: id });
      // the precheck needs Nova, so it cannot even be asked for
      expect(answer.status).toBe(503);
    } finally {
      backend.cloud.scenarios.set({ name: 'openstack-500', on: false });
    }
    operation = (await door.start('stop-server', { serverId: id })).body;
    operation = await door.settled(operation.id);
    expect(operation.state).toBe('succeeded');
  });

  it('does not know servers that are not there, and reads every field', async () => {
    const { id } = door.take('active');
    const missing = await door.start('stop-server', { serverId: 'nope' });
    expect(missing.status).toBe(404);
    const wrong = await door.start('reboot-server', {
      serverId: id,
      type: 'gently',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toContain('type');
    const more = await door.start('stop-server', {
      serverId: id,
      projectId: 'x',
    });
    expect(more.status).toBe(400);
  });

  it('says of each server what may be done with it', () => {
    expect(door.take('active').allowedOperations).toEqual(
      expect.arrayContaining(['start-server', 'stop-server', 'delete-server']),
    );
  });
});
