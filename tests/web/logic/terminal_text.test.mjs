// What commands write, as a terminal shows it: in colours, overwritten, and with nothing hidden.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstOf, plainText, terminalText } from '../../../resources/web/ui/chat/terminal_text.js';
import { hiddenCount } from '../../../resources/web/ui/session/invisible.js';

/** Runs in one line: "plain[red bold|text]". */
const drawn = (text) => terminalText(text).runs.map((run) => (run.style ? `[${run.style}|${run.text}]` : run.text))
  .join('');

const kCases = [
  ['plain text', 'a\nb\tc\n', 'a\nb\tc\n'],
  ['nothing', '', ''],
  ['a colour and its end', '\x1b[31mred\x1b[0m!', '[red|red]!'],
  ['the short end', '\x1b[31mred\x1b[m!', '[red|red]!'],
  ['the default ink', '\x1b[1;31ma\x1b[39mb\x1b[22mc', '[red bold|a][bold|b]c'],
  ['bright and on a ground', '\x1b[92ma\x1b[0;41mb\x1b[104mc', '[green bright|a]'
    + '[on red|b][on blue bright|c]'],
  ['underlined and italic', '\x1b[4ma\x1b[24;3mb', '[underline|a][italic|b]'],
  ['inverse', '\x1b[7ma\x1b[31mb\x1b[27mc', '[on white|a][on red|b][red|c]'],
  ['ink in the colour of its ground', '\x1b[30;40msecret', '[on black|secret]'],
  ['concealed text', '\x1b[8msecret\x1b[28m', 'secret'],
  ['one of 256', '\x1b[38;5;9ma\x1b[38;5;21mb\x1b[38;5;240mc', '[red bright|a][blue|b][black bright|c]'],
  ['true colour', '\x1b[38;2;250;10;10;1ma\x1b[48:2::0:0:0mb', '[red bright bold|a][on black bold|b]'],
  ['a colour that is none', '\x1b[38;5;999ma\x1b[38;2;1mb\x1b[38mc', 'abc'],
  ['an unknown code', '\x1b[31;77ma', '[red|a]'],
  ['a style over lines', '\x1b[32ma\nb\x1b[0m\nc', '[green|a\nb\n]c'],
  ['progress', '10%\r 55%\r100%\n', '100%\n'],
  ['a shorter text over a longer one', 'abcdef\rxy', 'xycdef'],
  ['line ends of Windows', 'a\r\nb\r\r\nc', 'a\nb\nc'],
  ['a line that is cleared', 'Downloading\r\x1b[KDone\n', 'Done\n'],
  ['a line that is cleared first', 'Downloading\x1b[2K\rDone\x1b[1G\x1b[0KOK', 'OK'],
  ['colours that are overwritten', '\x1b[31mabc\x1b[0m\rx', 'x[red|bc]'],
  ['a spinner', '|\b/\b-\b \bready', 'ready'],
  ['bold of manuals', 'N\bNA\bA_\bM', 'NAM'],
  ['more backspaces than text', 'a\b\b\bb\n\b', 'b\n'],
  ['a title', '\x1b]0;title\x07a\x1b]2;b\x1b\\c', 'ac'],
  ['a link', '\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\', 'here'],
  ['movements and modes', '\x1b[?25la\x1b[2Ab\x1b[H\x1b[2Jc\x1b[?25h\x1b(B\x1b=', 'abc'],
  ['what only looks like a colour', '\x1b[>4;2ma\x1b[1 mb', 'ab'],
  ['emoji', '\x1b[31m👩\u200D👧\x1b[0m', '[red|👩\u200D👧]'],
];
for (const [name, text, expected] of kCases)
  test(`${name} is drawn as by a terminal`, () => assert.equal(drawn(text), expected));

test('what is no whole sequence stays, to be marked', () => {
  for (const text of ['\x1b', 'a\x1b[', '\x1b[31', '\x1b]0;no end', '\x1b]0;a\nb\x07', '\x1bPdata\x1b\\',
    `\x1b[${'1'.repeat(65)}m`, `\x1b]0;${'a'.repeat(2001)}\x07`, 'a\x9b31mb', 'a\x07b', 'a\x00b', 'a\u202Eb']) {
    const { runs } = terminalText(text);
    assert.equal(plainText(runs), text);
    assert.ok(runs.reduce((sum, run) => sum + hiddenCount(run.text), 0) > 0, JSON.stringify(text));
  }
});

test('it is told when more than colours is left out', () => {
  for (const text of ['10%\r20%', 'rm x\x1b[2Kls', 'rm x\r\x1b[Kls', 'ab\b', 'a\x1b]0;read me\x07', 'a\x1b[h\x1b[i',
    '\x1b]8;;https://example.org\x07here\x1b]8;;\x07'])
    assert.equal(terminalText(text).leftOut, true, JSON.stringify(text));
  for (const text of ['a\r\nb', '\x1b[31mred\x1b(B\x1b[m', 'same\rsame', 'a\n\x1b[K\r\x1b[2Kb', '    \rabc'])
    assert.equal(terminalText(text).leftOut, false, JSON.stringify(text));
});

test('a text of which nothing would be seen stays as it is', () => {
  for (const text of ['\x1b]0;read me\x07', '\x1b[h\x1b[i', 'a\b', 'read me\r\x1b[K \n'])
    assert.deepEqual(terminalText(text), { runs: [{ text, style: '' }], leftOut: false });
});

test('the first characters keep their colours', () => {
  const { runs } = terminalText('ab\x1b[31mcdef\x1b[0mgh');
  assert.deepEqual(firstOf(runs, 4), [{ text: 'ab', style: '' }, { text: 'cd', style: 'red' }]);
  assert.deepEqual(firstOf(runs, 2), [{ text: 'ab', style: '' }]);
  assert.equal(plainText(firstOf(runs, 100)), 'abcdefgh');
});

test('a megabyte of anything is read in time', () => {
  const half = 'a'.repeat(500_000);
  for (const part of ['a', '\r', '\b', '\x1b', '\x1b[', '\x1b]', '\x1b]0;', '\x1b[31ma\x1b[32mb', 'ab\r', '\n',
    '\x1b[2K', '\x1b[K', `\x1b]${'x'.repeat(1990)}`, '\x1b[38;5;99mx', `\x1b[${'1;'.repeat(30)}m`]) {
    for (const before of ['', half]) {
      const start = performance.now();
      terminalText(before + part.repeat(1_000_000 / part.length));
      assert.ok(performance.now() - start < 8000, JSON.stringify(part.slice(0, 20)));
    }
  }
});
