import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bytes, count, duration, firstLine, money, relativeTime, shortDuration,
} from '../../../resources/web/ui/lib/format.js';

const table = (f, rows) => {
  for (const [input, expected] of rows) assert.equal(f(input), expected, `${f.name}(${input})`);
};

test('numbers as people read them', () => {
  table(duration, [[0, '0 s'], [59_400, '59 s'], [65_000, '1:05'], [7_389_000, '2:03:09']]);
  table(shortDuration, [[80, '80 ms'], [400, '0.4 s'], [12_000, '12 s'], [90_000, '1:30']]);
  table(count, [[950, '950'], [12_400, '12.4k'], [123_456, '123k'], [1_300_000, '1.3M']]);
  table(money, [[0, '$0'], [0.00001, '< $0.0001'], [0.0042, '$0.0042'], [1.2, '$1.20']]);
  table(bytes, [[312, '312 B'], [4500, '4.5 kB'], [1_200_000, '1.2 MB']]);
});

test('times from now', () => {
  const now = Date.parse('2026-01-02T12:00:00Z');
  const ago = (seconds) => relativeTime(new Date(now - seconds * 1000).toISOString(), now);
  assert.deepEqual([10, 90, 7200, 200_000].map(ago), ['just now', '2 min', '2 h', '2 d']);
});

test('the first line of a text stands for it', () => {
  table(firstLine,
    [['Hello\nworld', 'Hello'], ['  a   b ', 'a b'], ['# A `title` **bold**', 'A title bold'], ['', '']]);
  assert.equal(firstLine('x'.repeat(200), 10), 'xxxxxxxxx…');
});
