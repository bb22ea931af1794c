import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { newClusterSchema } from '@flytower/cloud-common/clusters';
import { ask, warningsOrThrow } from '@flytower/cloud-node/scaffolder';
import { clusterInput } from './clusterInput';
import type { Doors } from './doors';
import { clusterExamples } from './examples';
import { parseInput } from './parseInput';

/** Says before anything is sent whether a cluster could be created. */
export function createClusterPrecheckAction({ clusters }: Doors) {
  return createTemplateAction({
    id: 'cloud:cluster:precheck',
    description:
      'Asks what stands against creating a cluster (quota, name, version, rights) and fails with the answer; sends nothing',
    supportsDryRun: true,
    examples: clusterExamples('cloud:cluster:precheck', 'Check a new cluster'),
    schema: {
      input: clusterInput,
      output: {
        warnings: z =>
          z.array(z.string()).describe('What to know, but nothing that blocks'),
      },
    },
    async handler(ctx) {
      const input = parseInput(newClusterSchema, ctx.input);
      const credentials = await ctx.getInitiatorCredentials();
      const precheck = await ask(
        clusters.precheckCluster(input, { credentials, signal: ctx.signal }),
      );
      const warnings = warningsOrThrow(
        `Creating cluster ${input.name}`,
        precheck,
      );
      for (const warning of warnings) ctx.logger.warn(warning);
      ctx.logger.info(`Nothing stands against cluster ${input.name}`);
      ctx.output('warnings', warnings);
    },
  });
}
