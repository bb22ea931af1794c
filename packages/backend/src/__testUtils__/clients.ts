import path from 'node:path';
import { CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import type { startPortal } from './startPortal';

type Cloud = Awaited<ReturnType<typeof startPortal>>['cloud'];

/** What kubectl would use: a context of the kubeconfig that Rancher hands out. */
export function kubectl(cloud: Cloud, context: string): CustomObjectsApi {
  const config = new KubeConfig();
  config.loadFromFile(path.join(cloud.context.stateDir, 'kubeconfig'));
  config.setCurrentContext(context);
  return config.makeApiClient(CustomObjectsApi);
}

/** Calls Keystone as an administrator of the cloud does, without the portal. */
export async function keystone(cloud: Cloud) {
  const url = `${cloud.urls.keystone}/v3`;
  const scope = { domain: { name: 'Default' } };
  const session = await fetch(`${url}/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: { name: 'portal', password: 'portal-secret', ...scope },
          },
        },
        scope: { project: { name: 'admin', ...scope } },
      },
    }),
  });
  const token = session.headers.get('x-subject-token') ?? '';

  return async function call<T>(
    method: string,
    to: string,
    body?: object,
  ): Promise<T> {
    const answer = await fetch(`${url}${to}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${to}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
}

/** The Keystone id of what has this name; `kind` as in its paths: `groups`. */
export async function keystoneId(
  call: Awaited<ReturnType<typeof keystone>>,
  kind: 'groups' | 'users' | 'roles',
  name: string,
): Promise<string> {
  const answer = await call<Record<string, { id: string }[]>>(
    'GET',
    `/${kind}?name=${name}`,
  );
  return answer[kind][0].id;
}
