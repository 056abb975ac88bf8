// What is said to who has lost the wheel.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lossWords } from '../../../resources/web/ui/desktop/wheel_words.js';

test('a person who took the wheel is named, as far as they have a name', () => {
  assert.equal(lossWords({ holder: 'person', name: 'Ada', reason: 'taken' }), 'Ada took the wheel.');
  assert.equal(lossWords({ holder: 'person', name: null, reason: 'taken' }), 'Another person took the wheel.');
});

test('a wheel that went back says why', () => {
  assert.match(lossWords({ holder: 'agent', name: null, reason: 'idle' }), /^Nobody moved/);
  assert.match(lossWords({ holder: 'agent', name: null, reason: 'disconnected' }), /connection was lost/);
  assert.match(lossWords({ holder: 'agent', name: null, reason: 'ended' }), /desktop ended/);
  assert.match(lossWords({ holder: 'agent', name: null, reason: 'taken_away' }), /taken from you/);
  assert.match(lossWords({ holder: 'agent', name: null, reason: 'of a later version' }), /taken from you/);
});
