// What of a text is a formula, and what only looks like one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Marked } from '../../../resources/vendor/marked-18.2.1/lib/marked.esm.js';
import { formulaAt, formulaExtensions, mayHoldFormulas } from '../../../resources/web/ui/chat/formula_spans.js';

const marked = new Marked({ gfm: true, breaks: true, extensions: formulaExtensions });
/** The formulas of a text, as "inline: …" and "block: …". */
const formulasOf = (text) =>
  [...marked.parse(text).matchAll(/<code class="language-tex--(\w+)">(.*?)<\/code>/gs)].map(([, form, raw]) =>
    `${form}: ${raw.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))}`);

test('each of the four forms is a formula', () => {
  assert.deepEqual(formulaAt('$x^2$ and'), { raw: '$x^2$', tex: 'x^2', isBlock: false });
  assert.deepEqual(formulaAt('$$x$$'), { raw: '$$x$$', tex: 'x', isBlock: true });
  assert.deepEqual(formulaAt('\\(x\\) and'), { raw: '\\(x\\)', tex: 'x', isBlock: false });
  assert.deepEqual(formulaAt('\\[\nx\n\\]'), { raw: '\\[\nx\n\\]', tex: 'x', isBlock: true });
});

for (const text of ['It costs $5 and $10.', 'from $20M to $30M', '$5-$10', '$5/$10', 'US$5 or A$5', '$5 (or 5$)',
  'between $5 and 10$', 'a $ b $ c', '$HOME/$USER', 'export $HOME and $PATH', '$PATH:$HOME', 'echo $$ and echo $$',
  '\\$x$', '$x', '$x\ny$', '$$\n\n$$', '$$x\n\ny$$', '`$x$` and `$$y$$`', '`\\(x\\)`', '```\n$x$\n$$\ny\n$$\n```',
  '    $$x$$', 'pay $5 `a$`', '\\\\(x)', '$ $', '$$ $$', `$${'x'.repeat(2001)}$`])
  test(`no formula: ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(formulasOf(text), []));

for (const [text, ...expected] of [
  ['If $a = b$, then $b = a$.', 'inline: $a = b$', 'inline: $b = a$'],
  ['($x$)', 'inline: $x$'],
  ['$5$ or $2x$', 'inline: $5$', 'inline: $2x$'],
  ['$5 + 10 = 15$', 'inline: $5 + 10 = 15$'],
  ['$\\text{cost per unit}$', 'inline: $\\text{cost per unit}$'],
  ['It costs $5, and $x < y$.', 'inline: $x < y$'],
  ['*so* $a_1 * b_2 * c_3$ _it_ is', 'inline: $a_1 * b_2 * c_3$'],
  ['Thus\n$$\na\n= b\n- c\n$$\nand on', 'block: $$\na\n= b\n- c\n$$'],
  ['\\[ a \\\\ b \\] then', 'block: \\[ a \\\\ b \\]'],
  ['- one \\(x\\)\n- two $y$', 'inline: \\(x\\)', 'inline: $y$'],
  ['| a | b |\n|---|---|\n| $x$ | \\(y\\) |', 'inline: $x$', 'inline: \\(y\\)'],
  ['$a \\$ b$', 'inline: $a \\$ b$'],
])
  test(`formulas: ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(formulasOf(text), expected));

test('a formula is handed on as text, whatever is in it', () => {
  assert.ok(!marked.parse('$<img src=x onerror=alert(1)>$').includes('<img'));
});

test('texts full of signs are read in a short time', () => {
  const start = performance.now();
  for (const text of ['$'.repeat(2000), '$x'.repeat(2000), '\\('.repeat(2000), '\\['.repeat(2000), '$$ '.repeat(1000),
    '\n$$'.repeat(1000), '\\\\'.repeat(10_000), `$${'\\'.repeat(20_000)}`, `$${'x'.repeat(90_000)}`])
    formulasOf(text);
  assert.ok(performance.now() - start < 3000);
  assert.ok(mayHoldFormulas('$x$'));
  assert.ok(!mayHoldFormulas('x'));
  assert.ok(!mayHoldFormulas('$'.repeat(2001)));
});
