import {
  compareVersions,
  eligibleUpgrades,
  isOffered,
  minorSkew,
  nextUpgrade,
} from './versions';

const offered = [
  'v1.34.1+rke2r1',
  'v1.33.5+rke2r1',
  'v1.33.5+rke2r2',
  'v1.32.9+rke2r1',
  'v1.33.9+k3s1',
  'v1.35.0-rc1+rke2r1',
];

describe('versions', () => {
  it('offers the newest version that is at most one minor ahead', () => {
    expect(nextUpgrade('v1.32.1+rke2r1', offered)).toBe('v1.33.5+rke2r2');
    expect(nextUpgrade('v1.33.5+rke2r1', offered)).toBe('v1.34.1+rke2r1');
  });

  it('offers every step of the same distribution, newest first, and none back', () => {
    expect(eligibleUpgrades('v1.33.5+rke2r1', offered)).toEqual([
      'v1.34.1+rke2r1',
      'v1.33.5+rke2r2',
    ]);
    expect(eligibleUpgrades('v1.31.0+rke2r1', offered)).toEqual([
      'v1.32.9+rke2r1',
    ]);
    expect(eligibleUpgrades('v1.33.5+k3s1', offered)).toEqual(['v1.33.9+k3s1']);
  });

  it('counts how many minors a node is behind its servers', () => {
    expect(minorSkew('v1.34.1+rke2r1', 'v1.31.9+rke2r1')).toBe(3);
    expect(minorSkew('v1.33.5', 'v1.34.1')).toBe(-1);
    expect(minorSkew('v1.33.5', 'latest')).toBeUndefined();
  });

  it('offers nothing to what is up to date, unknown, or of another distribution', () => {
    expect(nextUpgrade('v1.34.1+rke2r1', offered)).toBeUndefined();
    expect(nextUpgrade('latest', offered)).toBeUndefined();
    expect(nextUpgrade('v1.33.5-gke.1', offered)).toBeUndefined();
  });

  it('orders by numbers, then final before candidate, then build', () => {
    const sorted = [
      'v1.10.0',
      'v1.9.0',
      'v1.10.0-rc1',
      'v1.9.0+rke2r2',
      'v1.9.0+rke2r1',
    ].sort(compareVersions);
    expect(sorted).toEqual([
      'v1.9.0',
      'v1.9.0+rke2r1',
      'v1.9.0+rke2r2',
      'v1.10.0-rc1',
      'v1.10.0',
    ]);
  });

  it('knows which releases a Rancher offers', () => {
    const bounds = { min: 'v2.12.0-alpha1', max: 'v2.14.99' };
    expect(isOffered('v2.13.1', bounds)).toBe(true);
    expect(isOffered('v2.11.4', bounds)).toBe(false);
    expect(isOffered('v2.15.0', bounds)).toBe(false);
    expect(isOffered('dev', bounds)).toBe(true);
  });
});
