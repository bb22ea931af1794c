import { aCluster, anAddon } from './__testUtils__/samples';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const values = { clusterId: 'main.shop', addon: { name: 'cert-manager' } };
const nothing = () => ({ problems: [] });

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
afterEach(() => scaffolder.stop());

describe('the add-on template', () => {
  it('installs the newest version when none is chosen, and waits until it is ready', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/*/addons/precheck': nothing,
      'POST clusters/clusters/*/addons': () => anAddon({ state: 'installing' }),
      'GET clusters/clusters/*': (_body, nth) =>
        aCluster({ addons: nth < 3 ? [] : [anAddon()] }),
    });
    const task = await scaffolder.run('addon', values);
    expect(task.error).toBeUndefined();
    expect(task.log).toContain('cert-manager 1.19.1 is ready');
    expect(
      scaffolder.calls.find(({ route }) => route.endsWith('/addons'))?.body,
    ).toEqual({ addon: 'cert-manager', values: {} });
    expect(task.links?.[0].url).toBe('/clusters/main.shop');
  });

  it('installs the version that was chosen', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/*/addons/precheck': nothing,
      'POST clusters/clusters/*/addons': () => anAddon({ version: '1.18.0' }),
      'GET clusters/clusters/*': () =>
        aCluster({ addons: [anAddon({ version: '1.18.0' })] }),
    });
    const task = await scaffolder.run('addon', {
      ...values,
      addon: { name: 'cert-manager', version: '1.18.0' },
    });
    expect(task.status).toBe('completed');
    expect(
      scaffolder.calls.find(({ route }) => route.endsWith('/addons'))?.body,
    ).toEqual({ addon: 'cert-manager', version: '1.18.0', values: {} });
  });

  it('fails with what Fleet says when the add-on fails', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/*/addons/precheck': nothing,
      'POST clusters/clusters/*/addons': () => anAddon({ state: 'installing' }),
      'GET clusters/clusters/*': () =>
        aCluster({
          addons: [anAddon({ state: 'failed', message: 'chart not found' })],
        }),
    });
    const task = await scaffolder.run('addon', values);
    expect(task.error).toBe('Add-on cert-manager failed: chart not found');
  });

  it('sends nothing when it could not succeed', async () => {
    scaffolder = await startScaffolder({
      'POST clusters/clusters/*/addons/precheck': () => ({
        problems: [
          { severity: 'blocks', message: 'The cluster is not active' },
        ],
      }),
    });
    const task = await scaffolder.run('addon', values);
    expect(task.error).toBe(
      'Installing cert-manager cannot succeed: The cluster is not active.',
    );
    expect(scaffolder.calls).toHaveLength(1);
  });
});
