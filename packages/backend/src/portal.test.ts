import type { CustomObjectsApi } from '@kubernetes/client-node';
import { keystone, kubectl } from './__testUtils__/clients';
import {
  eventually,
  startPortal,
  type Domain,
} from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const kindOf: Record<Domain, string> = {
  projects: 'system',
  clusters: 'resource',
  functions: 'component',
};
const domains = Object.keys(kindOf) as Domain[];

const rancherClusters = {
  group: 'provisioning.cattle.io',
  version: 'v1',
  namespace: 'fleet-default',
  plural: 'clusters',
};

describe('the portal', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let oskar: ReturnType<typeof portal.as>;
  let ines: ReturnType<typeof portal.as>;

  /** Everything of the cloud has arrived in the catalog, and nothing else. */
  const inStep = async () => {
    for (const domain of domains) {
      const { total, freshness } = await oskar.list(domain);
      expect(total).toBeGreaterThan(0);
      expect(freshness).not.toHaveLength(0);
      for (const source of freshness) expect(source.state).toBe('fresh');
      expect(await oskar.entities(kindOf[domain])).toHaveLength(total);
    }
  };
  /** What the catalog says of the cloud, by domain. */
  const said = async (domain: Domain) =>
    (await oskar.entities(kindOf[domain]))
      .map(({ metadata, spec }) => ({
        name: metadata.name,
        owner: spec?.owner,
        system: spec?.system,
      }))
      .sort(byName);
  /** What a door says of the cloud, as the catalog must have it. */
  const meant = async (domain: Domain) =>
    (await oskar.list<Owned>(domain)).items
      .map(({ entityRef, owner, projectRef }) => ({
        name: entityRef.split('/')[1],
        owner: owner ?? 'group:default/unowned',
        system: projectRef,
      }))
      .sort(byName);
  const entity = (kind: string, name: string) =>
    oskar.fetch(`/api/catalog/entities/by-name/${kind}/default/${name}`);
  const arrives = (kind: string, name: string, ms = 5_000) =>
    eventually(async () => {
      const answer = await entity(kind, name);
      expect(answer.status).toBe(200);
      return answer.json();
    }, ms);
  const leaves = (kind: string, name: string) =>
    eventually(async () => {
      expect((await entity(kind, name)).status).toBe(404);
    });

  beforeAll(async () => {
    portal = await startPortal();
    oskar = portal.as('oskar.lind');
    ines = portal.as('ines.duarte');
    await eventually(inStep, 60_000);
  });
  afterAll(() => portal?.stop());

  it('has everything of the cloud in the catalog, with its owner and its project', async () => {
    for (const domain of domains) {
      const all = await meant(domain);
      expect(await said(domain)).toEqual(all);
      const owned = all.filter(({ owner }) => !owner.endsWith('/unowned'));
      expect(owned.length).toBeGreaterThan(1);
    }
  });

  it('knows the people and teams of the cloud', async () => {
    const { users, groups } = await oskar.read<{
      users: { name: string }[];
      groups: { name: string }[];
    }>('/api/projects/organization');
    await eventually(async () => {
      expect(await oskar.entities('user')).toHaveLength(users.length);
      // and the one that owns what nobody owns
      expect(await oskar.entities('group')).toHaveLength(groups.length + 1);
    });
    const { spec } = await arrives('user', 'ines.duarte');
    expect(spec.memberOf).toEqual(['group:default/checkout']);
  });

  it('takes up a cluster that somebody makes with kubectl, and drops it when it is deleted', async () => {
    const rancher = kubectl(portal.cloud, 'management');
    const project = projectOf('checkout');
    await createCluster(rancher, 'by-hand', project.id);

    const { spec } = await arrives('resource', 'main.by-hand');
    expect(spec).toMatchObject({
      owner: 'group:default/checkout',
      system: `system:default/${project.name}`,
    });
    const seen = await ines.fetch('/api/clusters/clusters/main.by-hand');
    expect(seen.status).toBe(200);

    await rancher.deleteNamespacedCustomObject({
      ...rancherClusters,
      name: 'by-hand',
    });
    await leaves('resource', 'main.by-hand');
    await eventually(inStep);
  });

  it('takes up a Knative service that somebody makes with kubectl', async () => {
    const [like] = (
      await ines.list<Owned & { namespace: string; source: string }>(
        'functions',
      )
    ).items;
    const platform = kubectl(portal.cloud, `functions-${like.source}`);
    const services = {
      group: 'serving.knative.dev',
      version: 'v1',
      namespace: like.namespace,
      plural: 'services',
    };
    const { spec: settings } = (await platform.getNamespacedCustomObject({
      ...services,
      name: like.name,
    })) as { spec: { template: object } };
    await platform.createNamespacedCustomObject({
      ...services,
      body: {
        apiVersion: 'serving.knative.dev/v1',
        kind: 'Service',
        metadata: {
          name: 'by-hand',
          labels: { 'function.knative.dev/name': 'by-hand' },
        },
        spec: { template: settings.template },
      },
    });

    const { spec } = await arrives(
      'component',
      `${like.source}.${like.namespace}.by-hand`,
    );
    expect(spec).toMatchObject({ owner: like.owner, system: like.projectRef });
  });

  it('takes up a project that somebody makes in Keystone with the next refresh', async () => {
    const call = await keystone(portal.cloud);
    const { domains: found } = await call<{ domains: { id: string }[] }>(
      'GET',
      `/domains?name=${portal.cloud.context.company.domain}`,
    );
    const { roles } = await call<{ roles: { id: string }[] }>(
      'GET',
      '/roles?name=member',
    );
    const team = portal.cloud.context.company.teams.find(
      ({ name }) => name === 'checkout',
    );
    const { project } = await call<{ project: { id: string } }>(
      'POST',
      '/projects',
      { project: { name: 'checkout-lab', domain_id: found[0].id } },
    );
    await call(
      'PUT',
      `/projects/${project.id}/groups/${team?.id}/roles/${roles[0].id}`,
    );

    await eventually(async () => {
      const { spec } = await arrives('system', 'checkout-lab');
      expect(spec.owner).toBe('group:default/checkout');
    }, 8_000);
    const seen = await ines.fetch(`/api/projects/projects/${project.id}`);
    expect(seen.status).toBe(200);
  });

  it.each([
    ['rancher-down', ['clusters', 'functions']],
    ['openstack-500', ['projects']],
  ] as const)(
    'loses nothing while a source fails (%s), and says so',
    async (name, affected) => {
      await eventually(inStep);
      const before = await Promise.all(domains.map(said));
      portal.cloud.scenarios.set({ name, on: true });
      try {
        await eventually(async () => {
          for (const domain of affected) {
            const { freshness } = await oskar.list(domain);
            expect(freshness).not.toHaveLength(0);
            for (const source of freshness)
              expect(source.state).toBe('failing');
          }
        }, 30_000);
        // the catalog goes on processing meanwhile
        await new Promise(resolve => setTimeout(resolve, 3_000));
        expect(await Promise.all(domains.map(said))).toEqual(before);
        expect(await Promise.all(domains.map(meant))).toEqual(before);
      } finally {
        portal.cloud.scenarios.set({ name, on: false });
      }
      await eventually(inStep, 60_000);
    },
  );

  it.each(domains)(
    'gives one person the same answer in the list of %s and one by one',
    async domain => {
      const all = (await oskar.list(domain)).items;
      const hers = await ines.list(domain);
      const ids = hers.items.map(({ id }) => id);
      expect([...ids].sort()).toEqual(
        all
          .filter(({ readers }) => readers.includes('group:default/checkout'))
          .map(({ id }) => id)
          .sort(),
      );
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.length).toBeLessThan(all.length);
      expect(hers.total).toBe(ids.length);
      const owners = new Set(hers.items.map(({ owner }) => owner));
      expect(new Set(hers.facets.owner.map(({ value }) => value))).toEqual(
        owners,
      );
      expect(hers.facets.owner.reduce((sum, { count }) => sum + count, 0)).toBe(
        ids.length,
      );
      for (const { id } of all) {
        const { status } = await ines.fetch(`/api/${domain}/${domain}/${id}`);
        expect({ id, status }).toEqual({
          id,
          status: ids.includes(id) ? 200 : 404,
        });
      }
    },
  );

  it('lets somebody create clusters in the projects of their team and nowhere else', async () => {
    const { versions } = await ines.read<{
      versions: { version: string; recommended: boolean }[];
    }>('/api/clusters/choices');
    const create = (who: typeof ines, team: string, name: string) =>
      who.fetch('/api/clusters/operations/create-cluster/start', {
        method: 'POST',
        body: {
          input: {
            projectId: projectOf(team).id,
            name,
            region: projectOf(team).regions[0],
            version: versions.find(({ recommended }) => recommended)?.version,
            controlPlane: { count: 1, flavor: 'm1.large' },
            workers: { count: 1, flavor: 'm1.large' },
          },
        },
      });

    const refused = await create(ines, 'payments', 'not-hers');
    expect([403, 404]).toContain(refused.status);
    const missing = await oskar.fetch('/api/clusters/clusters/main.not-hers');
    expect(missing.status).toBe(404);

    const made = await create(ines, 'checkout', 'hers');
    expect(await made.json()).toMatchObject({ kind: 'create-cluster' });
    expect(made.status).toBe(202);
    const { spec } = await arrives('resource', 'main.hers');
    expect(spec.owner).toBe('group:default/checkout');
    const jonas = portal.as('jonas.weber');
    const hidden = await jonas.fetch('/api/clusters/clusters/main.hers');
    expect(hidden.status).toBe(404);
  });

  function projectOf(team: string) {
    const found = portal.cloud.context.company.projects.find(
      project => project.team === team,
    );
    if (!found) throw new Error(`The team ${team} has no project`);
    return found;
  }
});

const byName = (a: { name: string }, b: { name: string }) =>
  a.name < b.name ? -1 : 1;

interface Owned {
  id: string;
  name: string;
  owner?: string;
  readers: string[];
  entityRef: string;
  projectRef?: string;
}

async function createCluster(
  rancher: CustomObjectsApi,
  name: string,
  projectId: string,
) {
  const machines = `nc-${name}-all`;
  await rancher.createNamespacedCustomObject({
    group: 'rke-machine-config.cattle.io',
    version: 'v1',
    namespace: rancherClusters.namespace,
    plural: 'openstackconfigs',
    body: {
      apiVersion: 'rke-machine-config.cattle.io/v1',
      kind: 'OpenstackConfig',
      metadata: { name: machines },
      flavorName: 'm1.large',
      region: 'north',
    },
  });
  await rancher.createNamespacedCustomObject({
    ...rancherClusters,
    body: {
      apiVersion: 'provisioning.cattle.io/v1',
      kind: 'Cluster',
      metadata: {
        name,
        labels: { 'cloud.flytower.io/project-id': projectId },
      },
      spec: {
        kubernetesVersion: 'v1.33.5+rke2r1',
        rkeConfig: {
          machinePools: [
            {
              name: 'all',
              quantity: 1,
              controlPlaneRole: true,
              etcdRole: true,
              workerRole: true,
              machineConfigRef: { kind: 'OpenstackConfig', name: machines },
            },
          ],
        },
      },
    },
  });
}
