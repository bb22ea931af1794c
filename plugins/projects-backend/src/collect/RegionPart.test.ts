import type {
  NovaServer,
  OpenStackClient,
} from '@flytower/cloud-node/upstream/openstack';
import { openTestDatabase } from '../__testUtils__/databases';
import { ResourceWriter } from '../store/ResourceWriter';
import { RegionPart } from './RegionPart';

const server = (nth: number) =>
  ({
    id: `s${nth}`,
    name: `web-${nth}`,
    status: 'ACTIVE',
    tenant_id: 'p',
    flavor: {},
    addresses: {},
  } as NovaServer);

describe('the servers of a region', () => {
  it('stay held back while only changes are read, until they are there again', async () => {
    const { knex, destroy } = await openTestDatabase('SQLite');
    let now = 0;
    let there = Array.from({ length: 10 }, (_, nth) => server(nth));
    let changesOnly = false;
    const client = {
      name: 'main',
      region: () => ({
        compute: {
          async listServers(query?: { changesSince?: string }) {
            changesOnly = !!query?.changesSince;
            // a complete read takes a second, and then rests for ten
            now += 1_000;
            return changesOnly ? [] : there;
          },
        },
      }),
    };
    const part = new RegionPart({
      client: client as unknown as OpenStackClient,
      region: 'north',
      type: 'server',
      resources: new ResourceWriter(knex, 0.2),
      now: () => now,
    });
    const read = async (expected: 'all' | 'changes') => {
      const { heldBack } = await part.read(new Set(['p']));
      expect(changesOnly).toBe(expected === 'changes');
      return heldBack;
    };
    try {
      const all = there;
      expect(await read('all')).toBeUndefined();
      there = all.slice(0, 5);
      now += 20_000;
      expect(await read('all')).toContain('5 of 10 servers');
      expect(await read('changes')).toContain('5 of 10 servers');
      there = all;
      now += 20_000;
      expect(await read('all')).toBeUndefined();
      expect(await read('changes')).toBeUndefined();
    } finally {
      await destroy();
    }
  });
});
