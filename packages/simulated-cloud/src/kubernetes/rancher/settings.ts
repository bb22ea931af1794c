import { rke2DefaultVersion } from './releases';

/** Release that the simulated Rancher plays. */
export const rancherVersion = 'v2.14.1';

/** Settings that anybody may read before signing in. */
const publicSettings = /^(cacerts|first-login|ui-.+)$/;

export function isPublicSetting(name: string): boolean {
  return publicSettings.test(name);
}

/** Rancher's settings, by name. */
export function settingsOf(origin: string, ca: string): Map<string, string> {
  return new Map([
    ['server-version', rancherVersion],
    ['server-url', origin],
    ['cacerts', ca],
    ['rke2-default-version', rke2DefaultVersion],
    ['k3s-default-version', rke2DefaultVersion.replace('rke2r1', 'k3s1')],
    ['first-login', 'false'],
    ['ui-pl', 'rancher'],
    ['auth-token-max-ttl-minutes', '129600'],
    ['kubeconfig-default-token-ttl-minutes', '43200'],
  ]);
}

/** A setting as `/v3/settings/<name>` answers it. */
export function settingAnswer(origin: string, name: string, value: string) {
  const self = `${origin}/v3/settings/${name}`;
  return {
    actions: {},
    annotations: null,
    baseType: 'setting',
    customized: false,
    default: value,
    id: name,
    labels: null,
    links: { remove: self, self, update: self },
    name,
    ownerReferences: null,
    source: '',
    type: 'setting',
    value,
  };
}
