import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { aProject } from './__testUtils__/samples';
import { startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const values = {
  projectId: 'p1',
  name: 'send-invoice',
  description: 'Sends "invoices" & reminders',
  invoke: 'http',
};
const unremarkable = { risk: 'change', needsApproval: false };
const doors = {
  'GET projects/projects/*': () => aProject(),
  'GET functions/choices': () => ({
    sources: [{ name: 'north', title: 'North' }],
    gitHosts: ['git.test'],
  }),
  'POST functions/operations/deploy-function/precheck': () => ({
    problems: [],
    ...unremarkable,
  }),
};

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
afterEach(() => scaffolder.stop());

/** Writes what the template made into a folder of its own, and runs its tests as its author would. */
function runTests(files: { [path: string]: string }): string {
  const dir = mkdtempSync(join(tmpdir(), 'function-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    return execFileSync(process.execPath, ['--test'], {
      cwd: dir,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('the function template', () => {
  it.each(['http', 'cloudevent'])(
    'writes a %s function whose tests pass, with all that the builder needs',
    async invoke => {
      scaffolder = await startScaffolder(doors);
      const { error, files } = await scaffolder.dryRun('function', {
        ...values,
        invoke,
      });
      expect(error).toBeUndefined();
      expect(Object.keys(files).sort()).toEqual([
        '.gitignore',
        'README.md',
        'func.yaml',
        'index.js',
        'package.json',
        'test/index.test.js',
      ]);
      expect(Object.values(files).join('\n')).not.toContain('${{');
      expect(parse(files['func.yaml'])).toEqual({
        specVersion: '0.36.0',
        name: 'send-invoice',
        runtime: 'node',
        created: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        invoke,
      });
      expect(JSON.parse(files['package.json'])).toMatchObject({
        name: 'send-invoice',
        main: 'index.js',
      });
      expect(files['README.md']).toContain('Sends "invoices" & reminders');
      expect(runTests(files)).toMatch(/fail 0/);
    },
  );

  it("deploys from the repository in the owner's organisation", async () => {
    scaffolder = await startScaffolder(doors);
    const { error, output } = await scaffolder.dryRun('function', values);
    expect(error).toBeUndefined();
    expect(output.text[0].content).toContain(
      'git clone http://git.test/checkout/send-invoice.git',
    );
    const prechecks = scaffolder.calls.filter(
      ({ route }) =>
        route === 'POST functions/operations/deploy-function/precheck',
    );
    expect(prechecks).toHaveLength(2);
    for (const { body, user } of prechecks) {
      expect(user).toBe('user:default/ines.duarte');
      expect(body).toMatchObject({
        input: {
          projectId: 'p1',
          name: 'send-invoice',
          invoke: 'http',
          git: { url: 'http://git.test/checkout/send-invoice.git' },
        },
      });
    }
  });

  it('makes no repository when the function could not be deployed', async () => {
    scaffolder = await startScaffolder({
      ...doors,
      'POST functions/operations/deploy-function/precheck': () => ({
        problems: [
          {
            severity: 'warns',
            field: 'name',
            message: 'A function named "send-invoice" exists already',
          },
        ],
        ...unremarkable,
      }),
    });
    const task = await scaffolder.run('function', values);
    expect(task.error).toBe(
      'Deploying function send-invoice cannot succeed: A function named "send-invoice" exists already.',
    );
    expect(task.log).not.toContain('Beginning step Publish it to git');
  });

  it('says whom to ask when the project belongs to nobody', async () => {
    scaffolder = await startScaffolder({
      ...doors,
      'GET projects/projects/*': () =>
        aProject({ owner: undefined, owners: [] }),
    });
    const task = await scaffolder.run('function', values);
    expect(task.error).toMatch(/^Project checkout-prod has no owner/);
  });
});
