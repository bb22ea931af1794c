import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { newFunctionSchema } from '@flytower/cloud-common/functions';
import {
  ask,
  follow,
  idempotencyKey,
  waitingSince,
  warningsOrThrow,
} from '@flytower/cloud-node/scaffolder';
import { judgeFunction } from '../following/judge';
import { linkList, waitInput } from './clusterInput';
import type { Doors } from './doors';
import { exampleOf } from './examples';
import { functionInput, gitInput } from './functionInput';
import { functionLinks, functionPath } from './functionLinks';
import { parseInput } from './parseInput';

/** Builds a function from git and deploys it; one that is there already is built anew. */
export function createFunctionDeployAction({ functions, everyMs }: Doors) {
  return createTemplateAction({
    id: 'cloud:function:deploy',
    description: 'Builds a function from git and deploys it on Knative',
    supportsDryRun: true,
    examples: [
      exampleOf('Deploy a function and wait until it is ready', {
        id: 'deploy',
        name: 'Deploy the function',
        action: 'cloud:function:deploy',
        input: {
          projectId: '${{ parameters.projectId }}',
          name: '${{ parameters.name }}',
          git: { url: '${{ steps.publish.output.remoteUrl }}' },
          invoke: 'cloudevent',
          wait: true,
        },
      }),
    ],
    schema: {
      input: { ...functionInput, git: gitInput, ...waitInput },
      output: {
        id: z => z.string().describe('Id of the function in the portal'),
        entityRef: z => z.string().describe('Its entity in the catalog'),
        url: z =>
          z.string().optional().describe('Where it can be called, once known'),
        links: z => linkList(z),
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { wait, timeoutMinutes = 20, ...rest } = ctx.input;
      const input = parseInput(newFunctionSchema, rest);
      const credentials = await ctx.getInitiatorCredentials();
      const options = { credentials, signal };

      if (ctx.isDryRun) {
        const precheck = await ask(functions.precheckFunction(input, options));
        const what = `Deploying function ${input.name}`;
        warningsOrThrow(what, precheck).forEach(each => logger.warn(each));
        logger.info(`${what} would succeed; nothing was sent`);
        outputs({
          id: `${input.source ?? 'platform'}.${input.name}`,
          name: input.name,
          entityRef: `component:default/${input.name}`,
        });
        return;
      }

      const fn = await ctx.checkpoint({
        key: `function.deploy.${input.projectId}.${input.name}`,
        fn: async () => {
          const { id, name, entityRef } = await ask(
            functions.deployFunction(
              { ...input, idempotencyKey: idempotencyKey(ctx, input.name) },
              options,
            ),
          );
          return { id, name, entityRef };
        },
      });
      logger.info(`Function ${fn.name} is being built from ${input.git.url}`);
      outputs(fn);
      if (!wait) return;

      const ready = await follow({
        logger,
        signal,
        everyMs,
        timeoutMinutes,
        since: await waitingSince(ctx, fn.id),
        read: () => functions.getFunction(fn.id, options),
        judge: judgeFunction,
        goesOn: `The deployment goes on without this task; see ${functionPath(
          fn.id,
        )}.`,
      });
      outputs(ready);

      function outputs(made: Parameters<typeof functionLinks>[0]) {
        ctx.output('id', made.id);
        ctx.output('entityRef', made.entityRef);
        if (made.url) ctx.output('url', made.url);
        ctx.output('links', functionLinks(made));
      }
    },
  });
}
