import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { follow, waitingSince } from '@flytower/cloud-node/scaffolder';
import { judgeCluster } from '../following/judge';
import { clusterOutput, timeoutInput } from './clusterInput';
import { clusterOutputs, clusterPath } from './clusterLinks';
import type { Doors } from './doors';
import { exampleOf } from './examples';

/** Follows a cluster until it is active. */
export function createClusterWaitAction({ clusters, everyMs }: Doors) {
  return createTemplateAction({
    id: 'cloud:cluster:wait',
    description:
      'Follows a cluster until it is active, saying each change once; fails with the reason when the cluster fails',
    supportsDryRun: true,
    examples: [
      exampleOf('Wait for the cluster of an earlier step', {
        id: 'wait',
        name: 'Wait until the cluster is active',
        action: 'cloud:cluster:wait',
        input: {
          clusterId: '${{ steps.create.output.id }}',
          timeoutMinutes: 60,
        },
      }),
    ],
    schema: {
      input: {
        clusterId: z => z.string().min(1).describe('Id of the cluster'),
        ...timeoutInput,
      },
      output: {
        ...clusterOutput,
        version: z => z.string().optional().describe('Kubernetes version'),
      },
    },
    async handler(ctx) {
      const { clusterId, timeoutMinutes = 60 } = ctx.input;
      const { logger, signal } = ctx;
      if (ctx.isDryRun) {
        logger.info(`Would wait until ${clusterId} is active`);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const cluster = await follow({
        logger,
        signal,
        everyMs,
        timeoutMinutes,
        since: await waitingSince(ctx, clusterId),
        read: () => clusters.getCluster(clusterId, { credentials, signal }),
        judge: judgeCluster,
        goesOn: `The cluster goes on without this task; see ${clusterPath(
          clusterId,
        )}.`,
      });
      const { id, entityRef, url, links } = clusterOutputs(cluster);
      ctx.output('id', id);
      ctx.output('entityRef', entityRef);
      ctx.output('url', url);
      ctx.output('links', links);
      ctx.output('version', cluster.version);
    },
  });
}
