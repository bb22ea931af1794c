'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { handle } = require('..');

const event = {
  specversion: '1.0',
  id: 'e-1',
  type: 'com.example.order.placed',
  source: '/shop',
  data: { order: 7 },
};

test('says which event it has handled', async () => {
  const answer = await handle({ cloudevent: event }, event);
  assert.equal(answer.id, 'e-1');
  assert.equal(answer.type, 'com.example.order.placed');
});

test('refuses what is not an event', async () => {
  const answer = await handle({ query: {} }, { order: 7 });
  assert.equal(answer.statusCode, 400);
});
