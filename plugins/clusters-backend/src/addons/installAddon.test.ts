import type { AddonConfig } from '@flytower/cloud-node/upstream/rancher';
import { addon } from '../__testUtils__/scenes';
import { addonProblems } from './installAddon';

const certManager = {
  name: 'cert-manager',
  title: 'cert-manager',
  chart: 'cert-manager',
  namespace: 'cert-manager',
  repo: 'https://charts.example',
  versions: ['v1.18.2', 'v1.17.4'],
  kubernetes: '>=1.28 <1.34',
} as AddonConfig;

describe('what stands against installing an add-on', () => {
  const problems = (
    version: string,
    installed: Parameters<typeof addon>[0][] = [],
  ) =>
    addonProblems({
      input: { addon: 'cert-manager' },
      addon: certManager,
      cluster: { state: 'active', displayName: 'Shop', version },
      installed: installed.map(addon),
    }).map(({ severity, message }) => `${severity}: ${message}`);

  it('is that it is not known to work with what the cluster runs', () => {
    expect(problems('v1.33.5+rke2r1')).toEqual([]);
    expect(problems('v1.34.1+rke2r1')).toEqual([
      'warns: cert-manager is known to work with Kubernetes >=1.28 <1.34, and Shop runs v1.34.1+rke2r1',
    ]);
  });

  it.each([
    ['of the same name', { chart: 'other' }],
    ['of the same chart', { name: 'certs' }],
  ])('is that somebody else has put one there %s', (_, more) => {
    expect(problems('v1.33.5', [{ managed: false, ...more }])).toEqual([
      expect.stringMatching(/^blocks: .* by somebody else, as "/),
    ]);
  });
});
