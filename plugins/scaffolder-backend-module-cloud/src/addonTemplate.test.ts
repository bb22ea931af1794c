import { anOperation } from './__testUtils__/samples';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const values = { clusterId: 'main.shop', addon: { name: 'cert-manager' } };
const start = 'POST clusters/operations/install-addon/start';

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
afterEach(() => scaffolder.stop());

describe('the add-on template', () => {
  it.each([
    ['the newest version when none is chosen', undefined, {}],
    ['the version that was chosen', '1.18.0', { version: '1.18.0' }],
  ])('installs %s, and waits until it is ready', async (_, version, more) => {
    scaffolder = await startScaffolder({
      [start]: () => anOperation({ kind: 'install-addon' }),
      'GET clusters/operations/op-1': (_body, nth) =>
        nth < 3
          ? anOperation({ message: 'Fleet installs it' })
          : anOperation({
              state: 'succeeded',
              outcome: 'cert-manager is ready.',
            }),
    });
    const task = await scaffolder.run('addon', {
      ...values,
      addon: { ...values.addon, ...(version && { version }) },
    });
    expect(task.error).toBeUndefined();
    expect(task.log).toContain('Fleet installs it');
    expect(task.log).toContain('cert-manager is ready.');
    expect(
      scaffolder.calls.find(({ route }) => route === start)?.body,
    ).toMatchObject({
      input: { clusterId: 'main.shop', addon: 'cert-manager', ...more },
    });
    expect(task.links?.map(({ url }) => url)).toEqual([
      '/clusters/main.shop',
      '/cloud/operations/clusters/op-1',
    ]);
  });

  it('fails with what the operation says when the add-on fails', async () => {
    scaffolder = await startScaffolder({
      [start]: () => anOperation({ kind: 'install-addon' }),
      'GET clusters/operations/op-1': () =>
        anOperation({ state: 'failed', outcome: 'chart not found' }),
    });
    const task = await scaffolder.run('addon', values);
    expect(task.error).toBe('chart not found');
  });
});
