import { randomUUID } from 'node:crypto';
import { EndpointPolicy, HttpSource, upstreamStatus } from '../../http';
import type { OpenStackConfig } from '../config';
import { OpenStackClient } from '../OpenStackClient';
import {
  describeOperationsContract,
  eventually,
} from './describeOperationsContract';
import { KeystoneAdmin } from './KeystoneAdmin';

export interface OpenStackTarget {
  /** An administrator with a password, scoped to a project. */
  config: OpenStackConfig;
  stop(): Promise<void>;
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * What the portal relies on at an OpenStack, asked through the portal's own client. The same sentences hold for the
 * simulated cloud and for real services; a difference is a mistake of the simulated cloud.
 */
export function describeOpenStackContract(
  name: string,
  start: () => Promise<OpenStackTarget>,
): void {
  describe(`OpenStack as the portal reads it: ${name}`, () => {
    let target: OpenStackTarget;
    let admin: KeystoneAdmin;
    let client: OpenStackClient;
    const http = new HttpSource({
      endpoints: new EndpointPolicy(['127.0.0.1']),
    });
    const undo: (() => Promise<unknown>)[] = [];

    beforeAll(async () => {
      target = await start();
      admin = await KeystoneAdmin.signIn(target.config);
      client = new OpenStackClient(target.config, http);
    });
    afterEach(async () => {
      for (const step of undo.splice(0).reverse()) await step();
    });
    afterAll(async () => {
      await http.close();
      await target?.stop();
    });

    const as = (account: OpenStackConfig['account']) =>
      new OpenStackClient({ ...target.config, account }, http);
    const region = async () => {
      const [first] = await client.regions();
      return client.region(first);
    };
    const rejected = {
      name: 'ServiceUnavailableError',
      status: 401,
      message: expect.stringContaining("rejected the portal's account"),
    };
    const refused = (call: Promise<unknown>) =>
      call.then(
        () => 'not refused',
        (error: Error) => ({
          name: error.name,
          status: upstreamStatus(error),
          message: error.message,
        }),
      );

    async function createProject(): Promise<string> {
      const { project } = await admin.send<{ project: { id: string } }>(
        'POST',
        '/projects',
        {
          project: {
            name: `contract-${randomUUID().slice(0, 8)}`,
            description: 'Made by the contract suite',
            tags: ['env:test', 'team:contract'],
          },
        },
      );
      undo.push(() => admin.send('DELETE', `/projects/${project.id}`));
      return project.id;
    }

    describe('tokens', () => {
      it('signs in with a password and finds regions and services', async () => {
        const [first] = await client.regions();
        expect(first).toEqual(expect.any(String));
        for (const service of ['compute', 'network', 'image'] as const) {
          expect(await client.has(service, first)).toBe(true);
        }
        expect(await client.has('compute', 'no-such-region')).toBe(false);
        expect(await client.ownProject()).toMatch(/^[0-9a-f]{32}$/);
      });

      it('signs in with an application credential', async () => {
        const path = `/users/${admin.userId}/application_credentials`;
        const { application_credential: made } = await admin.send<{
          application_credential: { id: string; secret: string };
        }>('POST', path, {
          application_credential: { name: `contract-${randomUUID()}` },
        });
        undo.push(() => admin.send('DELETE', `${path}/${made.id}`));
        const other = as({
          kind: 'application-credential',
          id: made.id,
          secret: made.secret,
        });
        expect(await other.regions()).toEqual(await client.regions());
        expect(await other.ownProject()).toBe(await client.ownProject());

        const wrong = as({
          kind: 'application-credential',
          id: made.id,
          secret: 'not it',
        });
        expect(await refused(wrong.regions())).toMatchObject(rejected);
      });

      it.each<[string, OpenStackConfig['account']]>([
        [
          'a wrong password',
          {
            kind: 'password',
            username: 'admin',
            password: 'not it',
            userDomain: { name: 'Default' },
            scope: { project: 'admin', projectDomain: { name: 'Default' } },
          },
        ],
        [
          'a user that is not there',
          {
            kind: 'password',
            username: 'nobody',
            password: 'not it',
            userDomain: { name: 'Default' },
            scope: { project: 'admin', projectDomain: { name: 'Default' } },
          },
        ],
        [
          'an application credential that is not there',
          { kind: 'application-credential', id: 'nothing', secret: 'not it' },
        ],
      ])('is rejected for %s', async (_, account) => {
        expect(await refused(as(account).regions())).toMatchObject(rejected);
      });
    });

    describe('Keystone', () => {
      it('lists projects with tags, and shows one', async () => {
        const id = await createProject();
        const projects = await client.identity.listProjects();
        const found = projects.find(project => project.id === id);
        expect(found).toMatchObject({
          id,
          description: 'Made by the contract suite',
          enabled: true,
          tags: expect.arrayContaining(['env:test', 'team:contract']),
        });
        expect(await client.identity.getProject(id)).toEqual(found);
        const ofDomain = await client.identity.listProjects(found!.domain_id!);
        expect(ofDomain).toContainEqual(found);
      });

      it('says 404 of a project that is gone', async () => {
        const id = await createProject();
        await undo.pop()!();
        const answer = await refused(client.identity.getProject(id));
        expect(answer).toMatchObject({
          name: 'NotFoundError',
          status: 404,
          message: expect.stringContaining('Could not find project'),
        });
      });

      it('tells which group holds which role on a project', async () => {
        const id = await createProject();
        const [group] = await client.identity.listGroups();
        const roles = await client.identity.listRoles();
        const member = roles.find(role => role.name === 'member')!;
        const path = `/projects/${id}/groups/${group.id}/roles/${member.id}`;
        await admin.send('PUT', path);
        undo.push(() => admin.send('DELETE', path));
        expect(await client.identity.listRoleAssignments()).toContainEqual({
          role: { id: member.id },
          group: { id: group.id },
          scope: { project: { id } },
        });
      });

      it('lists domains, and the users of a group among all users', async () => {
        const domains = await client.identity.listDomains();
        expect(domains).toContainEqual({ id: 'default', name: 'Default' });
        const [group] = await client.identity.listGroups();
        const users = await client.identity.listUsers(group.domain_id);
        const members = await client.identity.listGroupUsers(group.id);
        expect(members.length).toBeGreaterThan(0);
        expect(users.map(({ id }) => id)).toEqual(
          expect.arrayContaining(members.map(({ id }) => id)),
        );
      });
    });

    describe('Nova', () => {
      it('lists flavors, quota and limits', async () => {
        const { compute } = await region();
        const [flavor] = await compute.listFlavors();
        expect(flavor).toMatchObject({
          id: expect.any(String),
          name: expect.any(String),
          vcpus: expect.any(Number),
          ram: expect.any(Number),
          disk: expect.any(Number),
        });
        const quota = await compute.getQuota(await client.ownProject());
        expect(quota.cores).toEqual({
          limit: expect.any(Number),
          in_use: expect.any(Number),
        });
        expect(await compute.getLimits()).toMatchObject({
          maxTotalCores: expect.any(Number),
          totalCoresUsed: expect.any(Number),
        });
      });

      it('builds a server, pages through servers, tells what changed, and deletes', async () => {
        const { compute, image, network } = await region();
        const [flavor] = (await compute.listFlavors()).sort(
          (a, b) => a.ram - b.ram,
        );
        const [picture] = await image.listImages();
        const shared = (await network.listNetworks()).find(one => one.shared);
        const started = new Date(Date.now() - 5_000).toISOString();
        const ids: string[] = [];
        for (const number of [1, 2, 3]) {
          const id = await compute.createServer({
            name: `contract-${number}`,
            flavorId: flavor.id,
            imageId: picture.id,
            networks: [shared!.id],
          });
          ids.push(id);
          undo.push(() => compute.deleteServer(id).catch(() => {}));
        }
        const settled = await eventually(async () => {
          const servers = await Promise.all(
            ids.map(id => compute.getServer(id)),
          );
          expect(servers.map(({ status }) => status)).toEqual(
            ids.map(() => 'ACTIVE'),
          );
          return servers;
        });
        expect(settled[0]).toMatchObject({
          name: 'contract-1',
          tenant_id: await client.ownProject(),
          created: expect.stringMatching(iso),
          updated: expect.stringMatching(iso),
          flavor: { original_name: flavor.name, vcpus: flavor.vcpus },
          'OS-EXT-STS:task_state': null,
        });
        expect(Object.values(settled[0].addresses).flat()).toHaveLength(1);

        const all = await compute.listServers();
        const paged = await compute.listServers({ limit: 2 });
        expect(new Set(paged.map(({ id }) => id))).toEqual(
          new Set(all.map(({ id }) => id)),
        );
        expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));

        await compute.deleteServer(ids[0]);
        await eventually(async () => {
          const changed = await compute.listServers({ changesSince: started });
          const states = new Map(changed.map(({ id, status }) => [id, status]));
          expect(ids.map(id => states.get(id))).toEqual([
            'DELETED',
            'ACTIVE',
            'ACTIVE',
          ]);
        });
        // Nova says DELETED a moment before the server is gone.
        await eventually(async () => {
          expect(await refused(compute.getServer(ids[0]))).toMatchObject({
            name: 'NotFoundError',
            status: 404,
          });
        });
      });

      it('refuses a flavor that is not there with 400 and in words', async () => {
        const { compute, image, network } = await region();
        const [picture] = await image.listImages();
        const [net] = await network.listNetworks();
        const attempt = compute.createServer({
          name: 'contract',
          flavorId: 'nothing',
          imageId: picture.id,
          networks: [net.id],
        });
        expect(await refused(attempt)).toMatchObject({
          name: 'InputError',
          status: 400,
          message: expect.stringMatching(/flavor/i),
        });
      });
    });

    describeOperationsContract({
      config: () => target.config,
      admin: () => admin,
      client: () => client,
      region,
      as,
      createProject,
      refused,
      undo,
    });

    describe('networks, images and volumes', () => {
      it('lists networks and images with times in one shape', async () => {
        const { network, image } = await region();
        const networks = await network.listNetworks();
        expect(networks.some(one => one['router:external'])).toBe(true);
        expect(networks[0].created_at).toMatch(iso);
        expect(networks[0].project_id).toMatch(/^[0-9a-f]{32}$/);
        const [picture] = await image.listImages();
        expect(picture).toMatchObject({
          status: 'active',
          visibility: 'public',
          created_at: expect.stringMatching(iso),
        });
      });

      it('tells quota and use of volumes and networks', async () => {
        const { blockStorage, network } = await region();
        const project = await client.ownProject();
        const inUse = { limit: expect.any(Number), in_use: expect.any(Number) };
        expect(await blockStorage.getQuota(project)).toEqual({
          volumes: inUse,
          gigabytes: inUse,
          snapshots: inUse,
        });
        expect(Array.isArray(await blockStorage.listVolumes())).toBe(true);
        const used = { limit: expect.any(Number), used: expect.any(Number) };
        expect(await network.getQuota(project)).toEqual({
          network: used,
          port: used,
          router: used,
          floatingip: used,
          security_group: used,
          security_group_rule: used,
        });
      });
    });
  });
}
