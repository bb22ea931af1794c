import type { Scenario } from '@flytower/simulated-cloud';
import { engines } from '../__testUtils__/databases';
import { startCollector } from '../__testUtils__/startCollector';

jest.setTimeout(60_000);

describe.each(engines)('a collector of OpenStack on %s', engine => {
  let setup: Awaited<ReturnType<typeof startCollector>>;
  afterEach(() => setup?.stop());

  it('brings projects with owners, members, counts and quota', async () => {
    setup = await startCollector({ engine });
    expect(await setup.freshness()).toMatchObject({ state: 'waiting' });
    const passed = await setup.pass();
    expect([passed, (await setup.freshness()).message]).toEqual([
      true,
      undefined,
    ]);

    const { company } = setup.cloud;
    const projects = await setup.projects();
    expect(projects.map(({ name }) => name).sort()).toEqual(
      company.projects.map(({ name }) => name).sort(),
    );
    const seed = company.projects.find(({ team }) => team === 'checkout')!;
    const project = projects.find(({ id }) => id === seed.id)!;
    expect(project).toMatchObject({
      owner: 'group:default/checkout',
      owners: ['group:default/checkout'],
      environment: seed.environment,
      entityRef: `system:default/${seed.name}`,
      domain: company.domain,
      regions: [...seed.regions].sort(),
    });
    expect(project.readers).toEqual(
      expect.arrayContaining(
        ['checkout', ...seed.readers].map(name => `group:default/${name}`),
      ),
    );
    expect(project.quota).toContainEqual({
      region: 'north',
      name: 'cores',
      limit: expect.any(Number),
      used: expect.any(Number),
    });
    const servers = projects.reduce(
      (sum, { counts }) => sum + counts.servers,
      0,
    );
    expect(servers).toBe(company.options.servers);
    expect(await setup.freshness()).toMatchObject({
      source: 'main',
      kind: 'openstack',
      state: 'fresh',
      message: undefined,
    });
    expect(setup.announced).toContainEqual({ id: seed.id, change: 'upserted' });
  });

  it('says nothing when nothing changed', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    setup.announced.length = 0;
    await setup.pass();
    expect(setup.announced).toEqual([]);
  });

  it('knows the groups and people', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    const { groups, users } = await setup.states.organization();
    expect(groups).toContainEqual(
      expect.objectContaining({ ref: 'group:default/checkout' }),
    );
    expect(users).toContainEqual({
      ref: 'user:default/ines.duarte',
      name: 'ines.duarte',
      displayName: 'Ines Duarte',
      email: 'ines.duarte@meridian.example',
      groups: ['group:default/checkout'],
      cloud: 'main',
    });
  });

  it.each<[string, Scenario, RegExp]>([
    ['wrong credentials', { name: 'keystone-401', on: true }, /account/],
    ['a Keystone that is away', { name: 'keystone-down', on: true }, /503/],
    ['errors of all services', { name: 'openstack-500', on: true }, /500/],
    [
      'a web page instead of data',
      { name: 'html-answer', on: true, target: 'keystone' },
      /web page/,
    ],
    [
      'half a page of projects',
      { name: 'truncated-page', on: true, target: 'keystone' },
      /breaks off/,
    ],
    [
      'half a page of servers',
      { name: 'truncated-page', on: true, target: 'nova' },
      /compute.*breaks off/,
    ],
    [
      'a Nova that is away in one region',
      { name: 'nova-down', on: true, target: 'south' },
      /compute, south.*503/,
    ],
    [
      'a Nova that does not answer in time',
      { name: 'slow', on: true, target: 'nova' },
      /did not answer within/,
    ],
  ])(
    'loses nothing to %s, says so, and recovers',
    async (_, scenario, said) => {
      setup = await startCollector({ engine });
      await setup.pass();
      const before = [(await setup.projects()).length, await setup.resources()];
      setup.announced.length = 0;

      setup.cloud.scenarios.set(scenario);
      const started = Date.now();
      expect(await setup.pass()).toBe(false);
      expect(await setup.pass()).toBe(false);
      expect([
        (await setup.projects()).length,
        await setup.resources(),
      ]).toEqual(before);
      expect(setup.announced).toEqual([]);
      const failing = await setup.freshness();
      expect(failing).toMatchObject({
        state: 'failing',
        observedAt: expect.any(String),
        message: expect.stringMatching(said),
      });
      expect(Date.parse(failing.since!)).toBeGreaterThanOrEqual(started);

      setup.cloud.scenarios.set({ ...scenario, on: false });
      await new Promise(resolve => setTimeout(resolve, 5));
      await setup.pass();
      expect(await setup.pass()).toBe(true);
      expect(await setup.freshness()).toMatchObject({ state: 'fresh' });
    },
  );

  it('survives a token that expires in the middle', async () => {
    setup = await startCollector({ engine });
    const pass = setup.pass();
    await new Promise(resolve => setTimeout(resolve, 30));
    setup.cloud.scenarios.set({ name: 'token-expiry', on: true });
    expect(await pass).toBe(true);
    expect((await setup.freshness()).state).toBe('fresh');
  });

  it('waits for credentials that are wrong at first', async () => {
    setup = await startCollector({
      engine,
      config: {
        account: {
          kind: 'application-credential',
          id: 'nobody',
          secret: 'wrong',
        },
      },
    });
    expect(await setup.pass()).toBe(false);
    expect(await setup.freshness()).toMatchObject({
      state: 'failing',
      observedAt: undefined,
      message: expect.stringContaining("rejected the portal's account"),
    });
  });

  it('sees a new project at the next pass, and removes it when Keystone says that it is gone', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    const { identity } = setup.cloud.state;
    const [first] = [...identity.projects.values()].filter(
      ({ name }) => name === setup.cloud.company.projects[0].name,
    );
    const id = 'f'.repeat(32);
    identity.projects.set(id, { ...first, id, name: 'Brand new & shiny' });
    setup.announced.length = 0;
    await setup.pass();
    expect(await setup.reader.find([id])).toMatchObject([
      {
        name: 'Brand new & shiny',
        entityRef: 'system:default/brand-new-shiny',
      },
    ]);
    expect(setup.announced).toContainEqual({ id, change: 'upserted' });

    identity.projects.delete(id);
    await setup.pass();
    expect(await setup.reader.find([id])).toEqual([undefined]);
    expect(setup.announced).toContainEqual({ id, change: 'removed' });
  });

  it('keeps the entity of a renamed project, and gives two of the same name different ones', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    const { identity } = setup.cloud.state;
    const seed = setup.cloud.company.projects[0];
    const project = identity.projects.get(seed.id)!;
    const twin = { ...project, id: 'e'.repeat(32) };
    identity.projects.set(twin.id, twin);
    identity.projects.set(project.id, { ...project, name: 'renamed' });
    await setup.pass();
    const [renamed, second] = await setup.reader.find([project.id, twin.id]);
    expect(renamed).toMatchObject({
      name: 'renamed',
      entityRef: `system:default/${seed.name}`,
    });
    expect(second?.entityRef).toMatch(
      new RegExp(`^system:default/${seed.name}-[a-z0-9]+$`),
    );
  });

  it('does not believe that half of all projects are gone', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    const { identity } = setup.cloud.state;
    const all = await setup.projects();
    const gone = all.slice(0, 8);
    const kept = new Map(identity.projects);
    for (const { id } of gone) identity.projects.delete(id);
    await setup.pass();
    await setup.pass();
    await setup.pass();
    expect((await setup.projects()).length).toBe(all.length);
    expect(await setup.freshness()).toMatchObject({
      state: 'fresh',
      message: expect.stringContaining(`8 of ${all.length} projects`),
    });

    for (const { id } of gone) identity.projects.set(id, kept.get(id)!);
    await setup.pass();
    expect((await setup.freshness()).message).toBeUndefined();
  });

  it('brings what a new project has, though that was read already', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    const before = await setup.resources();
    const { identity } = setup.cloud.state;
    const [{ id }] = (await setup.projects()).filter(
      ({ counts }) => counts.volumes > 0,
    );
    const project = identity.projects.get(id)!;
    identity.projects.delete(id);
    await setup.pass();
    await setup.pass();
    expect(await setup.resources()).toBeLessThan(before);
    identity.projects.set(id, project);
    await setup.pass();
    expect(await setup.resources()).toBe(before);
  });

  it('follows servers between complete reads', async () => {
    setup = await startCollector({ engine });
    await setup.pass();
    const before = await setup.resources();
    const { compute } = setup.client.region('north');
    const [server] = (await compute.listServers()).filter(
      ({ status }) => status === 'ACTIVE',
    );
    await compute.deleteServer(server.id);
    setup.announced.length = 0;
    await setup.pass();
    await setup.pass();
    await setup.pass();
    expect(await setup.resources()).toBeLessThan(before);
    expect(setup.announced).toContainEqual({
      id: server.tenant_id,
      change: 'upserted',
    });
  });
});
