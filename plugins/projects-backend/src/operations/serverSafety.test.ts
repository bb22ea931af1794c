import type { Operation } from '@flytower/cloud-common/operations';
import { SystemClock } from '@flytower/simulated-cloud';
import { operateProjects } from '../__testUtils__/operateProjects';
import { eventually, startProjects } from '../__testUtils__/startProjects';

jest.setTimeout(120_000);

/** Machines of the cluster `shop`, by the project that it is in. */
const machines = new Map<string, string[]>();

describe('servers that are not to be touched, and what is seen of those that are', () => {
  let backend: Awaited<ReturnType<typeof startProjects>>;
  let door: Awaited<ReturnType<typeof operateProjects>>;

  beforeAll(async () => {
    backend = await startProjects({
      machines,
      // things take their time, and the portal looks at everything only twice a minute
      cloud: { clock: new SystemClock(1) },
      refreshSeconds: 30,
    });
    door = await operateProjects(backend);
  });
  afterAll(() => backend?.stop());

  const stateOf = async (id: string, projectId: string) =>
    (await door.serversOf({ id: projectId })).find(one => one.id === id)?.state;

  it('leaves alone what is a machine of a cluster', async () => {
    const known = door.take('active');
    machines.set(known.projectId, [known.name]);
    const refused = await door.start('delete-server', { serverId: known.id });
    machines.clear();
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain(
      `${known.name} is a machine of the cluster shop; use "Replace node" on the cluster, or delete the cluster`,
    );
    expect(door.inCloud(known).server.vm).toBe('active');
  });

  it('leaves alone what is locked, though Nova would let it through', async () => {
    const known = door.take('active');
    const { server } = door.inCloud(known);
    server.lockedReason = 'kept for the audit';
    for (const kind of ['stop-server', 'reboot-server', 'delete-server']) {
      const refused = await door.start(kind, { serverId: known.id });
      expect(refused.body.error.message).toContain(
        `${known.name} is locked ("kept for the audit"); whoever locked it`,
      );
    }
    expect(server).toMatchObject({ vm: 'active', task: null });
    server.lockedReason = undefined;
    const done = await door.operate('stop-server', { serverId: known.id });
    expect(done.state).toBe('succeeded');
    // said at once, not after the next look at everything
    expect(await stateOf(known.id, known.projectId)).toBe('shutoff');
  });

  it('names the volumes and addresses that go with a server or are left behind', async () => {
    const known = door.take('active');
    const { region } = door.inCloud(known);
    for (const volume of region.volumes.by('server', known.id)) {
      region.volumes.change(volume, { serverId: undefined });
    }
    const [goes, stays] = ['scratch', 'data'].map(name =>
      region.volumes.add({
        id: `${name}-of-${known.id}`,
        name,
        description: null,
        projectId: known.projectId,
        userId: 'nobody',
        size: 20,
        status: 'in-use',
        serverId: known.id,
        deleteOnTermination: name === 'scratch',
        metadata: {},
        createdAt: 0,
        updatedAt: 0,
      }),
    );
    const [port] = region.ports.by('device', known.id);
    const floating = region.floatingIps.add({
      id: `floating-of-${known.id}`,
      projectId: known.projectId,
      networkId: port.networkId,
      address: '203.0.113.250',
      portId: port.id,
      description: '',
      createdAt: 0,
    });
    expect(
      await door.problems('delete-server', { serverId: known.id }),
    ).toEqual([
      `warns: ${known.name} is running; what runs on it ends`,
      `warns: The disk of ${known.name} and what is on it are lost`,
      'warns: Volumes are deleted with it: scratch (20 GiB)',
      'warns: Volumes stay, attached to nothing: data (20 GiB)',
      `warns: Its ports go and their addresses are given back: ${port.address}. A port that was made before the server stays`,
      'warns: Floating IPs stay with the project, lead nowhere and count in its quota: 203.0.113.250',
    ]);

    const before = (await door.get(`/projects/${known.projectId}`)).counts;
    const done = await door.operate('delete-server', { serverId: known.id });
    expect(done.outcome).toBe(`${known.name} is deleted.`);
    expect(region.volumes.has(goes.id)).toBe(false);
    expect(region.volumes.get(stays.id)?.status).toBe('available');
    expect(floating.portId).toBeUndefined();
    expect(await stateOf(known.id, known.projectId)).toBeUndefined();
    const after = (await door.get(`/projects/${known.projectId}`)).counts;
    expect(after.servers).toBe(before.servers - 1);
  });

  it.each(['nova-down', 'keystone-down'] as const)(
    'waits and says so when %s in the middle, and ends well',
    async name => {
      const known = door.take('active');
      const { scenarios } = backend.cloud;
      const { body } = await door.start('reboot-server', {
        serverId: known.id,
      });
      const look = (): Promise<Operation> => door.get(`/operations/${body.id}`);
      try {
        await eventually(async () => {
          expect((await look()).message).toContain('reboot');
        });
        scenarios.set({ name: 'nova-down', on: true });
        if (name === 'keystone-down') scenarios.set({ name, on: true });
        await eventually(async () => {
          const { state, trouble } = await look();
          expect(state).toBe('running');
          expect(trouble).toMatch(/OpenStack|Nova|compute/);
        }, 40_000);
      } finally {
        scenarios.set({ name: 'nova-down', on: false });
        scenarios.set({ name: 'keystone-down', on: false });
      }
      const done = await door.settled(body.id);
      expect(done).toMatchObject({
        state: 'succeeded',
        outcome: `${known.name} has restarted.`,
      });
      expect(done.trouble).toBeUndefined();
      const { server } = door.inCloud(known);
      const reboots = server.actions.filter(one => one.action === 'reboot');
      expect(reboots).toHaveLength(1);
    },
  );
});
