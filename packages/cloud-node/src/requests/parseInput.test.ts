import { newClusterSchema } from '@flytower/cloud-common/clusters';
import { functionEnvSchema } from '@flytower/cloud-common/functions';
import { parseInput } from './parseInput';

describe('parseInput', () => {
  it('names every field that is wrong and what to do about it', () => {
    const wrong = {
      projectId: 'p',
      name: 'Not a name',
      region: 'north',
      version: 'v1.33.5+rke2r1',
      controlPlane: { count: 2, flavor: 'm1.large' },
      workers: { count: 0, flavor: 'm1.large' },
    };
    expect(() => parseInput(newClusterSchema, wrong)).toThrow(
      /"name": must start with a letter.*"controlPlane\.count": must be 1, 3 or 5.*"workers\.count"/,
    );
  });

  it('says why a name cannot be used', () => {
    expect(() =>
      parseInput(functionEnvSchema, { K_TOKEN: 'x', 'no-name': 'y' }),
    ).toThrow(
      /"K_TOKEN": PORT and names that begin with K_.*"no-name": must be a name of letters/,
    );
  });

  it('refuses fields that do not exist, so that nobody believes in them', () => {
    expect(() =>
      parseInput(newClusterSchema, { rancherUrl: 'https://evil.example' }),
    ).toThrow(/rancherUrl/);
  });
});
