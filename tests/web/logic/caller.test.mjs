// When somebody who looks elsewhere is called.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonToCall } from '../../../resources/web/ui/sessions/caller.js';

const kCases = [
  ['running', 'awaiting_approval', 'The agent asks'],
  ['active', 'awaiting_approval', 'The agent asks'],
  ['awaiting_approval', 'awaiting_approval', null],
  ['running', 'completed', 'Done'],
  ['awaiting_approval', 'error', 'Failed'],
  ['running', 'paused', 'Paused'],
  ['running', 'interrupted', null], // somebody did that
  ['paused', 'completed', null],
  ['completed', 'running', null],
  [null, 'awaiting_approval', null], // the first look
];

for (const [before, now, reason] of kCases) {
  test(`from ${before} to ${now}: ${reason ?? 'no call'}`,
    () => assert.equal(reasonToCall(before && { status: before }, { status: now }), reason));
}

const asking = (...questions) => ({ status: 'awaiting_approval', questions });

test('the next question calls, though the answer to the last one was never seen', () => {
  assert.equal(reasonToCall(asking('one'), asking('two')), 'The agent asks');
  assert.equal(reasonToCall(asking('one'), asking('one')), null);
  assert.equal(reasonToCall(asking('one', 'two'), asking('two')), null);
});
