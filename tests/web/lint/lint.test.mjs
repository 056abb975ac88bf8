// The page and its tests as ESLint reads them, and the pages' markup; first that faults are found.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { rules, textRules } from './eslint.config.mjs';

const root = process.env.PILOTHOUSE_SOURCE;
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: resolve('eslint.config.mjs'),
});

// The policy that the server sends refuses both; here they are found before a person misses them.
const kInline = /<[^>]*\s(on[a-z]+|style)\s*=|<script(?![^>]*\ssrc=)[^>]*>\s*\S|javascript:/i;

const kFaults = {
  'array-callback-return': '[1].map((one) => { one + 1; });',
  'consistent-return': 'export function f(x) { if (x) return 1; }',
  eqeqeq: 'export const same = (a, b) => a == b;',
  'max-len': `// ${'long '.repeat(30)}`,
  'max-lines': '\n'.repeat(301),
  'no-eval': 'eval("1");',
  'no-restricted-properties': 'document.body.innerHTML = "x";',
  'no-restricted-syntax': 'document.body.setAttribute("onclick", "x()");',
  'no-shadow': 'const a = 1; export const f = (a) => a; f(a);',
  'no-undef': 'documnet.title = "x";',
  'no-unused-vars': 'const unused = 1;',
  'prefer-const': 'let a = 1; export const b = a;',
};

for (const [rule, fault] of Object.entries(kFaults)) {
  test(`finds a fault: ${rule}`, async () => {
    assert.ok(rule in rules);
    const [{ messages }] = await eslint.lintText(fault, { filePath: 'resources/web/ui/fault.js' });
    assert.ok(messages.some(({ ruleId }) => ruleId === rule), JSON.stringify(messages));
  });
}

const kLiterals = ["h('p', {}, 'none')", "h('p', {}, isNew ? 'new' : x)", "h('p', {}, `${x} left`)",
  "h('b', { title: 'all' })",
  "const a = { 'aria-label': 'all' }", "x.placeholder = 'name'", "x.setAttribute('aria-label', 'all')", "toast('gone')",
  "throw new Error('no such file')", "const kWords = { idle: 'Nobody moved.' }", "x.ask('Delete it?', 'for good')"];
const kNoLiterals = ["h('p', { class: 'soft note' }, t('lib.messages'))", "h('p', {}, icon('plus'), count)",
  "x.querySelector('p button')", "if (event.key === 'Escape') stop()",
  "x.setAttribute('role', 'alert')", "h('b', { title })",
  "const kStates = ['paused', 'error']", "hasText(`lib.${x}`) ? t(`lib.${x}`) : ''", "const kLine = 'Ctrl+Alt+Home'"];

async function literalsIn(code, filePath = 'resources/web/ui/fault.js') {
  const [{ messages }] = await eslint.lintText(code, { filePath });
  return messages.filter(({ ruleId }) => ruleId in textRules);
}

test('finds a text on the page that is not from the tables, and nothing else', async () => {
  for (const code of kLiterals) assert.equal((await literalsIn(code)).length > 0, true, code);
  for (const code of kNoLiterals) assert.deepEqual(await literalsIn(code), [], code);
  const table = "export default { 'lib.all': 'All of it' };";
  assert.deepEqual(await literalsIn(table, 'resources/web/ui/texts/en/fault.js'), []);
});

test('finds inline handlers, styles and scripts', () => {
  for (const fault of ['<a onclick="x()">', '<p style="x">', '<script>x()</script>', '<a href="javascript:x">'])
    assert.match(fault, kInline);
  assert.doesNotMatch('<script type="module" src="main.js"></script>', kInline);
});

test('the page and its tests are clean', async () => {
  const results = await eslint.lintFiles(['resources/web/**/*.js', 'tests/**/*.mjs']);
  assert.ok(results.length > 50, `${results.length} files`);
  const faults = results.flatMap(({ filePath, messages }) => messages.map(
    ({ line, message, ruleId }) => `${filePath}:${line}: ${message} (${ruleId})`));
  assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
});

test('no page has inline handlers, styles or scripts', async () => {
  const folder = join(root, 'resources/web');
  const pages = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html'));
  assert.ok(pages.length >= 4, pages.join());
  for (const page of pages)
    assert.doesNotMatch(await readFile(join(folder, page), 'utf8'), kInline, page);
});
