import type { Freshness } from '@flytower/cloud-common';
import type {
  CloudFunction,
  FunctionRevision,
} from '@flytower/cloud-common/functions';
import { functionFailing, functionSubjects } from './functionFailing';

const record: CloudFunction = {
  id: 'north.shop.greet',
  name: 'greet',
  namespace: 'shop',
  source: 'north',
  entityRef: 'component:default/north-shop-greet',
  owner: 'group:default/checkout',
  owners: ['group:default/checkout'],
  readers: [],
  invoke: 'http',
  state: 'failed',
  message: 'Container failed with: exit 1',
  latestRevision: 'greet-2',
  updatedAt: '2026-11-23T09:00:00Z',
  allowedOperations: [],
};

const revision = (
  name: string,
  more: Partial<FunctionRevision> = {},
): FunctionRevision => ({
  name,
  state: 'ready',
  percent: 0,
  tags: [],
  ...more,
});

const broken = revision('greet-2', { state: 'failed' });

async function look(
  more: Partial<CloudFunction>,
  revisions: FunctionRevision[],
  state: Freshness['state'] = 'fresh',
) {
  const subjects = functionSubjects({
    list: () => [{ record: { ...record, ...more }, revisions }],
    isComplete: platform => platform === 'north',
    freshness: () => [{ source: 'north', kind: 'knative', state }],
  });
  return functionFailing(subjects).detect();
}

describe('a function that fails', () => {
  it('is said to be failing, with the way back to what worked', async () => {
    const { sightings } = await look({}, [
      { ...broken, percent: 90 },
      revision('greet-1', { percent: 10 }),
    ]);
    expect(sightings).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringContaining('greet-1 still answers'),
        since: '2026-11-23T09:00:00Z',
        access: { owners: ['group:default/checkout'] },
        suggestions: [
          {
            operation: 'roll-back-function',
            input: { functionId: 'north.shop.greet', revision: 'greet-1' },
          },
        ],
      },
    ]);
  });

  it('needs no way back while what worked still answers for everything', async () => {
    const one = await look({}, [broken, revision('greet-1', { percent: 100 })]);
    const two = await look({}, [
      broken,
      revision('greet-1', { percent: 50 }),
      revision('greet-0', { percent: 50 }),
    ]);
    for (const { sightings } of [one, two])
      expect(sightings).toMatchObject([
        { severity: 'warning', suggestions: [] },
      ]);
  });

  it('is worse when nothing answers, and has no way back when it never worked', async () => {
    const { sightings } = await look({}, [broken]);
    expect(sightings).toMatchObject([
      { severity: 'critical', suggestions: [] },
    ]);
  });

  it('has no way back when only its build failed', async () => {
    const { sightings } = await look({}, [
      revision('greet-2', { percent: 100 }),
      revision('greet-1'),
    ]);
    expect(sightings).toMatchObject([{ suggestions: [] }]);
  });

  it('is over when it is ready, and not known while nobody can say', async () => {
    const ready = await look({ state: 'ready' }, []);
    expect(ready.sightings).toEqual([]);
    expect(ready.isKnown(record.id)).toBe(true);
    expect(ready.isKnown('south.shop.greet')).toBe(false);
    const unknown = await look({ state: 'unknown' }, []);
    expect(unknown.isKnown(record.id)).toBe(false);
    const failing = await look({ state: 'ready' }, [], 'failing');
    expect(failing.isKnown(record.id)).toBe(false);
  });
});
