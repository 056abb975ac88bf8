// Where secrets are named, and what is said of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  complaintIn, entriesIn, isBound, listed, placesOf, secretPieces, secretsIn, wrongWithName,
} from '../../../resources/web/ui/session/secrets.js';

test('a text comes apart at placeholders, and loses nothing', () => {
  const table = [
    ['', []],
    ['plain', [['plain']]],
    ['{{secret:A}}', [['{{secret:A}}', 'A']]],
    ['a {{secret: B-1.c }}\nb', [['a '], ['{{secret: B-1.c }}', 'B-1.c'], ['\nb']]],
    ['{{secret:A}}{{secret:}}', [['{{secret:A}}', 'A'], ['{{secret:}}', '']]],
    ['{{{secret:A}}}', [['{'], ['{{secret:A}}', 'A'], ['}']]],
    ['{{secret:{A}}} {secret:A} {{Secret:A}}', [['{{secret:{A}}} {secret:A} {{Secret:A}}']]],
  ];
  for (const [text, expected] of table) {
    const pieces = secretPieces(text);
    assert.deepEqual(pieces.map((piece) => Object.values(piece)), expected, text);
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
  }
  assert.deepEqual(secretsIn('{{secret:A}} {{secret:B}} {{secret: A }}'), ['A', 'B']);
});

test('a long text without an end of a placeholder is read at once', () => {
  const start = performance.now();
  assert.deepEqual(secretsIn('{{secret:'.repeat(20_000)), []);
  assert.ok(performance.now() - start < 1000);
});

test('where a secret may go is said in words', () => {
  const table = [
    [[], [], '', false],
    [['a.example'], [], 'pages of a.example', true],
    [['a.example', '*.b.example'], [], 'pages of a.example or *.b.example', true],
    [[], ['xterm', 'kee*', 'Mail'], 'windows of xterm, kee* or Mail', true],
    [['a.example'], ['xterm'], 'pages of a.example, windows of xterm', true],
  ];
  for (const [hosts, windows, places, bound] of table)
    assert.deepEqual([placesOf({ hosts, windows }), isBound({ hosts, windows })], [places, bound]);
  assert.deepEqual([listed([]), listed(['a']), listed(['a', 'b'])], ['', 'a', 'a and b']);
});

test('a name is one that the server takes', () => {
  for (const name of ['A', 'mail-1_x.y', 'x'.repeat(64)]) assert.equal(wrongWithName(name), '', name);
  for (const name of ['', 'a b', 'ä', 'a/b', 'a\n', 'x'.repeat(65)]) assert.match(wrongWithName(name), /^A name is/);
});

test('hosts and windows are read from a field as people write them', () => {
  assert.deepEqual(entriesIn(' a.example,b.example:99 ;c\n, '), ['a.example', 'b.example:99', 'c']);
  assert.deepEqual(entriesIn('Google Chrome, xterm'), ['Google Chrome', 'xterm']);
  assert.deepEqual(entriesIn(' '), []);
});

test('what the server says of a secret belongs to a field', () => {
  const table = [
    ['Secret "A": a value has 4 to 4096 characters', 'A', 'value', 'A value has 4 to 4096 characters'],
    ['Secret "A": the value holds characters that no key types', 'A', 'value',
      'The value holds characters that no key types'],
    ['Secret "A": a host is one like example.com', 'A', 'hosts', 'A host is one like example.com'],
    ['Secret "A": a window is the name of its class', 'A', 'windows', 'A window is the name of its class'],
    ['Secret "": a name is made of up to', '', 'name', 'A name is made of up to'],
    ['A name is made of up to', null, 'name', 'A name is made of up to'],
    ['This session is finished.', null, 'value', 'This session is finished.'],
  ];
  for (const [message, name, part, words] of table) assert.deepEqual(complaintIn(message), { name, part, words });
});
