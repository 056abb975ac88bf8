import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf } from '../../../resources/web/ui/chat/answer_keys.js';

const alt = (key, code, more = {}) => ({ key, code, altKey: true, ctrlKey: false, metaKey: false, shiftKey: false,
  repeat: false, ...more });

test('Alt and a letter answer, wherever a keyboard has the letter', () => {
  assert.equal(answerOf(alt('y', 'KeyY'), false), 'allow');
  assert.equal(answerOf(alt('x', 'KeyX'), false), 'deny');
  assert.equal(answerOf(alt('y', 'KeyZ'), true), 'allow'); // a German one
  assert.equal(answerOf(alt('z', 'KeyY'), false), null);
  assert.equal(answerOf(alt('н', 'KeyY'), false), 'allow'); // a Russian one
  assert.equal(answerOf(alt('¥', 'KeyY'), false), 'allow'); // a Mac
});

test('what types a character while somebody writes is theirs', () => {
  assert.equal(answerOf(alt('¥', 'KeyY'), true), null);
  assert.equal(answerOf(alt('≈', 'KeyX'), true), null);
});

test('nothing else answers: no bare key, no other chord, no key that is held', () => {
  for (const more of [{ altKey: false }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { repeat: true }])
    assert.equal(answerOf(alt('y', 'KeyY', more), false), null);
  for (const [key, code] of [['d', 'KeyD'], ['Enter', 'Enter'], ['F4', 'F4']])
    assert.equal(answerOf(alt(key, code), false), null);
});
