import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReadable } from '../../../resources/web/ui/chat/markdown_limits.js';
import { Marked } from '../../../resources/vendor/marked-18.2.1/lib/marked.esm.js';

const marked = new Marked({ gfm: true, breaks: true, async: false });
const lines = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join('\n');

test('what people write is read', () => {
  const table = ['# A\n\n- b\n  - c\n    - d\n\n> e\n> > f\n', '**a** and `b_c_d`', '---\n'.repeat(50), '-'.repeat(200),
    '|a|b|\n|-|-|\n' + '|c|**d**|\n'.repeat(300), '```\n' + 'int a_b = c_d;\n'.repeat(500) + '```'];
  for (const text of table) assert.ok(isReadable(text), text.slice(0, 40));
});

test('what the reader could not stand is not given to it', () => {
  const table = ['>'.repeat(2000), '> '.repeat(2000), '- '.repeat(2000), '1. '.repeat(2000), '> - '.repeat(2000),
    `a\n\n${'>'.repeat(21)} b`, '*'.repeat(10_000) + 'a' + '*'.repeat(10_000), '_a_'.repeat(20_000),
    lines(400, (at) => `${' '.repeat(2 * at)}- a`), 'http://a.b/('.repeat(5000), 'a\n'.repeat(50_001)];
  for (const text of table) assert.ok(!isReadable(text), text.slice(0, 40));
});

test('what is given to it is read within a second', () => {
  const most = 99_999;
  const table = [
    '[', '*a **b ', '`a ', '![', '[a](', '<a ', '~~a ', '&a', 'www.', 'a@',
    '<div>', '> a\n', '```\n', '[a]: b\n',
    '# ', '<!--', '|', '\\', '(', 'http://a.b/( ',
    '(http://a.b/)', '> > > > > > > > > > a\n', '_a_ ',
  ].map((part) => part.repeat(most / part.length));
  table.push('http://a.b/('.repeat(333), '_a'.repeat(2000), '**a '.repeat(1000),
    '>'.repeat(20) + 'a', '- '.repeat(20) + 'a');
  for (const text of table.filter(isReadable)) {
    const begin = performance.now();
    marked.parse(text);
    assert.ok(performance.now() - begin < 1000, `${text.slice(0, 20)}: ${performance.now() - begin} ms`);
  }
});
