import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { newClusterSchema } from '@flytower/cloud-common/clusters';
import {
  ask,
  idempotencyKey,
  warningsOrThrow,
} from '@flytower/cloud-node/scaffolder';
import { clusterInput, clusterOutput } from './clusterInput';
import { clusterOutputs } from './clusterLinks';
import type { Doors } from './doors';
import { clusterExamples } from './examples';
import { parseInput } from './parseInput';

/** Asks for a cluster; being active is what `cloud:cluster:wait` waits for. */
export function createClusterCreateAction({ clusters }: Doors) {
  return createTemplateAction({
    id: 'cloud:cluster:create',
    description: 'Creates a Kubernetes cluster in a project through Rancher',
    supportsDryRun: true,
    examples: clusterExamples('cloud:cluster:create', 'Create a cluster'),
    schema: { input: clusterInput, output: clusterOutput },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const input = parseInput(newClusterSchema, ctx.input);
      const credentials = await ctx.getInitiatorCredentials();

      if (ctx.isDryRun) {
        const precheck = await ask(
          clusters.precheckCluster(input, { credentials, signal }),
        );
        const what = `Creating cluster ${input.name}`;
        warningsOrThrow(what, precheck).forEach(each => logger.warn(each));
        logger.info(`${what} would succeed; nothing was sent`);
        outputs({
          id: `${input.source ?? 'rancher'}.${input.name}`,
          displayName: input.name,
          entityRef: `resource:default/${input.name}`,
        });
        return;
      }

      const cluster = await ctx.checkpoint({
        key: `cluster.create.${input.projectId}.${input.name}`,
        fn: async () => {
          const { id, displayName, entityRef } = await ask(
            clusters.createCluster(
              {
                ...input,
                idempotencyKey: idempotencyKey(ctx, input.name),
              },
              { credentials, signal },
            ),
          );
          return { id, displayName, entityRef };
        },
      });
      logger.info(`Cluster ${cluster.displayName} is requested`);
      outputs(cluster);

      function outputs(made: Parameters<typeof clusterOutputs>[0]) {
        const { id, entityRef, url, links } = clusterOutputs(made);
        ctx.output('id', id);
        ctx.output('entityRef', entityRef);
        ctx.output('url', url);
        ctx.output('links', links);
      }
    },
  });
}
