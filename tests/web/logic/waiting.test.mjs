// Waiting for what a session is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers';
import { Emitter } from '../../../resources/web/ui/lib/emitter.js';
import { until } from '../../../resources/web/ui/session/waiting.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function isSettled(promise) {
  let settled = false;
  promise.then(() => { settled = true; });
  await turn();
  return settled;
}

test('what holds already is not waited for', async () => {
  await until(new Emitter(), () => true);
});

test('what comes to hold is noticed when the state changes, and not before', async () => {
  const session = new Emitter();
  let seq = 1;
  const waiting = until(session, () => seq >= 3);
  session.emit('state');
  assert.ok(!await isSettled(waiting));
  seq = 3;
  assert.ok(!await isSettled(waiting));
  session.emit('state');
  assert.ok(await isSettled(waiting));
});

test('patience ends', async () => {
  await until(new Emitter(), () => false, 1);
});
