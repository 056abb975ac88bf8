import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strokesBetween } from '../../../resources/web/ui/desktop/strokes.js';

test('what a field gained is typed, what it lost is removed', () => {
  const table = [['__', '__a', 0, 'a'], ['__a', '__', 1, ''], ['__helo', '__hello ', 1, 'lo '], ['__', '__', 0, ''],
    ['__a', '__a\n', 0, '\n'], ['__🙂', '__', 1, ''], ['__teh', '__the', 2, 'he']];
  for (const [before, after, backspaces, text] of table)
    assert.deepEqual(strokesBetween(before, after), { backspaces, text });
});
