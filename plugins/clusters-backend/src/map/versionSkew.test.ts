import { tooFarFrom } from './versionSkew';

const machine = (name: string, version?: string) => ({ name, version });

describe('the versions of machines', () => {
  it('may be three minors behind their servers, and none ahead', () => {
    expect(
      tooFarFrom('v1.34.1+rke2r1', [
        machine('same', 'v1.34.1+rke2r1'),
        machine('older', 'v1.31.9+rke2r1'),
        machine('too-old', 'v1.30.2+rke2r1'),
        machine('ahead', 'v1.35.0+rke2r1'),
        machine('coming'),
      ]).map(({ name }) => name),
    ).toEqual(['too-old', 'ahead']);
  });
});
