// Which of the news that several tabs have is heard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAnother } from '../../../resources/web/ui/sessions/sounds.js';

const kLast = { id: 'a', kind: 'question', changed: 10_000, rungAt: 50_000 };
const kCases = [
  ['nothing was heard yet', null, kLast, 50_000, true],
  ['another tab has it a moment later', kLast, { ...kLast, changed: 10_900 }, 50_900, false],
  ['a tab that slept has it much later', kLast, kLast, 900_000, false],
  ['another session asks, while it sounds', kLast, { ...kLast, id: 'b' }, 50_100, false],
  ['another session asks, later', kLast, { ...kLast, id: 'b' }, 51_000, true],
  ['the same session has ended', kLast, { ...kLast, kind: 'end', changed: 10_800 }, 51_000, true],
  ['it asks once more', kLast, { ...kLast, changed: 13_000 }, 53_000, true],
  ['the clock was set back', kLast, { ...kLast, kind: 'end' }, 20_000, true],
];

for (const [name, last, what, now, expected] of kCases)
  test(name, () => assert.equal(isAnother(last, what, now), expected));
