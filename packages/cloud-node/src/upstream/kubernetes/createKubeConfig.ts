import { KubeConfig } from '@kubernetes/client-node';

/** Where a Kubernetes API is, and who asks. */
export interface KubernetesTarget {
  url: string;
  token?: string;
  /** PEM file of the authority that signed the server's certificate, when that is not a public one. */
  caFile?: string;
}

/** A kubeconfig in memory for one API server and one bearer token. */
export function createKubeConfig(target: KubernetesTarget): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      name: 'cloud',
      server: target.url.replace(/\/+$/, ''),
      caFile: target.caFile,
      // without TLS there is nothing to verify, and the library refuses a plain address unless it is told so
      skipTLSVerify: target.url.startsWith('http:'),
    },
    { name: 'portal', token: target.token },
  );
  return config;
}
