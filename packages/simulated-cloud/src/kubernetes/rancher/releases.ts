/** RKE2 releases that the channel server offers, oldest first. */
export const rke2Versions = [
  'v1.31.9+rke2r1',
  'v1.32.5+rke2r1',
  'v1.32.8+rke2r1',
  'v1.33.3+rke2r1',
  'v1.33.5+rke2r1',
  'v1.34.1+rke2r1',
];

/** What `/v3/settings/rke2-default-version` says. */
export const rke2DefaultVersion = 'v1.33.5+rke2r1';

/** Answer of `/v1-rke2-release/releases`. */
export function releases(origin: string) {
  const self = `${origin}/v1-rke2-release/releases`;
  return {
    type: 'collection',
    links: { self },
    actions: {},
    resourceType: 'releases',
    data: rke2Versions.map(version => ({
      id: version,
      links: { self: `${self}/${version}` },
      type: 'release',
      version,
      minChannelServerVersion: 'v2.11.0-alpha1',
      maxChannelServerVersion: 'v2.99.99',
      serverArgs: {
        cni: { type: 'array', options: ['canal', 'calico', 'cilium', 'none'] },
      },
      agentArgs: {},
      charts: {},
      featureVersions: { 'encryption-key-rotation': '2.0.0' },
    })),
  };
}
