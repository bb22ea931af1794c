import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
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

it.each(names)('begins the %s template with a precheck', name => {
  const [first] = readTemplate(name).spec.steps as Step[];
  expect(first.action).toMatch(/:precheck$/);
});

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
      'cloud:addon:precheck',
      'cloud:cluster:create',
      'cloud:cluster:precheck',
      'cloud:cluster:wait',
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
