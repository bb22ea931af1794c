'use strict';

/**
 * Takes a CloudEvent. Throwing makes the sender try again later, so only throw for what may heal.
 *
 * @param {object} context what is known of the call: `headers`, `log`, and `cloudevent`
 * @param {object} [event] the CloudEvent: `id`, `type`, `source`, `subject`, `time`, `data`
 * @returns what the sender learns: an object, sent as JSON
 */
async function handle(context, event) {
  if (!context.cloudevent || !event?.type) {
    return {
      statusCode: 400,
      body: { error: 'this function takes CloudEvents' },
    };
  }

  // What is printed here appears in the portal, in the function's logs.
  console.log(`Event ${event.id} of type ${event.type} from ${event.source}`);

  return { handledBy: '${{ values.name }}', id: event.id, type: event.type };
}

module.exports = { handle };
