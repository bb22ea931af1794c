import type { Changes } from '@flytower/cloud-common';
import { gatherChanges } from './gatherChanges';

describe('changes that come close together', () => {
  it('are told at once, with the last word on each', async () => {
    const told: Changes['changes'][] = [];
    await new Promise<void>(done => {
      const add = gatherChanges(changes => {
        told.push(changes);
        done();
      }, 5);
      add([{ id: 'a', change: 'upserted' }]);
      add([
        { id: 'b', change: 'upserted' },
        { id: 'a', change: 'removed' },
      ]);
    });
    expect(told).toEqual([
      [
        { id: 'a', change: 'removed' },
        { id: 'b', change: 'upserted' },
      ],
    ]);
  });
});
