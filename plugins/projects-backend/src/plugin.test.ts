import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCriteria,
  type PermissionCondition,
} from '@backstage/plugin-permission-common';
import {
  projectCapacitySchema,
  projectListSchema,
  resourceListSchema,
} from '@flytower/cloud-common/projects';
import request from 'supertest';
import { eventually, startProjects } from './__testUtils__/startProjects';

jest.setTimeout(60_000);

const rule = (
  name: string,
  params: PermissionCondition['params'],
): PermissionCriteria<PermissionCondition> => ({
  rule: name,
  resourceType: 'cloud-project',
  params,
});

/** What the default policy answers for somebody with these entity refs. */
function policyFor(claims: string[]) {
  return mockServices.permissions.mock({
    authorizeConditional: async asked =>
      asked.map(({ permission }) => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'projects',
        resourceType: 'cloud-project',
        conditions: rule(
          permission.attributes.action === 'read' ? 'IS_MEMBER' : 'IS_OWNER',
          { claims },
        ),
      })),
  }).factory;
}

describe('the projects door', () => {
  let backend: Awaited<ReturnType<typeof startProjects>>;
  afterEach(() => backend?.stop());

  const get = async (path: string) =>
    (await request(backend.server).get(`/api/projects${path}`)).body;
  const ready = () =>
    eventually(async () => {
      const page = projectListSchema.parse(await get('/projects?limit=500'));
      expect(page.freshness).toMatchObject([{ state: 'fresh' }]);
      return page;
    });

  it.each(['nova-down', 'slow'] as const)(
    'takes from people what Keystone takes from them, also while Nova is %s',
    async name => {
      backend = await startProjects({ features: [schedulerServiceFactory] });
      await ready();
      const { company, scenarios, state } = backend.cloud;
      const { id, team } = company.projects.find(
        one => one.team === 'checkout',
      )!;
      const path = `/projects/${id}`;
      const owner = `group:default/${team}`;
      expect((await get(path)).owners).toContain(owner);

      for (const target of name === 'slow' ? ['nova'] : company.regions)
        scenarios.set({ name, on: true, target });
      // long enough for the regions to be given a rest
      await new Promise(resolve => setTimeout(resolve, 4_000));
      state.identity.unassign(
        ({ target }) => target.kind === 'project' && target.id === id,
      );
      await eventually(async () => {
        const { owners, readers } = await get(path);
        expect([...owners, ...readers]).not.toContain(owner);
      }, 5_000);
    },
  );

  it('lists, searches, sorts, filters and counts', async () => {
    backend = await startProjects();
    const { items, total, facets } = await ready();
    const { projects } = backend.cloud.company;
    expect(total).toBe(projects.length);
    expect(items.map(({ name }) => name)).toEqual(
      projects.map(({ name }) => name).sort(),
    );
    expect(facets.cloud).toEqual([{ value: 'main', count: total }]);

    const last = await get('/projects?limit=1&order=desc');
    expect(last.items).toMatchObject([{ name: items[total - 1].name }]);
    expect(last.total).toBe(total);

    const checkout = await get('/projects?owner=group:default/checkout');
    const owned = projects.filter(({ team }) => team === 'checkout');
    expect(checkout.total).toBe(owned.length);
    expect(checkout.facets.owner.length).toBeGreaterThan(1);

    const found = await get(`/projects?search=${owned[0].name.toUpperCase()}`);
    expect(found.items[0].name).toBe(owned[0].name);

    const north = await get('/projects?region=north&environment=production');
    const counted = facets.region.find(({ value }) => value === 'north');
    expect(counted?.count).toBe(
      items.filter(({ regions }) => regions.includes('north')).length,
    );
    expect(north.items).toEqual(
      items.filter(
        ({ regions, environment }) =>
          regions.includes('north') && environment === 'production',
      ),
    );
  });

  it('shows what is in a project, and what it may still use', async () => {
    backend = await startProjects();
    const { items } = await ready();
    const busy = items.find(({ counts }) => counts.servers > 1)!;
    const servers = resourceListSchema.parse(
      await get(`/projects/${busy.id}/resources?type=server&limit=1`),
    );
    expect(servers.total).toBe(busy.counts.servers);
    expect(servers.items).toMatchObject([
      {
        type: 'server',
        projectId: busy.id,
        details: { vcpus: expect.any(String) },
      },
    ]);
    expect(servers.facets.type).toContainEqual({
      value: 'server',
      count: busy.counts.servers,
    });

    const capacity = projectCapacitySchema.parse(
      await get(`/projects/${busy.id}/capacity`),
    );
    expect(capacity.regions).toEqual(['north', 'south']);
    expect(capacity.flavors).toContainEqual({
      id: expect.any(String),
      name: 'm1.large',
      region: 'north',
      vcpus: 4,
      ramMiB: 8192,
      diskGiB: 80,
    });
    expect(capacity.quota).toContainEqual(
      expect.objectContaining({ region: 'south', name: 'cores' }),
    );

    backend.cloud.scenarios.set({ name: 'nova-down', on: true });
    const stored = await get(`/projects/${busy.id}/capacity`);
    expect(stored.quota).toContainEqual(
      expect.objectContaining({ region: 'north', name: 'cores' }),
    );
    expect(stored.flavors).toEqual(capacity.flavors);
  });

  it('narrows lists, totals and counts to what the asker may see', async () => {
    backend = await startProjects({
      features: [policyFor(['group:default/checkout'])],
    });
    const mine = await eventually(async () => {
      const page = await get('/projects?limit=500');
      expect(page.freshness).toMatchObject([{ state: 'fresh' }]);
      return page;
    });
    const { projects } = backend.cloud.company;
    const visible = projects.filter(
      ({ team, readers }) =>
        team === 'checkout' || readers.includes('checkout'),
    );
    expect(visible.length).toBeLessThan(projects.length);
    expect(mine.total).toBe(visible.length);
    expect(mine.facets.cloud).toEqual([
      { value: 'main', count: visible.length },
    ]);
    for (const project of mine.items) {
      expect(project.allowedOperations).toEqual(
        project.owner === 'group:default/checkout'
          ? ['create-cluster', 'deploy-function', 'change-quota']
          : [],
      );
    }

    const foreign = projects.find(({ id }) => !visible.some(p => p.id === id))!;
    for (const path of ['', '/resources', '/capacity']) {
      const hidden = await request(backend.server).get(
        `/api/projects/projects/${foreign.id}${path}`,
      );
      const unknown = await request(backend.server).get(
        `/api/projects/projects/nonsense${path}`,
      );
      expect([hidden.status, unknown.status]).toEqual([404, 404]);
      expect(hidden.body.error.message).toBe(
        unknown.body.error.message.replace('nonsense', foreign.id),
      );
    }
  });

  it('names what is wrong with a question', async () => {
    backend = await startProjects();
    const answer = await request(backend.server).get(
      '/api/projects/projects?limit=0&sort=colour',
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('"limit"');
    expect(answer.body.error.message).toContain('"sort"');
  });

  it('starts with wrong credentials and says that they are', async () => {
    backend = await startProjects({
      account: { username: 'portal', password: 'wrong' },
    });
    await eventually(async () => {
      const page = await get('/projects');
      expect(page).toMatchObject({
        items: [],
        total: 0,
        freshness: [
          {
            source: 'main',
            state: 'failing',
            since: expect.any(String),
            message: expect.stringContaining("rejected the portal's account"),
          },
        ],
      });
    });
  });
});
