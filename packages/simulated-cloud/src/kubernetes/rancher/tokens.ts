import { createHash } from 'node:crypto';
import type { KubernetesApi } from '../KubernetesApi';
import { type Caller, isObject } from '../types';

const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** A Rancher API token, `<name>:<54 characters>`, the same for the same seed. */
export function rancherToken(name: string, seed: number): string {
  let secret = '';
  for (let round = 0; secret.length < 54; round++) {
    const bytes = createHash('sha256')
      .update(`${seed}/${name}/${round}`)
      .digest();
    secret += [...bytes].map(byte => letters[byte % letters.length]).join('');
  }
  return `${name}:${secret.slice(0, 54)}`;
}

/** The token in a request: the header wins over the cookie, and Basic carries the same pair. */
export function tokenOf(headers: Headers): string | undefined {
  const authorization = headers.get('authorization') ?? '';
  const [scheme, value = ''] = authorization.split(/\s+/, 2);
  if (/^bearer$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString();
  const cookie = /(?:^|;\s*)R_SESS=([^;]+)/.exec(headers.get('cookie') ?? '');
  return cookie ? decodeURIComponent(cookie[1]) : undefined;
}

/** Who a token belongs to, and where alone it is valid. */
export interface TokenOwner {
  caller: Caller;
  /** Only below `/k8s/clusters/<id>`. */
  clusterId?: string;
}

/** Looks a token up among the `management.cattle.io/v3` Tokens. */
export async function findToken(
  management: KubernetesApi,
  token: string,
  now: number,
): Promise<TokenOwner | undefined> {
  const [name, secret, ...more] = token.split(':');
  if (!secret || more.length > 0 || !/^[a-z0-9.-]+$/.test(name)) {
    return undefined;
  }
  const response = await management.fetch(
    new Request(
      `http://management/apis/management.cattle.io/v3/tokens/${name}`,
    ),
  );
  const found: unknown = response.ok ? await response.json() : undefined;
  if (!isObject(found) || found.token !== secret) return undefined;
  if (found.enabled === false || found.expired === true) return undefined;
  const expires = Date.parse(String(found.expiresAt ?? ''));
  if (expires <= now) return undefined;
  const username = String(found.userId ?? 'user');
  return {
    caller: {
      username,
      groups: ['system:authenticated', 'system:masters'],
    },
    clusterId: found.clusterName ? String(found.clusterName) : undefined,
  };
}
