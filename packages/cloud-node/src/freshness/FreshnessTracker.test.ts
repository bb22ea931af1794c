import { FreshnessTracker } from './FreshnessTracker';

function startTracker() {
  const clock = { now: Date.parse('2026-01-05T08:00:00Z') };
  const tracker = new FreshnessTracker({
    source: 'main',
    kind: 'rancher',
    staleAfterMs: 60_000,
    now: () => clock.now,
  });
  return { clock, tracker };
}

describe('FreshnessTracker', () => {
  it('waits until every part has been read', () => {
    const { tracker } = startTracker();
    const clusters = tracker.part('clusters');
    const machines = tracker.part('machines');
    clusters.observed();
    expect(tracker.get().state).toBe('waiting');
    machines.observed();
    expect(tracker.get()).toEqual({
      source: 'main',
      kind: 'rancher',
      state: 'fresh',
      observedAt: '2026-01-05T08:00:00.000Z',
    });
  });

  it('is as old as its oldest part', () => {
    const { clock, tracker } = startTracker();
    const clusters = tracker.part('clusters');
    tracker.part('machines').observed();
    clock.now += 61_000;
    clusters.observed();
    expect(tracker.get()).toMatchObject({
      state: 'stale',
      observedAt: '2026-01-05T08:00:00.000Z',
    });
  });

  it('says since when it fails and why, and keeps when it was last seen', () => {
    const { clock, tracker } = startTracker();
    const part = tracker.part('clusters');
    part.observed();
    clock.now += 10_000;
    part.failed(new Error('Rancher does not answer'));
    clock.now += 10_000;
    part.failed(new Error('Rancher answers with HTML'));
    expect(tracker.get()).toEqual({
      source: 'main',
      kind: 'rancher',
      state: 'failing',
      observedAt: '2026-01-05T08:00:00.000Z',
      since: '2026-01-05T08:00:10.000Z',
      message: 'Rancher answers with HTML',
    });
    part.observed();
    expect(tracker.get().state).toBe('fresh');
  });
});
