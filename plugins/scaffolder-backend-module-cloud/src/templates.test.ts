import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- templates use actions that these plugins' operations yield
import { clusterOperations } from '@flytower/backstage-plugin-clusters-backend/operations';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- templates use actions that these plugins' operations yield
import { functionOperations } from '@flytower/backstage-plugin-functions-backend/operations';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import {
  readTemplate,
  startScaffolder,
  templatesDir,
} from './__testUtils__/startScaffolder';

jest.setTimeout(60_000);

const names = readdirSync(templatesDir).filter(name => !name.includes('.'));

interface Step {
  id: string;
  action: string;
  input: { [name: string]: unknown };
}

it('lists every template for the catalog', () => {
  const { spec } = parse(readFileSync(join(templatesDir, 'all.yaml'), 'utf8'));
  expect(spec.targets).toEqual(
    expect.arrayContaining(names.map(name => `./${name}/template.yaml`)),
  );
});

it.each(names)('accepts the %s template as a template', async name => {
  const template = readTemplate(name);
  await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
    true,
  );
  expect(template.metadata.name).toBe(name);
});

it.each(names)(
  'asks in the %s template what stands against it before anything is made',
  async name => {
    const { id, action, input } = readTemplate(name).spec.steps[0] as Step;
    // a precheck of its own, or an operation, which does not start against one
    const isAsked =
      action.endsWith(':precheck') ||
      [...clusterOperations, ...functionOperations].some(
        ({ scaffolderAction }) => scaffolderAction === action,
      );
    expect([id, Object.keys(input).length > 0, isAsked]).toEqual([
      id,
      true,
      true,
    ]);
  },
);

it('uses only actions that exist, with inputs that they take, and gives each an example that can be read', async () => {
  const scaffolder = await startScaffolder();
  try {
    const actions = await scaffolder.listActions();
    for (const { id, action, input } of names.flatMap(
      name => readTemplate(name).spec.steps as Step[],
    )) {
      const { schema } = actions.find(one => one.id === action) ?? {};
      expect([id, action, Boolean(schema)]).toEqual([id, action, true]);
      const { properties = {}, required = [] } = schema!.input as {
        properties?: object;
        required?: string[];
      };
      expect(Object.keys(properties)).toEqual(
        expect.arrayContaining(Object.keys(input)),
      );
      expect(Object.keys(input)).toEqual(expect.arrayContaining(required));
    }

    const ours = actions.filter(({ id }) => id.startsWith('cloud:'));
    expect(ours.map(({ id }) => id).sort()).toEqual([
      'cloud:addon:install',
      'cloud:addon:remove',
      'cloud:addon:upgrade',
      'cloud:cluster:add-workers',
      'cloud:cluster:create',
      'cloud:cluster:delete-cluster',
      'cloud:cluster:replace-node',
      'cloud:cluster:restore-snapshot',
      'cloud:cluster:rotate-certificates',
      'cloud:cluster:take-snapshot',
      'cloud:cluster:upgrade-cluster',
      'cloud:function:delete-function',
      'cloud:function:deploy',
      'cloud:function:pause-function',
      'cloud:function:precheck',
      'cloud:function:publish',
      'cloud:function:redeploy-function',
      'cloud:function:resume-function',
      'cloud:function:roll-back-function',
      'cloud:function:set-traffic',
    ]);
    for (const { id, examples = [] } of ours) {
      expect(examples.length).toBeGreaterThan(0);
      for (const { example } of examples) {
        expect(parse(example).steps[0].action).toBe(id);
      }
    }
  } finally {
    await scaffolder.stop();
  }
});
