import { addonBehind, addonUpgrades } from './addonBehind';

const catalogue = [
  { name: 'cert-manager', versions: ['v1.18.2', 'v1.17.4', 'v1.16.5'] },
  { name: 'monitoring', versions: ['107.0.0+up69.8.2', '106.1.2+up69.8.2'] },
];
const installed = (name: string, version: string, managed = true) => ({
  name,
  version,
  managed,
});

describe('an installed add-on', () => {
  it.each([
    ['cert-manager', 'v1.16.5', 'v1.18.2'],
    ['cert-manager', '1.17.4', 'v1.18.2'],
    ['cert-manager', 'v1.17.1', 'v1.18.2'],
    ['monitoring', '106.1.2+up69.8.2', '107.0.0+up69.8.2'],
    ['cert-manager', 'v1.18.2', undefined],
    ['cert-manager', 'v1.19.0', undefined],
    ['cert-manager', '', undefined],
    ['unheard-of', '1.0.0', undefined],
  ])('%s %s is behind %s', (name, version, newer) => {
    expect(addonBehind(installed(name, version), catalogue)).toBe(newer);
  });

  it('can be brought to every newer version', () => {
    expect(
      addonUpgrades(installed('cert-manager', 'v1.16.5'), catalogue),
    ).toEqual(['v1.18.2', 'v1.17.4']);
  });

  it("is let alone when it is not the portal's", () => {
    expect(
      addonBehind(installed('cert-manager', 'v1.16.5', false), catalogue),
    ).toBeUndefined();
  });
});
