import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { newAddonSchema } from '@flytower/cloud-common/clusters';
import { ask, warningsOrThrow } from '@flytower/cloud-node/scaffolder';
import { addonInput } from './addonInput';
import type { Doors } from './doors';
import { exampleOf } from './examples';
import { parseInput } from './parseInput';

/** Says before anything is sent whether an add-on could be installed. */
export function createAddonPrecheckAction({ clusters }: Doors) {
  return createTemplateAction({
    id: 'cloud:addon:precheck',
    description:
      'Asks what stands against installing an add-on on a cluster and fails with the answer; sends nothing',
    supportsDryRun: true,
    examples: [
      exampleOf('Check an add-on', {
        id: 'precheck',
        name: 'Check that it can succeed',
        action: 'cloud:addon:precheck',
        input: {
          clusterId: '${{ parameters.clusterId }}',
          addon: 'cert-manager',
        },
      }),
    ],
    schema: {
      input: addonInput,
      output: {
        warnings: z =>
          z.array(z.string()).describe('What to know, but nothing that blocks'),
      },
    },
    async handler(ctx) {
      const { clusterId, ...rest } = ctx.input;
      const input = parseInput(newAddonSchema, rest);
      const credentials = await ctx.getInitiatorCredentials();
      const precheck = await ask(
        clusters.precheckAddon(clusterId, input, {
          credentials,
          signal: ctx.signal,
        }),
      );
      const warnings = warningsOrThrow(`Installing ${input.addon}`, precheck);
      for (const warning of warnings) ctx.logger.warn(warning);
      ctx.logger.info(`Nothing stands against ${input.addon}`);
      ctx.output('warnings', warnings);
    },
  });
}
