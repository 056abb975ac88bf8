// The table of characters that nobody sees: one for the server and the page, whole by Node's own data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kHiddenCharacters } from '../../../resources/web/ui/session/hidden_characters.js';
import { pieces, visible } from '../../../resources/web/ui/session/invisible.js';

test('the server has the same table', () => {
  const header = readFileSync(new URL('../../../src/core/hidden_characters.h', import.meta.url), 'utf8');
  const ranges = [...header.matchAll(/\{(0x[0-9a-f]+), (0x[0-9a-f]+)\}/g)].map(([, first, last]) => [+first, +last]);
  assert.ok(ranges.length > 30);
  assert.deepEqual(ranges, kHiddenCharacters);
});

test('every character that Unicode calls ignorable, a format, a control or a blank is marked', () => {
  const kHides = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Variation_Selector}]/u;
  const missed = [];
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const character = String.fromCodePoint(point);
    if (point !== 0x20 && kHides.test(character) && !pieces(`a${character}b`).some((piece) => piece.hidden))
      missed.push(point.toString(16));
  }
  assert.deepEqual(missed, []);
});

test('where there is only room for text it is named', () => {
  assert.equal(visible('rm \u202Etxt\u3164\u{E0041}\n👩\u200D👧'), 'rm «U+202E»txt«U+3164»«U+E0041»\n👩\u200D👧');
  assert.equal(visible(undefined), '');
});
