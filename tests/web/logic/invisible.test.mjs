import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenCount, pieces, withoutHidden } from '../../../resources/web/ui/session/invisible.js';

const hidden = (text) => pieces(text).filter((piece) => piece.hidden).map((piece) => piece.hidden);

test('plain text is one piece', () => {
  assert.deepEqual(pieces('ls -la ~/Größe 日本語 🙂'), [{ text: 'ls -la ~/Größe 日本語 🙂' }]);
  assert.deepEqual(pieces(''), []);
});

test('what nobody sees is named', () => {
  const table = [
    ['\u202E', 'RLO'], ['\u200B', 'ZWSP'], ['\u00A0', 'NBSP'], ['\uFEFF', 'BOM'], ['\x1b', 'ESC'], ['\x00', 'NUL'],
    ['\u00AD', 'SHY'], ['\u2066', 'LRI'], ['\u3164', 'HF'], ['\uFE0F', 'U+FE0F'], ['\u{E0041}', 'TAG A'],
    ['\u2003', 'U+2003'],
    ['\u0085', 'NEL'], ['\ud800', 'U+D800']];
  for (const [character, name] of table) assert.deepEqual(hidden(`a${character}b`), [name]);
});

test('nothing of the text is lost', () => {
  const text = 'rm \u202E-rf\u200B /\ttmp\n\u{E0041}🙂';
  assert.equal(pieces(text).map((piece) => piece.text).join(''), text);
});

test('line ends and tabs are seen and do not count', () => {
  assert.equal(hiddenCount('a\n\tb'), 0);
  assert.equal(hiddenCount('a\u200B\n\u202Eb'), 2);
});

test('what makes an emoji is no hidden character, the same elsewhere is', () => {
  for (const plain of ['👩‍👩‍👧‍👦', '❤️', '👍🏽', '🏳️‍🌈', '1️⃣', '🇩🇪', '🙂🙂'])
    assert.deepEqual(pieces(plain), [{ text: plain }]);
  assert.deepEqual(hidden('❤️\uFE0F'), ['U+FE0F']);
  assert.deepEqual(hidden('👩\u200Dx'), ['ZWJ']);
  assert.deepEqual(hidden('a\u200Db\uFE0F'), ['ZWJ', 'U+FE0F']);
});

test('without them a text reads on as it did', () => {
  const table = [['one \u202Etwo\u200Bthree', 'one twothree'], ['a\u00A0b\u3000c', 'a b c'],
    ['a\u2028b\u0085c', 'a\nb\nc'], ['a\r\nb\tc', 'a\nb\tc'], ['x\u{E0041}\u0000y', 'xy'], ['👩‍👩‍👧 ❤️', '👩‍👩‍👧 ❤️']];
  for (const [text, clean] of table) {
    assert.equal(withoutHidden(text), clean);
    assert.equal(hiddenCount(clean), 0);
  }
});
