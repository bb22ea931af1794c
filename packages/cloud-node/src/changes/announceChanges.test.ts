import { mockServices } from '@backstage/backend-test-utils';
import { createAnnouncer } from './announceChanges';

describe('what changed', () => {
  it('is told to plugins; browsers, which everybody has, only hear that something did', async () => {
    const events = mockServices.events.mock();
    const signals = { publish: jest.fn() };
    const announce = createAnnouncer({
      topic: 'cloud.clusters',
      events,
      signals,
    });
    const changes = [{ change: 'upserted' as const, id: 'main.secret-plan' }];
    await announce(changes);
    expect(events.publish).toHaveBeenCalledWith({
      topic: 'cloud.clusters',
      eventPayload: { changes },
    });
    expect(signals.publish).toHaveBeenCalledWith({
      channel: 'cloud.clusters',
      recipients: { type: 'broadcast' },
      message: {},
    });
    await announce([]);
    expect(signals.publish).toHaveBeenCalledTimes(1);
  });
});
