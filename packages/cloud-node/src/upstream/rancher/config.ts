import type { Config } from '@backstage/config';
import { EndpointPolicy } from '../http/EndpointPolicy';
import { readOpenStackConfig } from '../openstack';

/** One entry of `cloud.rancher`. */
export interface RancherConfig {
  name: string;
  title: string;
  url: string;
  token: string;
  caFile?: string;
  /** Where the portal may call. */
  policy?: EndpointPolicy;
  /** Namespace of the provisioning clusters. */
  namespace: string;
  /** What new clusters are made of; without it this Rancher takes none. */
  openstack?: RancherOpenstackConfig;
}

export interface RancherOpenstackConfig {
  /** Name of the OpenStack in `cloud.openstack`. */
  cloud: string;
  authUrl?: string;
  /** `namespace:name` of the Secret that holds the credential. */
  cloudCredential: string;
  image: string;
  /** Network that the machines are put into; without it OpenStack takes the only one of the project. */
  network?: string;
  sshUser: string;
  securityGroups?: string;
}

/** One entry of `cloud.addons`. */
export interface AddonConfig {
  name: string;
  title: string;
  description: string;
  repo: string;
  chart: string;
  versions: string[];
  namespace: string;
  /** Kubernetes releases that it is known to work with, as a range: `>=1.28 <1.35`. */
  kubernetes?: string;
}

/** Reads `cloud.rancher`. */
export function readRancherConfig(config: Config): RancherConfig[] {
  const policy = new EndpointPolicy(
    config.getOptionalStringArray('cloud.endpoints.allow') ?? [],
  );
  return (config.getOptionalConfigArray('cloud.rancher') ?? []).map(entry => {
    const name = entry.getString('name');
    const openstack = entry.getOptionalConfig('openstack');
    return {
      name,
      title: entry.getOptionalString('title') ?? `Rancher ${name}`,
      url: entry.getString('url').replace(/\/+$/, ''),
      token: entry.getString('token'),
      caFile: entry.getOptionalString('caFile'),
      policy,
      namespace: entry.getOptionalString('namespace') ?? 'fleet-default',
      openstack: openstack && readOpenstack(openstack, config),
    };
  });
}

function readOpenstack(entry: Config, root: Config): RancherOpenstackConfig {
  const cloud = entry.getString('cloud');
  return {
    cloud,
    authUrl: entry.getOptionalString('authUrl') ?? authUrlOf(cloud, root),
    cloudCredential: entry.getString('cloudCredential'),
    image: entry.getString('image'),
    network: entry.getOptionalString('network'),
    sshUser: entry.getOptionalString('sshUser') ?? 'ubuntu',
    securityGroups: entry.getOptionalString('securityGroups'),
  };
}

function authUrlOf(cloud: string, root: Config): string | undefined {
  try {
    return readOpenStackConfig(root).find(one => one.name === cloud)?.authUrl;
  } catch {
    // the projects plugin says what is wrong with that part; clusters can be shown without it
    return undefined;
  }
}

/** Reads `cloud.addons`. */
export function readAddonsConfig(config: Config): AddonConfig[] {
  return (config.getOptionalConfigArray('cloud.addons') ?? []).map(entry => {
    const name = entry.getString('name');
    return {
      name,
      title: entry.getOptionalString('title') ?? name,
      description: entry.getOptionalString('description') ?? '',
      repo: entry.getString('repo'),
      chart: entry.getOptionalString('chart') ?? name,
      versions: entry.getStringArray('versions'),
      namespace: entry.getOptionalString('namespace') ?? name,
      kubernetes: entry.getOptionalString('kubernetes'),
    };
  });
}
