import { randomUUID } from 'node:crypto';
import type { OpenStackConfig } from '../config';
import type { OpenStackClient, RegionClients } from '../OpenStackClient';
import type { KeystoneAdmin } from './KeystoneAdmin';

interface Refusal {
  name: string;
  status: number | undefined;
  message: string;
}

/** What the operations of servers and quotas rely on, as a part of the OpenStack contract. */
export function describeOperationsContract(contract: {
  config: () => OpenStackConfig;
  admin: () => KeystoneAdmin;
  client: () => OpenStackClient;
  region: () => Promise<RegionClients>;
  as: (account: OpenStackConfig['account']) => OpenStackClient;
  createProject: () => Promise<string>;
  refused: (call: Promise<unknown>) => Promise<Refusal | string>;
  undo: (() => Promise<unknown>)[];
}): void {
  const { region, refused, undo, createProject } = contract;
  const nothing = '00000000-0000-4000-8000-000000000000';

  async function createServer(): Promise<string> {
    const { compute, image, network } = await region();
    const [flavor] = (await compute.listFlavors()).sort(
      (a, b) => a.ram - b.ram,
    );
    const [picture] = await image.listImages();
    const shared = (await network.listNetworks()).find(one => one.shared);
    const id = await compute.createServer({
      name: `contract-${randomUUID().slice(0, 8)}`,
      flavorId: flavor.id,
      imageId: picture.id,
      networks: [shared!.id],
    });
    undo.push(() => compute.deleteServer(id).catch(() => {}));
    await becomes(id, 'ACTIVE');
    return id;
  }

  async function becomes(id: string, status: string) {
    const { compute } = await region();
    await eventually(async () => {
      expect(await compute.getServer(id)).toMatchObject({
        status,
        'OS-EXT-STS:task_state': null,
      });
    });
  }

  /** Somebody of the same project who is no administrator. */
  async function member(): Promise<OpenStackClient> {
    const { account } = contract.config();
    if (account.kind !== 'password') throw new Error('A password is needed');
    const admin = contract.admin();
    const user = {
      name: `contract-${randomUUID().slice(0, 8)}`,
      password: randomUUID(),
      domain_id: 'default',
    };
    const made = await admin.send<{ user: { id: string } }>('POST', '/users', {
      user,
    });
    undo.push(() => admin.send('DELETE', `/users/${made.user.id}`));
    const client = contract.client();
    const roles = await client.identity.listRoles();
    const { id: role } = roles.find(({ name }) => name === 'member')!;
    const project = await client.ownProject();
    await admin.send(
      'PUT',
      `/projects/${project}/users/${made.user.id}/roles/${role}`,
    );
    return contract.as({
      ...account,
      username: user.name,
      password: user.password,
      userDomain: { name: 'Default' },
    });
  }

  describe('what is done to servers', () => {
    it('stops, starts and restarts, and remembers it', async () => {
      const { compute } = await region();
      const id = await createServer();
      const since = Date.now() - 5_000;
      await compute.act(id, { 'os-stop': null });
      await becomes(id, 'SHUTOFF');
      expect(await refused(compute.act(id, { 'os-stop': null }))).toMatchObject(
        {
          name: 'ConflictError',
          status: 409,
          message: expect.stringContaining('vm_state stopped'),
        },
      );
      await compute.act(id, { 'os-start': null });
      await becomes(id, 'ACTIVE');
      expect(
        await refused(compute.act(id, { 'os-start': null })),
      ).toMatchObject({ status: 409 });
      for (const type of ['SOFT', 'HARD'] as const) {
        await compute.act(id, { reboot: { type } });
        await becomes(id, 'ACTIVE');
      }
      const actions = await compute.listActions(id);
      expect(actions.map(({ action }) => action)).toEqual([
        'reboot',
        'reboot',
        'start',
        'stop',
        'create',
      ]);
      expect(actions[0].request_id).toMatch(/^req-/);
      expect(Date.parse(actions[0].start_time!)).toBeGreaterThan(since);
    });

    it('keeps a locked server from its own people, and not from an administrator', async () => {
      const { compute } = await region();
      const id = await createServer();
      expect(await compute.getServer(id)).toMatchObject({
        locked: false,
        key_name: null,
        image: { id: expect.any(String) },
        'os-extended-volumes:volumes_attached': [],
      });
      const lock = { lock: { locked_reason: 'audit' } };
      await compute.act(id, lock as never);
      expect(await compute.getServer(id)).toMatchObject({
        locked: true,
        locked_reason: 'audit',
      });
      const other = await member();
      const [first] = await other.regions();
      const theirs = other.region(first).compute;
      for (const attempt of [
        () => theirs.act(id, { 'os-stop': null }),
        () => theirs.act(id, { reboot: { type: 'SOFT' } }),
        () => theirs.deleteServer(id),
      ]) {
        expect(await refused(attempt())).toMatchObject({
          name: 'ConflictError',
          status: 409,
          message: expect.stringContaining('is locked'),
        });
      }
      // so the portal, which is one, has to keep itself from it
      await compute.act(id, { 'os-stop': null });
      await becomes(id, 'SHUTOFF');
    });

    it('says 404 of a server that is not there', async () => {
      const { compute } = await region();
      for (const attempt of [
        () => compute.act(nothing, { 'os-start': null }),
        () => compute.act(nothing, { reboot: { type: 'HARD' } }),
        () => compute.listActions(nothing),
        () => compute.deleteServer(nothing),
      ]) {
        expect(await refused(attempt())).toMatchObject({
          name: 'NotFoundError',
          status: 404,
        });
      }
    });
  });

  describe('quotas that are changed', () => {
    it('sets the limits that are named, in each service, and leaves the others', async () => {
      const id = await createProject();
      const { compute, blockStorage, network } = await region();
      const before = await compute.getQuota(id);
      await compute.setQuota(id, { instances: 77, ram: 2048 });
      expect(await compute.getQuota(id)).toEqual({
        instances: { limit: 77, in_use: 0 },
        ram: { limit: 2048, in_use: 0 },
        cores: before.cores,
      });
      const stored = await blockStorage.getQuota(id);
      await blockStorage.setQuota(id, { gigabytes: 1234, snapshots: 7 });
      expect(await blockStorage.getQuota(id)).toEqual({
        ...stored,
        gigabytes: { limit: 1234, in_use: 0 },
        snapshots: { limit: 7, in_use: 0 },
      });
      const networked = await network.getQuota(id);
      await network.setQuota(id, { floatingip: 12, security_group_rule: 321 });
      expect(await network.getQuota(id)).toEqual({
        ...networked,
        floatingip: { limit: 12, used: 0 },
        security_group_rule: {
          limit: 321,
          used: networked.security_group_rule?.used,
        },
      });
    });

    it('refuses what is below zero, of each service', async () => {
      const id = await createProject();
      const { compute, blockStorage, network } = await region();
      for (const attempt of [
        () => compute.setQuota(id, { cores: -2 }),
        () => blockStorage.setQuota(id, { volumes: -2 }),
        () => network.setQuota(id, { network: -2 }),
      ]) {
        expect(await refused(attempt())).toMatchObject({
          name: 'InputError',
          status: 400,
        });
      }
    });

    it('refuses in Nova what is below use', async () => {
      const { compute } = await region();
      await createServer();
      const own = await contract.client().ownProject();
      const { instances } = await compute.getQuota(own);
      expect(instances.in_use).toBeGreaterThan(0);
      expect(
        await refused(
          compute.setQuota(own, { instances: instances.in_use - 1 }),
        ),
      ).toMatchObject({
        name: 'InputError',
        status: 400,
        message: expect.stringContaining('already used and reserved'),
      });
      expect((await compute.getQuota(own)).instances.limit).toBe(
        instances.limit,
      );
    });

    it('refuses in Nova a project that is not there', async () => {
      const { compute } = await region();
      const attempt = compute.setQuota('nobody', { cores: 1 });
      expect(await refused(attempt)).toMatchObject({
        name: 'InputError',
        status: 400,
        message: expect.stringContaining('not a valid project'),
      });
    });
  });
}

/** Tries again until it does not throw. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + 90_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
}
