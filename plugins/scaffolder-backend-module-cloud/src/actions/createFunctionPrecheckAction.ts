import type { ScmIntegrations } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Precheck } from '@flytower/cloud-common';
import { newFunctionSchema } from '@flytower/cloud-common/functions';
import { ask, warningsOrThrow } from '@flytower/cloud-node/scaffolder';
import type { Doors } from './doors';
import { exampleOf } from './examples';
import { functionInput } from './functionInput';
import { gitHomeOf } from './gitHome';
import { parseInput } from './parseInput';

/** Says before anything is made whether a function could be deployed, and where its source will live. */
export function createFunctionPrecheckAction(
  doors: Doors,
  integrations: ScmIntegrations,
) {
  return createTemplateAction({
    id: 'cloud:function:precheck',
    description:
      'Asks what stands against deploying a new function and fails with the answer; says where its git repository belongs; sends nothing',
    supportsDryRun: true,
    examples: [
      exampleOf('Check a new function', {
        id: 'precheck',
        name: 'Check that it can succeed',
        action: 'cloud:function:precheck',
        input: {
          projectId: '${{ parameters.projectId }}',
          name: 'send-invoice',
          invoke: 'http',
        },
      }),
    ],
    schema: {
      input: functionInput,
      output: {
        repoUrl: z =>
          z
            .string()
            .describe(
              'Where to publish the source, for cloud:function:publish',
            ),
        gitUrl: z =>
          z.string().describe('Clone URL of that repository once published'),
        owner: z => z.string().describe('Entity ref of the owning group'),
        createdAt: z => z.string().describe('Now, for func.yaml'),
        warnings: z =>
          z.array(z.string()).describe('What to know, but nothing that blocks'),
      },
    },
    async handler(ctx) {
      const { projectId, name } = ctx.input;
      const options = {
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      };
      const [project, choices] = await ask(
        Promise.all([
          doors.projects.getProject(projectId, options),
          doors.functions.getChoices(options),
        ]),
      );
      const home = gitHomeOf({
        project,
        name,
        integrations,
        allowedHosts: choices.gitHosts,
      });
      const input = parseInput(newFunctionSchema, {
        ...ctx.input,
        git: { url: home.gitUrl },
      });
      const { problems } = await ask(
        doors.functions.precheckOperation(
          'deploy-function',
          { input },
          options,
        ),
      );
      // A function that was asked for before could be built anew, but its repository is not to be made a second time.
      const precheck: Precheck = {
        problems: problems.map(problem =>
          problem.field === 'name'
            ? { ...problem, severity: 'blocks' }
            : problem,
        ),
      };
      const warnings = warningsOrThrow(`Deploying function ${name}`, precheck);
      for (const warning of warnings) ctx.logger.warn(warning);
      ctx.logger.info(
        `Nothing stands against function ${name}; its source goes to ${home.gitUrl}`,
      );
      ctx.output('repoUrl', home.repoUrl);
      ctx.output('gitUrl', home.gitUrl);
      ctx.output('owner', project.owner ?? '');
      ctx.output('createdAt', new Date().toISOString());
      ctx.output('warnings', warnings);
    },
  });
}
