import { keystone, keystoneId } from './__testUtils__/clients';
import {
  domains,
  eventually,
  startPortal,
  type Portal,
} from './__testUtils__/startPortal';

jest.setTimeout(240_000);

const kinds = {
  projects: 'system',
  clusters: 'resource',
  functions: 'component',
};

/** Longest time between a change in Keystone and its effect on everything, with the intervals of these tests. */
const soon = 30_000;

describe('one answer about who may see what', () => {
  let portal: Portal;
  let call: Awaited<ReturnType<typeof keystone>>;
  const ines = () => portal.as('ines.duarte');

  /** Everything that somebody is shown of the cloud, by each way to it. */
  const seenBy = async (name: string) => {
    const person = portal.as(name);
    return Promise.all(
      domains.map(async domain => {
        const kind = kinds[domain];
        const filter = `kind=${kind},metadata.annotations.cloud.flytower.io/source`;
        const list = await person.list(domain);
        const byQuery = await person.read<{
          totalItems: number;
          items: { metadata: { name: string } }[];
        }>(`/api/catalog/entities/by-query?filter=${filter}&limit=500`);
        const facets = await person.read<{
          facets: { kind: { count: number }[] };
        }>(`/api/catalog/entity-facets?facet=kind&filter=${filter}`);
        return {
          domain,
          door: list.items.length,
          total: list.total,
          facets: list.facets.owner.reduce((sum, one) => sum + one.count, 0),
          catalog: byQuery.items.length,
          catalogTotal: byQuery.totalItems,
          catalogFacets: facets.facets.kind.reduce(
            (sum, one) => sum + one.count,
            0,
          ),
          names: byQuery.items.map(({ metadata }) => metadata.name).sort(),
          unowned: list.items.filter(({ owner }) => !owner).length,
        };
      }),
    );
  };
  const agrees = async (name: string) => {
    for (const seen of await seenBy(name)) {
      const { door, unowned } = seen;
      expect(seen).toMatchObject({
        total: door,
        facets: door - unowned,
        catalog: door,
        catalogTotal: door,
        catalogFacets: door,
      });
    }
  };

  /** Everything has arrived, and Ines is known. */
  const isThere = async () => {
    for (const { catalog, door } of await seenBy('oskar.lind')) {
      expect(door).toBeGreaterThan(0);
      expect(catalog).toBe(door);
    }
    expect(await ines().entities('user')).not.toHaveLength(0);
  };

  beforeAll(async () => {
    portal = await startPortal();
    call = await keystone(portal.cloud);
    await eventually(isThere, 90_000);
    await eventually(() => agrees('ines.duarte'));
  });
  afterAll(() => portal?.stop());

  it.each(['ines.duarte', 'jonas.weber', 'mei.tanaka', 'oskar.lind'])(
    'is the same in lists, counts, facets and the catalog (%s)',
    name => eventually(() => agrees(name)),
  );

  it('keeps an entity from whom its door keeps it, also by its name', async () => {
    const hers = await ines().list<Listed>('projects');
    const oskar = portal.as('oskar.lind');
    const his = await oskar.list<Listed>('projects');
    const project = his.items.find(
      ({ id }) => !hers.items.some(item => item.id === id),
    );
    const byName = `/api/catalog/entities/by-name/${project?.entityRef.replace(
      ':',
      '/',
    )}`;
    expect((await oskar.fetch(byName)).status).toBe(200);
    expect((await ines().fetch(byName)).status).toBe(404);
    const ancestry = await ines().fetch(`${byName}/ancestry`);
    expect([403, 404]).toContain(ancestry.status);
  });

  it('follows a role that is taken from a group', async () => {
    const [project] = portal.cloud.context.company.projects.filter(
      ({ team }) => team === 'checkout',
    );
    const path = `/api/projects/projects/${project.id}`;
    const entity = `/api/catalog/entities/by-name/system/default/${project.name}`;
    expect((await ines().fetch(path)).status).toBe(200);
    const group = await keystoneId(call, 'groups', 'checkout');
    const { role_assignments: held } = await call<{
      role_assignments: { role: { id: string } }[];
    }>(
      'GET',
      `/role_assignments?group.id=${group}&scope.project.id=${project.id}`,
    );
    const change = (method: 'PUT' | 'DELETE') =>
      Promise.all(
        held.map(({ role }) =>
          call(
            method,
            `/projects/${project.id}/groups/${group}/roles/${role.id}`,
          ),
        ),
      );
    expect(held.length).toBeGreaterThan(0);
    await change('DELETE');
    try {
      await eventually(async () => {
        expect((await ines().fetch(path)).status).toBe(404);
        expect((await ines().fetch(entity)).status).toBe(404);
        await agrees('ines.duarte');
      }, soon);
    } finally {
      await change('PUT');
    }
    await eventually(async () => {
      expect((await ines().fetch(path)).status).toBe(200);
    }, soon);
  });

  it('follows a person who leaves a group, without a new sign-in', async () => {
    const [group, user] = await Promise.all([
      keystoneId(call, 'groups', 'checkout'),
      keystoneId(call, 'users', 'ines.duarte'),
    ]);
    await call('DELETE', `/groups/${group}/users/${user}`);
    try {
      await eventually(async () => {
        for (const { door, catalog } of await seenBy('ines.duarte'))
          expect({ door, catalog }).toEqual({ door: 0, catalog: 0 });
      }, soon);
    } finally {
      await call('PUT', `/groups/${group}/users/${user}`);
    }
    await eventually(async () => {
      for (const { door } of await seenBy('ines.duarte'))
        expect(door).toBeGreaterThan(0);
    }, soon);
  });
});

interface Listed {
  id: string;
  name: string;
  owner?: string;
  readers: string[];
  entityRef: string;
}
