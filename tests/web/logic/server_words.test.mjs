// What the server says, in the language of the page; and that it still says what the page translates.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { refusal } from '../../../resources/web/ui/lib/api.js';
import { serverWords } from '../../../resources/web/ui/lib/server_words.js';
import { useTexts } from '../../../resources/web/ui/lib/texts.js';
import german, { sentences } from '../../../resources/web/ui/texts/de.js';
import english from '../../../resources/web/ui/texts/en.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const inGerman = () => useTexts('de', german, 'de-DE', sentences);
const inEnglish = () => useTexts('en', english, 'en-US');
after(inEnglish);

/** All C++ of the server, with the pieces of its texts joined. */
async function serverSources() {
  const texts = [];
  for (const folder of ['src', 'server']) {
    for (const name of await readdir(join(root, folder), { recursive: true }))
      if (name.endsWith('.cpp')) texts.push(await readFile(join(root, folder, name), 'utf8'));
  }
  return texts.join('\n').replace(/"\s*\n\s*u?"/g, '');
}

test('a sentence of the server is said in the language of the page', () => {
  inGerman();
  assert.equal(serverWords('There is no such session.'), 'Diese Sitzung gibt es nicht.');
  assert.equal(serverWords('This session has 20 links. Revoke one first.'),
    'Diese Sitzung hat 20 Links. Erst einen davon zurücknehmen.');
  assert.equal(serverWords('The model API is overloaded: try again later. It says: Busy. (request req_1)'),
    'Die Modell-API ist überlastet: später noch einmal versuchen. It says: Busy. (request req_1)');
  assert.equal(serverWords('The limit of steps (3) is reached. Resumed, it may take as many again.'),
    german['session.reached.max_steps'].replace('{limit}', '3'));
});

test('a sentence that nobody translated is said as it is', () => {
  inGerman();
  for (const words of ['Something new.', 'There is no such session. Or is there?', ''])
    assert.equal(serverWords(words), words);
  inEnglish();
  assert.equal(serverWords('There is no such session.'), 'There is no such session.');
});

test('what an answer refuses is told so, too, also field by field', () => {
  inGerman();
  const status = { status: 409, statusText: 'Conflict' };
  assert.equal(refusal(status, { detail: 'The message is empty.' }).message, 'Die Nachricht ist leer.');
  const detail = [{ loc: ['body', 'title'], msg: 'String should have at most 9 characters' }];
  const wrong = refusal(status, { detail });
  assert.equal(wrong.message, 'title: höchstens 9 Zeichen');
  assert.deepEqual(wrong.about('title'), ['höchstens 9 Zeichen']);
});

test('the server still says each sentence that is translated', async () => {
  const said = await serverSources();
  const gone = Object.keys(sentences).filter((sentence) =>
    !sentence.split(/\{\w+\}/).every((piece) => said.includes(piece)));
  assert.deepEqual(gone, []);
});

test('a translation names the values that its sentence has', () => {
  const names = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [sentence, words] of Object.entries(sentences)) assert.deepEqual(names(words), names(sentence), sentence);
});
