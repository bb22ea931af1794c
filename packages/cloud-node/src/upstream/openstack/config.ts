import type { Config } from '@backstage/config';
import { readCloudsYaml } from './cloudsYaml';

/** Who the portal is at a Keystone. */
export type OpenStackAccount =
  | {
      kind: 'password';
      username: string;
      password: string;
      userDomain: DomainRef;
      scope: { project: string | { id: string }; projectDomain: DomainRef };
    }
  | { kind: 'application-credential'; id: string; secret: string };

/** Keystone takes a domain by id or by name. */
export type DomainRef = { id: string } | { name: string };

/** One entry of `cloud.openstack`. */
export interface OpenStackConfig {
  name: string;
  /** Ends in `/v3`. */
  authUrl: string;
  account: OpenStackAccount;
  /** Only these regions; all of the service catalog when absent. */
  regions?: string[];
  interface: 'public' | 'internal' | 'admin';
  caFile?: string;
  /** Only projects and people of these Keystone domains; all when absent. */
  domains?: string[];
}

/** Reads `cloud.openstack`, with what its entries take from clouds.yaml. */
export function readOpenStackConfig(
  config: Config,
  env: NodeJS.ProcessEnv = process.env,
): OpenStackConfig[] {
  const entries = config.getOptionalConfigArray('cloud.openstack') ?? [];
  const names = new Set<string>();
  return entries.map(entry => {
    const name = entry.getString('name');
    if (names.has(name)) {
      throw new Error(`cloud.openstack names "${name}" twice`);
    }
    names.add(name);
    const osCloud =
      entry.getOptionalString('osCloud') ??
      (entry.has('authUrl') ? undefined : env.OS_CLOUD);
    const base = osCloud
      ? readCloudsYaml(osCloud, {
          file: entry.getOptionalString('cloudsFile'),
          env,
        })
      : readEntry(entry);
    return {
      ...base,
      name,
      regions: entry.getOptionalStringArray('regions') ?? base.regions,
      domains: entry.getOptionalStringArray('domains'),
      caFile: entry.getOptionalString('caFile') ?? base.caFile,
    };
  });
}

/** What clouds.yaml and app-config.yaml both can say. */
export type OpenStackAccess = Omit<OpenStackConfig, 'name' | 'domains'>;

function readEntry(entry: Config): OpenStackAccess {
  const auth = entry.getConfig('auth');
  const interfaceName = entry.getOptionalString('interface') ?? 'public';
  return {
    authUrl: toAuthUrl(entry.getString('authUrl')),
    interface: toInterface(interfaceName),
    account: auth.has('applicationCredentialId')
      ? {
          kind: 'application-credential',
          id: auth.getString('applicationCredentialId'),
          secret: auth.getString('applicationCredentialSecret'),
        }
      : {
          kind: 'password',
          username: auth.getString('username'),
          password: auth.getString('password'),
          userDomain: {
            name: auth.getOptionalString('userDomainName') ?? 'Default',
          },
          scope: {
            project: auth.getString('projectName'),
            projectDomain: {
              name: auth.getOptionalString('projectDomainName') ?? 'Default',
            },
          },
        },
  };
}

export function toInterface(text: string): OpenStackConfig['interface'] {
  const name = text.replace(/URL$/, '');
  if (name === 'public' || name === 'internal' || name === 'admin') return name;
  throw new Error(
    `"${text}" is no interface of OpenStack; use public, internal or admin`,
  );
}

export function toAuthUrl(text: string): string {
  const url = text.replace(/\/+$/, '');
  return /\/v3$/.test(url) ? url : `${url.replace(/\/v2\.0$/, '')}/v3`;
}
