// The tables of the page's texts against each other, and against the places that name their keys.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { money, relativeTime, shortDuration, statusWord } from '../../../resources/web/ui/lib/format.js';
import { hasText, number, t, useTexts } from '../../../resources/web/ui/lib/texts.js';
import german from '../../../resources/web/ui/texts/de.js';
import english from '../../../resources/web/ui/texts/en.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../resources/web/ui');
const kTables = { en: english, de: german };

/** All texts of one key: the plural forms, or the one. */
const forms = (text) => (typeof text === 'string' ? [text] : Object.values(text));
const namesIn = (text) => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
const inLanguage = (language, run) => {
  useTexts(language, kTables[language]);
  try {
    run();
  } finally {
    useTexts('en', english, 'en-US');
  }
};

async function sources() {
  const names = (await readdir(root, { recursive: true }))
    .filter((name) => name.endsWith('.js') && !name.startsWith('texts/'));
  return Promise.all(names.map((name) => readFile(join(root, name), 'utf8')));
}

test('both languages have the same keys, and none is empty', () => {
  assert.deepEqual(Object.keys(german), Object.keys(english));
  for (const [language, table] of Object.entries(kTables)) {
    for (const [key, text] of Object.entries(table))
      for (const form of forms(text)) assert.ok(form.length > 0, `${language}: ${key}`);
  }
});

test('a text names the same values in both languages', () => {
  for (const [key, text] of Object.entries(english)) assert.deepEqual(namesIn(german[key]), namesIn(text), key);
});

test('a text of several forms has one for each that its language knows', () => {
  for (const [language, table] of Object.entries(kTables)) {
    const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();
    for (const [key, text] of Object.entries(table))
      if (typeof text !== 'string') assert.deepEqual(Object.keys(text).sort(), known, `${language}: ${key}`);
  }
});

test('the keys of an area stand in its file', async () => {
  for (const language of Object.keys(kTables)) {
    for (const file of await readdir(join(root, 'texts', language))) {
      const { default: table } = await import(join(root, 'texts', language, file));
      for (const key of Object.keys(table)) assert.ok(key.startsWith(file.replace('.js', '.')), `${file}: ${key}`);
      for (const key of Object.keys(table)) assert.equal(kTables[language][key], table[key]);
    }
  }
});

test('each key that the page names is there, and each that is there is named', async () => {
  const all = (await sources()).join('\n');
  const named = new Set([...all.matchAll(/'((?:[a-z]+)\.[a-z_.]+)'/g)].map(([, key]) => key));
  const begun = [...all.matchAll(/`([a-z]+\.(?:[a-z_]+\.)*)\$\{|'((?:[a-z_]+\.)+)'/g)]
    .map(([, template, start]) => template ?? start);
  for (const [, key] of all.matchAll(/\b(?:t|parts)\('([^']+)'/g)) assert.ok(key in english, `there is no ${key}`);
  const isNamed = (key) => named.has(key) || begun.some((start) => key.startsWith(start));
  assert.deepEqual(Object.keys(english).filter((key) => !isNamed(key)), []);
});

test('numbers, times and money are written as the language writes them', () => {
  inLanguage('de', () => {
    assert.equal(number(1234.5), '1.234,5');
    assert.equal(money(1.2), '1,20\u00a0$');
    assert.equal(shortDuration(400), '0,4 s');
    assert.equal(relativeTime('2026-03-05T12:00:00Z', Date.parse('2026-05-05')), '5. März');
    assert.equal(statusWord('running'), 'Arbeitet');
  });
  assert.equal(number(1234.5), '1,234.5');
  assert.equal(statusWord('running'), 'Working');
});

test('a text that is not there is a mistake of the page', () => {
  assert.throws(() => t('lib.no_such_text'), { name: 'RangeError', message: 'lib.no_such_text' });
  assert.ok(!hasText('lib.no_such_text'));
});
