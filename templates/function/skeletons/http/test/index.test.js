'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { handle } = require('..');

test('greets whom the body names', async () => {
  const answer = await handle({ method: 'POST', query: {} }, { name: 'Ada' });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.body.message, 'Hello, Ada!');
});

test('greets whom the address names', async () => {
  const answer = await handle({ method: 'GET', query: { name: 'Grace' } });
  assert.equal(answer.body.message, 'Hello, Grace!');
});

test('greets the world when nobody is named', async () => {
  const answer = await handle({ method: 'GET', query: {} });
  assert.equal(answer.body.message, 'Hello, world!');
});

test('refuses a name that is no name', async () => {
  const answer = await handle({ method: 'POST', query: {} }, { name: 42 });
  assert.equal(answer.statusCode, 400);
});
