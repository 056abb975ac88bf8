import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryFor } from '../../../resources/web/ui/layout/menu.js';
import { lookAt, newsOf } from '../../../resources/web/ui/session/announcements.js';

const state = (questions, ...items) => ({ questions: new Map(questions), items });
const end = (seq, fields) =>
  ({ kind: 'end', key: `e${seq}`, seq, outcome: 'completed', steps: 5, text: '', ...fields });

test('a question and an end are told in a short sentence, once each', () => {
  const before = lookAt(state([]));
  assert.deepEqual(newsOf(before, state([['a', { summary: 'Run ls' }]])), ['The agent asks: Run ls']);
  assert.deepEqual(newsOf(lookAt(state([['a', {}]])), state([['a', {}]])), []);
  assert.deepEqual(newsOf(before, state([], end(9))), ['Done after 5 steps']);
  assert.deepEqual(newsOf(before, state([], end(9, { steps: 1 }))), ['Done after 1 step']);
  assert.deepEqual(newsOf(before, state([], end(9, { outcome: 'interrupted', text: 'by a person' }))), ['Stopped']);
  assert.deepEqual(newsOf(before, state([], end(9, { outcome: 'error', text: 'No credit.' }))), ['Failed: No credit.']);
  assert.deepEqual(newsOf(lookAt(state([], end(9))), state([], end(9))), []);
});

test('an end that was loaded later, from before, is no news', () => {
  assert.deepEqual(newsOf(lookAt(state([], end(9))), state([], end(3))), []);
});

test('keys lead through a menu: up, down, to its ends, and to what begins with a letter', () => {
  const words = ['Replay', 'Files', 'Network', 'Your name…', 'Export as JSON', 'Export as web page'];
  const go = (key, at, more = {}) => entryFor({ key, ...more }, words, at);
  assert.deepEqual([go('ArrowDown', 0), go('ArrowDown', 5), go('ArrowUp', 0), go('ArrowUp', 3)], [1, 0, 5, 2]);
  assert.deepEqual([go('Home', 3), go('End', 3)], [0, 5]);
  assert.deepEqual([go('e', 0), go('E', 4), go('e', 5), go('n', 2), go('x', 0)], [4, 5, 4, 2, -1]);
  assert.deepEqual([go('Tab', 0), go(' ', 0), go('f', 0, { ctrlKey: true })], [-1, -1, -1]);
});
