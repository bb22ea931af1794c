import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Lease } from '@flytower/cloud-node/database';
import type { OwnedQuery } from '@flytower/cloud-node/guard';
import type { Knex } from 'knex';
import { engines, openTestDatabase } from '../__testUtils__/databases';
import { everyProject } from '../__testUtils__/startCollector';
import { ProjectReader } from './ProjectReader';
import { ProjectWriter } from './ProjectWriter';
import { ResourceWriter } from './ResourceWriter';
import type { SeenProject, SeenResource } from './rows';

const project = (
  name: string,
  environment: string | undefined,
  roles: Record<string, string[]>,
): SeenProject => {
  const members = Object.entries(roles).map(([group, held]) => ({
    ref: `group:default/${group}`,
    kind: 'group' as const,
    name: group,
    roles: held,
  }));
  const owners = members.filter(member => member.roles.includes('owner'));
  return {
    id: name.toLowerCase(),
    name,
    description: `100% of ${name}`,
    domain: 'company',
    enabled: true,
    tags: [name === 'Shop' ? 'pci_dss' : 'pciXdss'],
    environment,
    owner: owners[0]?.ref,
    owners: owners.map(({ ref }) => ref),
    members,
  };
};

const seen = [
  project('Shop', 'production', { checkout: ['owner'], search: ['reader'] }),
  project('shop-test', 'test', { checkout: ['owner'] }),
  project('Find_it', 'production', { search: ['owner', 'reader'] }),
  project('nobodys', undefined, {}),
];

describe.each(engines)('the store of projects on %s', engine => {
  let knex: Knex;
  let destroy: () => Promise<void>;
  beforeEach(async () => {
    ({ knex, destroy } = await openTestDatabase(engine));
    await new ProjectWriter(knex, 0.2).replace('main', seen, async () => false);
  });
  afterEach(() => destroy());

  const names = async (criteria: PermissionCriteria<OwnedQuery>) => {
    const page = await new ProjectReader(knex, ['main']).list(
      everyProject,
      criteria,
    );
    expect(page.total).toBe(page.items.length);
    const counted = page.facets.cloud.reduce(
      (sum, { count }) => sum + count,
      0,
    );
    expect(counted).toBe(page.items.length);
    return page.items.map(({ name }) => name);
  };
  const owner: OwnedQuery = {
    field: 'owners',
    values: ['group:default/checkout'],
  };
  const production: OwnedQuery = {
    field: 'environment',
    values: ['production'],
  };

  it.each<[string, PermissionCriteria<OwnedQuery>, string[]]>([
    ['owners', owner, ['Shop', 'shop-test']],
    [
      'readers',
      { field: 'readers', values: ['group:default/search'] },
      ['Find_it', 'Shop'],
    ],
    [
      'a role of somebody',
      {
        field: 'roles',
        values: ['owner'],
        claims: ['group:default/search', 'user:default/somebody'],
      },
      ['Find_it'],
    ],
    ['an environment', production, ['Find_it', 'Shop']],
    ['a tag to the letter', { field: 'tags', values: ['pci_dss'] }, ['Shop']],
    ['a tag, not its pattern', { field: 'tags', values: ['PCI_DSS', '%'] }, []],
    ['one of no tags', { field: 'tags', values: [] }, []],
    ['what a list does not have', { field: 'nothing', values: [] }, []],
    ['not an environment', { not: production }, ['nobodys', 'shop-test']],
    ['all of several', { allOf: [owner, production] }, ['Shop']],
    [
      'any of several',
      { anyOf: [owner, production] },
      ['Find_it', 'Shop', 'shop-test'],
    ],
    ['what it is not', { allOf: [{ not: owner }, production] }, ['Find_it']],
  ])('narrows by %s', async (_, criteria, expected) => {
    expect(await names(criteria)).toEqual(expected);
  });

  it('looks for every word as it is written, whatever it means to a database', async () => {
    const reader = new ProjectReader(knex, ['main']);
    const find = async (search: string) =>
      (await reader.list({ ...everyProject, search }, 'all')).items.map(
        ({ name }) => name,
      );
    expect(await find('SHOP 100%')).toEqual(['Shop', 'shop-test']);
    expect(await find('find_')).toEqual(['Find_it']);
    expect(await find('f%nd')).toEqual([]);
    expect(await find("'; drop table projects")).toEqual([]);
  });

  it('puts what has no value last in either direction, and does not show clouds that are no longer configured', async () => {
    const reader = new ProjectReader(knex, ['main']);
    for (const order of ['asc', 'desc'] as const) {
      const { items } = await reader.list(
        { ...everyProject, sort: 'owner', order },
        'all',
      );
      expect(items[3].name).toBe('nobodys');
    }
    const other = new ProjectReader(knex, ['another']);
    expect((await other.list(everyProject, 'all')).total).toBe(0);
  });

  it('counts what a project has, whoever else counts it: the collector, and an operation that has just ended', async () => {
    const server = (name: string): SeenResource => ({
      id: name,
      projectId: 'shop',
      region: 'north',
      type: 'server',
      name,
      state: 'active',
      health: 'ok',
      details: {},
    });
    const scope = { cloud: 'main', region: 'north', type: 'server' } as const;
    const writer = new ProjectWriter(knex, 0.2);
    const resources = new ResourceWriter(knex, 0.2);
    await resources.replace(scope, ['a', 'b', 'c'].map(server));
    await resources.merge(scope, [], ['b']);
    await Promise.all(
      Array.from({ length: 8 }, () => writer.recount(['shop'])),
    );
    const [shop] = await new ProjectReader(knex, ['main']).find(['shop']);
    expect(shop).toMatchObject({ counts: { servers: 2 }, regions: ['north'] });
  });

  it('lets one of two replicas read at a time', async () => {
    const [first, second] = [new Lease(knex, 'main'), new Lease(knex, 'main')];
    let done = () => {};
    const work = first.run(() => new Promise(resolve => (done = resolve)));
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await second.run(async () => {})).toBe(false);
    done();
    expect(await work).toBe(true);
    expect(await second.run(async () => {})).toBe(true);
  });

  it('takes over from a replica that died in the middle', async () => {
    await knex('leases').insert({
      name: 'main',
      holder: 'dead',
      until: Date.now() - 1,
    });
    expect(await new Lease(knex, 'main').run(async () => {})).toBe(true);
  });
});
