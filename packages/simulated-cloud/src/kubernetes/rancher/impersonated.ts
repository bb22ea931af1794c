import type { Caller } from '../types';

/** Whom an administrator plays, as `kubectl --as` asks for it; everybody else stays who they are. */
export function impersonated(
  request: Request,
  caller: Caller | undefined,
): Caller | undefined {
  const username = request.headers.get('impersonate-user');
  if (!username || !caller?.groups.includes('system:masters')) return caller;
  const asked = request.headers.get('impersonate-group');
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(username) ?? [];
  return {
    username,
    groups: [
      ...(asked ? asked.split(',').map(group => group.trim()) : []),
      ...(namespace
        ? ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]
        : []),
      'system:authenticated',
    ],
  };
}
