import { refusal } from './__testUtils__/fakeDoors';
import { aCluster, anAddon } from './__testUtils__/samples';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const values = {
  projectId: 'p1',
  region: 'north',
  name: 'shop',
  environment: 'development',
  version: 'v1.34.2+rke2r1',
  controlPlaneCount: 1,
  controlPlaneFlavor: 'm1.medium',
  workerCount: 2,
  workerFlavor: 'm1.large',
  quota: 'fits',
  addons: ['cert-manager'],
};
const nothing = () => ({ problems: [] });

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
afterEach(() => scaffolder.stop());

describe('the cluster template', () => {
  it('creates a cluster as the person who asks, follows it to active and installs its add-ons', async () => {
    const states = [
      aCluster({ state: 'provisioning', message: 'waiting for machines' }),
      aCluster({ state: 'provisioning', message: 'waiting for machines' }),
      aCluster(),
      aCluster({ addons: [anAddon({ state: 'installing' })] }),
      aCluster({ addons: [anAddon()] }),
    ];
    scaffolder = await startScaffolder({
      'POST clusters/clusters/precheck': nothing,
      'POST clusters/clusters': () => aCluster({ state: 'provisioning' }),
      'POST clusters/clusters/*/addons': () => anAddon({ state: 'installing' }),
      'GET clusters/clusters/*': (_body, nth) => states[nth - 1],
    });
    const task = await scaffolder.run('cluster', values);

    expect(task.error).toBeUndefined();
    expect(task.status).toBe('completed');
    expect(task.log.match(/waiting for machines/g)).toHaveLength(1);
    expect(task.log).toContain('shop is active, 3 of 3 nodes ready');
    expect(task.log).toContain('cert-manager 1.19.1 is ready');
    expect(task.links).toEqual([
      {
        title: 'Open the cluster',
        icon: 'cloud',
        url: '/clusters/main.shop',
      },
      {
        title: 'Open in the catalog',
        icon: 'catalog',
        entityRef: 'resource:default/main.shop',
      },
    ]);

    const created = scaffolder.calls.filter(
      ({ route }) => route === 'POST clusters/clusters',
    );
    expect(created).toEqual([
      {
        route: 'POST clusters/clusters',
        user: 'user:default/ines.duarte',
        body: {
          projectId: 'p1',
          region: 'north',
          name: 'shop',
          description: '',
          environment: 'development',
          version: 'v1.34.2+rke2r1',
          controlPlane: { count: 1, flavor: 'm1.medium' },
          workers: { count: 2, flavor: 'm1.large' },
          addons: [],
          idempotencyKey: `scaffolder:${task.id}:create:shop`,
        },
      },
    ]);
  });

  it('says before anything is made why it cannot succeed', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/precheck': () => ({
        problems: [
          {
            severity: 'blocks',
            field: 'workers',
            message: 'The quota of cores is exceeded by 4',
          },
          { severity: 'warns', message: 'North is busy' },
        ],
      }),
    });
    const task = await scaffolder.run('cluster', values);
    expect(task.status).toBe('failed');
    expect(task.error).toBe(
      'Creating cluster shop cannot succeed: workers: The quota of cores is exceeded by 4.',
    );
    expect(scaffolder.calls.map(({ route }) => route)).toEqual([
      'POST clusters/clusters/precheck',
    ]);
  });

  it('hands on the refusal of the door as a sentence', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/precheck': nothing,
      'POST clusters/clusters': () =>
        refusal(409, 'ConflictError', 'name: a cluster named "shop" exists'),
    });
    const task = await scaffolder.run('cluster', values);
    expect(task.error).toBe('name: a cluster named "shop" exists');
  });

  it("fails with the cluster's own words when the cluster fails", async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/precheck': nothing,
      'POST clusters/clusters': () => aCluster({ state: 'provisioning' }),
      'GET clusters/clusters/*': () =>
        aCluster({ state: 'failed', message: 'no machine could be made' }),
    });
    const task = await scaffolder.run('cluster', values);
    expect(task.error).toBe('Cluster shop failed: no machine could be made');
  });

  it('waits on while the door cannot answer', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/precheck': nothing,
      'POST clusters/clusters': () => aCluster({ state: 'provisioning' }),
      'GET clusters/clusters/*': (_body, nth) =>
        nth === 1
          ? refusal(503, 'ServiceUnavailableError', 'Rancher does not answer')
          : aCluster(),
    });
    const task = await scaffolder.run('cluster', { ...values, addons: [] });
    expect(task.log).toContain('asking again: Rancher does not answer');
    expect(task.status).toBe('completed');
  });

  it('makes nothing in a dry run, and says what would be in the way', async () => {
    let problems: object[] = [];
    scaffolder = await startScaffolder({
      'POST clusters/clusters/precheck': () => ({ problems }),
      'POST clusters/clusters/*/addons/precheck': nothing,
    });
    const good = await scaffolder.dryRun('cluster', values);
    expect(good.error).toBeUndefined();
    expect(good.status).toBe(200);

    problems = [{ severity: 'blocks', field: 'name', message: 'Taken.' }];
    const bad = await scaffolder.dryRun('cluster', values);
    expect(bad.error?.message).toContain('name: Taken.');
    expect(scaffolder.calls.map(({ route }) => route)).not.toContain(
      'POST clusters/clusters',
    );
  });
});
