import { ServiceUnavailableError } from '@backstage/errors';
import { clusterTargets } from './targets';

const cluster = {
  displayName: 'shop',
  state: 'active',
  owners: [],
  readers: [],
};

function targetsOf(around: { trouble?: string; isRead?: boolean } = {}) {
  const sources = clusterTargets({
    clusters: {
      uidOf: () => 'uid-1',
      troubleAt: () => around.trouble,
    },
    directory: {
      mustKnow() {
        if (around.isRead === false) {
          throw new ServiceUnavailableError('not read yet');
        }
      },
    },
    service: { find: () => cluster },
  } as never);
  return sources.cluster!.find('main.shop');
}

describe('a cluster as the target of operations', () => {
  it('is told from those that bear its name later', async () => {
    expect(await targetsOf()).toMatchObject({
      target: { id: 'main.shop', uid: 'uid-1' },
      unhealthy: undefined,
    });
  });

  it('is not called well while its Rancher does not answer', async () => {
    const trouble = 'Rancher cannot be read now';
    expect(await targetsOf({ trouble })).toMatchObject({ unhealthy: trouble });
  });

  it('is not known before it is known what belongs to whom, and what is production', async () => {
    await expect(targetsOf({ isRead: false })).rejects.toThrow('not read yet');
  });
});
