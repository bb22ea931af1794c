import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { stringify } from 'yaml';

interface Access {
  server: string;
  ca: string;
  token: string;
}

/** A configuration with one cluster and one user. */
export function createKubeConfig({ server, ca, token }: Access): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name: 'simulated',
        server,
        caData: Buffer.from(ca).toString('base64'),
        skipTLSVerify: false,
      },
    ],
    users: [{ name: 'portal', token }],
    contexts: [{ name: 'simulated', cluster: 'simulated', user: 'portal' }],
    currentContext: 'simulated',
  });
  return config;
}

interface KubeConfigFile {
  url: string;
  ca: string;
  token: string;
  clusters: Array<{ id: string; name: string }>;
}

/** Writes a kubeconfig for `kubectl`: `management`, and every downstream cluster by its name. */
export async function writeKubeConfigFile(
  file: string,
  { url, ca, token, clusters }: KubeConfigFile,
): Promise<void> {
  const servers = [
    { name: 'management', server: url },
    ...clusters.map(({ id, name }) => ({
      name,
      server: `${url}/k8s/clusters/${id}`,
    })),
  ];
  const certificate = Buffer.from(ca).toString('base64');
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'management',
    clusters: servers.map(({ name, server }) => ({
      name,
      cluster: { server, 'certificate-authority-data': certificate },
    })),
    users: [{ name: 'portal', user: { token } }],
    contexts: servers.map(({ name }) => ({
      name,
      context: { cluster: name, user: 'portal', namespace: 'default' },
    })),
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
}
