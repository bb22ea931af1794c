import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import type { CloudContext } from '../context';
import { seedAddons } from '../seeds/charts';
import { functionPlatforms } from '../seeds/clusters';

/** `app-config.yaml` of a portal on this cloud. */
export function portalConfig(
  { urls, stateDir, company }: CloudContext,
  rancherToken: string,
): JsonObject {
  const git = hostOf(urls.git);
  return {
    organization: { name: company.name },
    backend: { reading: { allow: [{ host: git }] } },
    integrations: {
      gitea: [
        {
          host: git,
          baseUrl: urls.git,
          username: 'portal',
          password: 'portal-secret',
        },
      ],
    },
    auth: {
      environment: 'development',
      providers: {
        oidc: {
          development: {
            metadataUrl: `${urls.identity}/.well-known/openid-configuration`,
            clientId: 'flytower',
            clientSecret: 'flytower-simulated-secret',
            prompt: 'auto',
            additionalScopes: ['profile', 'email'],
            signIn: {
              resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }],
            },
          },
        },
      },
    },
    cloud: {
      openstack: [
        {
          name: 'main',
          authUrl: `${urls.keystone}/v3`,
          auth: {
            username: 'portal',
            password: 'portal-secret',
            userDomainName: 'Default',
            projectName: 'admin',
            projectDomainName: 'Default',
          },
          domains: [company.domain],
        },
      ],
      rancher: [
        {
          name: 'main',
          title: 'Rancher',
          url: urls.rancher,
          token: rancherToken,
          caFile: path.join(stateDir, 'ca.crt'),
          openstack: {
            cloud: 'main',
            cloudCredential: 'cattle-global-data:cc-openstack',
            image: 'ubuntu-24.04',
            network: 'shared',
          },
        },
      ],
      functions: {
        platforms: company.regions.map((region, index) => ({
          name: region,
          title: `Functions ${region[0].toUpperCase()}${region.slice(1)}`,
          rancher: 'main',
          cluster: functionPlatforms[index],
          gateway: urls.gateway,
          buildStrategy: 'flytower-node',
          registry: 'registry.meridian.example/functions',
        })),
      },
      addons: seedAddons.map(addon => ({ ...addon })),
      access: {
        platformGroups: ['group:default/platform'],
        operatorGroups: ['group:default/kubernetes-operators'],
      },
      endpoints: { allow: ['127.0.0.0/8'] },
      refresh: { projects: 20 },
    },
  };
}

function hostOf(url: string): string {
  return url ? new URL(url).host : '127.0.0.1';
}
