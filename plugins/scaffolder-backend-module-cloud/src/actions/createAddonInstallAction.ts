import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { newAddonSchema } from '@flytower/cloud-common/clusters';
import {
  ask,
  follow,
  waitingSince,
  warningsOrThrow,
} from '@flytower/cloud-node/scaffolder';
import { judgeAddon } from '../following/judge';
import { addonInput } from './addonInput';
import { linkList, waitInput } from './clusterInput';
import { clusterPath } from './clusterLinks';
import type { Doors } from './doors';
import { exampleOf } from './examples';
import { parseInput } from './parseInput';

/** Installs an add-on on a cluster; what is there already in the same version is left as it is. */
export function createAddonInstallAction({ clusters, everyMs }: Doors) {
  return createTemplateAction({
    id: 'cloud:addon:install',
    description: 'Installs an add-on on a cluster, through Fleet',
    supportsDryRun: true,
    examples: [
      exampleOf('Install cert-manager and wait for it', {
        id: 'install',
        name: 'Install cert-manager',
        action: 'cloud:addon:install',
        input: {
          clusterId: '${{ parameters.clusterId }}',
          addon: 'cert-manager',
          wait: true,
        },
      }),
      exampleOf('Install every chosen add-on on a new cluster', {
        id: 'addons',
        name: 'Install add-ons',
        action: 'cloud:addon:install',
        each: '${{ parameters.addons }}',
        input: {
          clusterId: '${{ steps.wait.output.id }}',
          addon: '${{ each.value }}',
          wait: true,
        },
      }),
    ],
    schema: {
      input: { ...addonInput, ...waitInput },
      output: {
        name: z => z.string().describe('Name of the add-on'),
        version: z => z.string().describe('Version that is installed'),
        url: z => z.string().describe('Page of the cluster in the portal'),
        links: z => linkList(z),
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { clusterId, wait, timeoutMinutes = 30, ...rest } = ctx.input;
      const input = parseInput(newAddonSchema, rest);
      const credentials = await ctx.getInitiatorCredentials();
      const options = { credentials, signal };

      if (ctx.isDryRun) {
        const precheck = await ask(
          clusters.precheckAddon(clusterId, input, options),
        );
        const what = `Installing ${input.addon} on ${clusterId}`;
        warningsOrThrow(what, precheck).forEach(each => logger.warn(each));
        logger.info(`${what} would succeed; nothing was sent`);
        outputs(input.addon, input.version ?? 'newest');
        return;
      }

      const addon = await ctx.checkpoint({
        key: `addon.install.${clusterId}.${input.addon}`,
        fn: async () => {
          const { name, version } = await ask(
            clusters.installAddon(clusterId, input, options),
          );
          return { name, version };
        },
      });
      logger.info(`${addon.name} ${addon.version} is requested`);
      outputs(addon.name, addon.version);
      if (!wait) return;

      await follow({
        logger,
        signal,
        everyMs,
        timeoutMinutes,
        since: await waitingSince(ctx, `${clusterId}.${addon.name}`),
        read: async () => {
          const cluster = await clusters.getCluster(clusterId, options);
          return cluster.addons.find(({ name }) => name === addon.name);
        },
        judge: seen => judgeAddon(addon.name, seen),
        goesOn: `The installation goes on without this task; see ${clusterPath(
          clusterId,
        )}.`,
      });

      function outputs(name: string, version: string) {
        const url = clusterPath(clusterId);
        ctx.output('name', name);
        ctx.output('version', version);
        ctx.output('url', url);
        ctx.output('links', [
          { title: `${name} on its cluster`, icon: 'cloud', url },
        ]);
      }
    },
  });
}
