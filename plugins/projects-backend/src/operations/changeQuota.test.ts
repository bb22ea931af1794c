import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Project, QuotaItem } from '@flytower/cloud-common/projects';
import express from 'express';
import { operateProjects } from '../__testUtils__/operateProjects';
import { startProjects } from '../__testUtils__/startProjects';

jest.setTimeout(90_000);

/** Whether the policy lets whoever asks go beyond a quota that has no ceiling. */
let isPlatform = false;

/** What `permission-backend-module-cloud` adds to the permission backend. */
async function startPolicy() {
  const app = express();
  app.post('/cloud/decisions', express.json(), (req, res) => {
    const asked: { name: string }[] = req.body.permissions;
    res.json({
      decisions: asked.map(({ name }) => ({
        result:
          isPlatform || name !== 'cloud.quota.exceed'
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    });
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const discovery = mockServices.discovery.mock({
    getBaseUrl: async () => `http://127.0.0.1:${port}`,
  });
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async asked =>
      asked.map(() => ({ result: AuthorizeResult.ALLOW })),
  });
  return { server, features: [discovery.factory, permissions.factory] };
}

describe('change-quota', () => {
  let backend: Awaited<ReturnType<typeof startProjects>>;
  let door: Awaited<ReturnType<typeof operateProjects>>;
  let policy: Awaited<ReturnType<typeof startPolicy>>;
  let project: Project;
  let region: string;

  beforeAll(async () => {
    policy = await startPolicy();
    backend = await startProjects({
      features: policy.features,
      permissions: true,
      projects: { quotaCeiling: { instances: 100, gigabytes: 5_000 } },
      refreshSeconds: 30,
    });
    door = await operateProjects(backend);
    project = door.projects.find(({ counts }) => counts.servers > 1)!;
    [region] = project.regions;
  });
  beforeEach(() => {
    isPlatform = false;
  });
  afterAll(async () => {
    await backend?.stop();
    policy?.server.close();
  });

  const problems = (limits: object, where = region) =>
    door.problems('change-quota', {
      projectId: project.id,
      region: where,
      ...limits,
    });
  const change = (limits: object, where = region) =>
    door.operate('change-quota', {
      projectId: project.id,
      region: where,
      ...limits,
    });
  const inCloud = (where = region) =>
    backend.cloud.state.regions.get(where)!.quota(project.id);

  it('changes limits of all three services at once, and shows them at once', async () => {
    isPlatform = true;
    const done = await change({
      instances: 77,
      gigabytes: 4_000,
      snapshots: 33,
      floatingips: 60,
      securitygrouprules: 444,
    });
    expect(done).toMatchObject({
      state: 'succeeded',
      steps: [
        { name: 'Limits in Nova', state: 'done' },
        { name: 'Limits in Cinder', state: 'done' },
        { name: 'Limits in Neutron', state: 'done' },
      ],
    });
    expect(done.outcome).toBe(
      `The project may have in ${region}: 77 servers, 4000 GiB of volumes, 33 volume snapshots, 60 floating IPs, 444 security group rules.`,
    );
    expect(inCloud()).toMatchObject({
      instances: 77,
      gigabytes: 4_000,
      snapshots: 33,
      floatingip: 60,
      security_group_rule: 444,
    });
    const { quota } = await door.get(`/projects/${project.id}`);
    expect(
      quota.find(
        (item: QuotaItem) =>
          item.region === region && item.name === 'gigabytes',
      ).limit,
    ).toBe(4_000);
  });

  it('takes every region of the cloud, also one where the project has nothing yet', async () => {
    const empty = door.projects.find(({ regions }) => regions.length === 1)!;
    const other = [...backend.cloud.state.regions.keys()].find(
      name => !empty.regions.includes(name),
    )!;
    const input = { projectId: empty.id, region: other, instances: 20 };
    const { body } = await door.post('/operations/change-quota/choices', {
      input: { projectId: empty.id },
    });
    expect(
      body.fields.region.map(({ value }: { value: string }) => value).sort(),
    ).toEqual([...backend.cloud.state.regions.keys()].sort());
    const done = await door.operate('change-quota', input);
    expect(done.state).toBe('succeeded');
    expect(await problems({ cores: 1 }, 'moon')).toEqual([
      expect.stringMatching(
        /^blocks: There is no region "moon"; choose one of (north, south|south, north)$/,
      ),
    ]);
  });

  it('refuses what is in use, by the name of the field', async () => {
    const { used } = (await door.get(`/projects/${project.id}`)).quota.find(
      (item: QuotaItem) => item.region === region && item.name === 'instances',
    );
    expect(used).toBeGreaterThan(0);
    expect(await problems({ instances: used - 1 })).toEqual([
      `blocks: instances: ${used} are in use, so the limit cannot be ${
        used - 1
      }; delete something first`,
    ]);
    const { body } = await door.post('/operations/change-quota/precheck', {
      input: { projectId: project.id, region, networks: 0 },
    });
    // Neutron would take it
    expect(body.problems).toMatchObject([
      { severity: 'blocks', field: 'networks' },
    ]);
  });

  it('gives nobody more than the ceiling', async () => {
    isPlatform = true;
    expect(await problems({ instances: 101 })).toEqual([
      'blocks: instances: no project may have more than 100 (cloud.projects.quotaCeiling); ask the platform team',
    ]);
  });

  it('lets owners raise what has a ceiling, and only the platform team what has none', async () => {
    const { instances, cores } = inCloud();
    expect(await problems({ instances: instances + 1 })).toEqual([]);
    expect(await problems({ cores: cores + 1 })).toEqual([
      `blocks: cores: the limit is ${cores}, and only the platform team may raise it, as no ceiling is set for it (cloud.projects.quotaCeiling)`,
    ]);
    isPlatform = true;
    expect(await problems({ cores: cores + 1 })).toEqual([]);
  });

  it.each([
    [{ cores: -1 }, '"cores": must be at least 0'],
    [{ cores: 1.5 }, '"cores": must be a whole number'],
    [{ core: 10 }, 'core'],
  ])('does not take %j', async (limits, sentence) => {
    const { status, body } = await door.start('change-quota', {
      projectId: project.id,
      region,
      ...limits,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(sentence);
  });

  it('asks for something to change', async () => {
    expect(await problems({})).toEqual([
      'blocks: Say which limit is to be another one: instances, cores, ram, volumes, gigabytes, snapshots, networks, routers, ports, floatingips, securitygroups, securitygrouprules',
    ]);
  });
});
