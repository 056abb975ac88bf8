import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distinctNames, withPlaces } from '../../../resources/web/ui/chat/send_message.js';

test('files that go into one folder get names of their own', () => {
  assert.deepEqual(distinctNames(['a.txt', 'b', 'a.txt', 'a.txt', 'b', '.rc', '.rc']),
    ['a.txt', 'b', 'a (2).txt', 'a (3).txt', 'b (2)', '.rc', '.rc (2)']);
});

test('a name that looks like a second one is not taken twice', () => {
  assert.deepEqual(distinctNames(['a (2).txt', 'a.txt', 'a.txt']), ['a (2).txt', 'a.txt', 'a (3).txt']);
});

test('the words name where the files lie', () => {
  assert.equal(withPlaces('Sum it up', []), 'Sum it up');
  assert.equal(withPlaces('Sum it up', ['a b.txt', 'c']), 'Sum it up\n\nOn the desktop: ~/a b.txt, ~/c');
  assert.equal(withPlaces('', ['a']), 'On the desktop: ~/a');
});
