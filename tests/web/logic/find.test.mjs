// What the palette offers, and where in a conversation an event is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsFor, fit, piecesOf, sessionsFor } from '../../../resources/web/ui/palette/entries.js';
import { stateOf } from '../../../resources/web/ui/session/reducer.js';
import { keyAt } from '../../../resources/web/ui/session/places.js';

test('all words must be there, in any case and order, without accents', () => {
  assert.equal(fit('Pay the invoice of Müller', 'muller PAY'), 1);
  assert.equal(fit('Pay the invoice', 'pay inv'), 2);
  assert.equal(fit('Pay the invoice', 'pay rent'), 0);
  assert.equal(fit('anything', '  '), 1);
});

test('the open session is not offered, and what begins with the words comes first', () => {
  const sessions = ['a b', 'b', 'c b', 'b d'].map((title, id) => ({ id: String(id), title }));
  assert.deepEqual(sessionsFor(sessions, 'b', '1').map(({ title }) => title), ['b d', 'a b', 'c b']);
});

test('actions are found by other words for them', () => {
  const actions = [{ words: 'Stop', also: 'interrupt' }, { words: 'Files' }];
  assert.deepEqual(actionsFor(actions, 'inter').map(({ words }) => words), ['Stop']);
});

test('a snippet is cut at its marks', () => {
  assert.deepEqual(piecesOf({ text: 'a bc d', marks: [[2, 4]] }),
    [{ text: 'a ', isFound: false }, { text: 'bc', isFound: true }, { text: ' d', isFound: false }]);
  assert.deepEqual(piecesOf({ text: 'a', marks: [] }), [{ text: 'a', isFound: false }]);
});

test('each event of a call is on its card, and what is shown nowhere at what was before', () => {
  const event = (seq, type, content) => ({ seq, type, content, timestamp: '2026-11-28T00:00:00.000Z' });
  const call = (id) => ({ id, name: 'bash', input: { command: 'ls' } });
  const events = [event(1, 'user', { text: 'Go' }), event(2, 'tool_use', call('a')), event(3, 'tool_use', call('b')),
    event(4, 'usage', { usage: {}, cost_usd: 0 }), event(5, 'tool_started', { tool_use_id: 'a' }),
    event(6, 'tool_result', { tool_use_id: 'a', text: '' }), event(7, 'tool_started', { tool_use_id: 'b' })];
  const state = stateOf(events);
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map((seq) => keyAt(state, events, seq)),
    ['e1', 'a', 'b', 'b', 'a', 'a', 'b']);
  assert.equal(keyAt(stateOf([]), [], 3), null);
});
