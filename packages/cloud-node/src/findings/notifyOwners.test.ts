import { mockServices } from '@backstage/backend-test-utils';
import { sighting } from './__testUtils__/watching';
import { notifyOwners } from './notifyOwners';
import type { StoredFinding } from './rows';

const findingOf = (name: string): StoredFinding => ({
  id: name,
  kind: 'node-not-ready',
  part: '',
  state: 'open',
  severity: 'warning',
  document: sighting(name, { owner: `group:default/${name}` }),
  since: 0,
  firstSeen: 0,
  updatedAt: 0,
  autoAttempts: 0,
});

describe('owners', () => {
  it('are told at once, so that a look waits for the slowest only', async () => {
    const asked: unknown[] = [];
    const answers: (() => void)[] = [];
    const told = notifyOwners(
      {
        notifications: {
          send: ({ recipients }) => {
            asked.push(recipients);
            return new Promise(resolve => answers.push(resolve));
          },
        },
        logger: mockServices.logger.mock(),
      },
      { opened: ['a', 'b', 'c'].map(findingOf), platformGroups: [] },
    );
    await new Promise(resolve => setImmediate(resolve));
    expect(asked).toEqual(
      ['a', 'b', 'c'].map(name => ({
        type: 'entity',
        entityRef: [`group:default/${name}`],
      })),
    );
    answers.forEach(answer => answer());
    expect(await told).toEqual([]);
  });

  it('that could not be told are known', async () => {
    const untold = await notifyOwners(
      {
        notifications: {
          send: async ({ recipients }) => {
            if (JSON.stringify(recipients).includes('/b'))
              throw new Error('No');
          },
        },
        logger: mockServices.logger.mock(),
      },
      { opened: ['a', 'b'].map(findingOf), platformGroups: [] },
    );
    expect(untold.map(({ id }) => id)).toEqual(['b']);
  });
});
