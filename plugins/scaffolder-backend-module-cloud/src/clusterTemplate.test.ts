import { refusal } from './__testUtils__/fakeDoors';
import { anOperation } from './__testUtils__/samples';
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
const start = 'POST clusters/operations/create-cluster/start';
const precheck = 'POST clusters/operations/create-cluster/precheck';
const look = 'GET clusters/operations/op-1';
const done = anOperation({
  state: 'succeeded',
  outcome: 'shop is active with 3 nodes and cert-manager.',
  upstream: {
    clusterId: 'main.shop',
    entityRef: 'resource:default/main.shop',
  },
});

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
afterEach(() => scaffolder.stop());

describe('the cluster template', () => {
  it('creates a cluster with its add-ons as the person who asks, and follows it to its end', async () => {
    const seen = [
      anOperation({ message: 'waiting for machines' }),
      anOperation({ message: 'waiting for machines' }),
      anOperation({ message: 'Fleet brings cert-manager' }),
      done,
    ];
    scaffolder = await startScaffolder({
      [start]: () => anOperation(),
      [look]: (_body, nth) => seen[nth - 1],
    });
    const task = await scaffolder.run('cluster', values);

    expect(task.error).toBeUndefined();
    expect(task.status).toBe('completed');
    expect(task.log.match(/waiting for machines/g)).toHaveLength(1);
    expect(task.log).toContain('Fleet brings cert-manager');
    expect(task.log).toContain('shop is active with 3 nodes and cert-manager.');
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
      {
        title: 'What was done',
        icon: 'dashboard',
        url: '/cloud/operations/clusters/op-1',
      },
    ]);

    expect(scaffolder.calls.filter(({ route }) => route === start)).toEqual([
      {
        route: start,
        user: 'user:default/ines.duarte',
        body: {
          input: {
            projectId: 'p1',
            region: 'north',
            name: 'shop',
            description: '',
            environment: 'development',
            version: 'v1.34.2+rke2r1',
            controlPlane: { count: 1, flavor: 'm1.medium' },
            workers: { count: 2, flavor: 'm1.large' },
            addons: ['cert-manager'],
          },
          reason: `Template template:default/cluster, task ${task.id}`,
          idempotencyKey: expect.stringMatching(
            new RegExp(
              `^scaffolder:${task.id}:create:create-cluster\\.[0-9a-f]{32}$`,
            ),
          ),
        },
      },
    ]);
  });

  it('hands on the refusal of the door as a sentence', async () => {
    scaffolder = await startScaffolder({
      [start]: () =>
        refusal(400, 'InputError', 'workers.count: The quota is exceeded'),
    });
    const task = await scaffolder.run('cluster', values);
    expect(task.status).toBe('failed');
    expect(task.error).toBe('workers.count: The quota is exceeded');
  });

  it('fails with the words of the operation when that fails', async () => {
    scaffolder = await startScaffolder({
      [start]: () => anOperation(),
      [look]: () =>
        anOperation({ state: 'failed', outcome: 'No machine could be made' }),
    });
    const task = await scaffolder.run('cluster', values);
    expect(task.error).toBe('No machine could be made');
  });

  it('waits on while the door cannot answer', async () => {
    scaffolder = await startScaffolder({
      [start]: () => anOperation(),
      [look]: (_body, nth) =>
        nth === 1
          ? refusal(503, 'ServiceUnavailableError', 'The door does not answer')
          : done,
    });
    const task = await scaffolder.run('cluster', { ...values, addons: [] });
    expect(task.log).toContain('asking again: The door does not answer');
    expect(task.status).toBe('completed');
  });

  it('makes nothing in a dry run, and says what would be in the way', async () => {
    let problems: object[] = [];
    scaffolder = await startScaffolder({
      [precheck]: () => ({ problems, risk: 'change', needsApproval: false }),
    });
    const good = await scaffolder.dryRun('cluster', values);
    expect(good.error).toBeUndefined();
    expect(good.status).toBe(200);

    problems = [{ severity: 'blocks', field: 'name', message: 'Taken.' }];
    const bad = await scaffolder.dryRun('cluster', values);
    expect(bad.error?.message).toContain('name: Taken.');
    expect(scaffolder.calls.map(({ route }) => route)).toEqual([
      precheck,
      precheck,
    ]);
  });
});
