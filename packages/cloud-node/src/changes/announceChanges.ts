import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Changes } from '@flytower/cloud-common';

/**
 * Tells other plugins what changed, and the browsers that something did: everybody hears it, so not even what.
 *
 * @public
 */
export function createAnnouncer(options: {
  topic: string;
  events: EventsService;
  signals: SignalsService;
}): (changes: Changes['changes']) => Promise<void> {
  const { topic, events, signals } = options;
  return async changes => {
    if (changes.length === 0) return;
    const message: Changes = { changes };
    await events.publish({ topic, eventPayload: message });
    await signals.publish({
      channel: topic,
      recipients: { type: 'broadcast' },
      message: {},
    });
  };
}
