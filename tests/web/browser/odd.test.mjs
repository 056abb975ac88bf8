// What a model may say to break the page, or to hide: the session opens, and can be stopped, all the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

test('a text that the Markdown reader cannot stand is shown as it is, and the rest like always', async () => {
  const { page } = web;
  await say(page, `say ${'>'.repeat(2000)}`);
  await ended(page);
  await say(page, 'say **bold** after it');
  await page.waitForSelector('.said strong:text("bold")');
  await ended(page);
  await page.reload();
  await page.waitForSelector('.said strong:text("bold")');
  const [shown] = await texts(page, '.said .as-it-is');
  assert.match(shown, />{2000}/);
});

test('such a session can be stopped', async () => {
  const { page } = web;
  await say(page, `say ${'- '.repeat(3000)}\nwait 60`);
  await page.waitForSelector('.call[data-state="running"]');
  await page.reload();
  await page.click('.run-buttons >> text=Stop');
  await ended(page, 'Stopped');
});

test('what nobody would see is marked in all that the model and its programs say', async () => {
  const { page } = web;
  await say(page, "say safe\u202Etxt\u3164\nrun printf 'a\\342\\200\\256b'");
  await ended(page);
  assert.deepEqual((await texts(page, '.said .hidden-character')).slice(0, 2), ['RLO', 'HF']);
  assert.equal((await texts(page, '.call .call-preview')).at(-1), 'a«U+202E»b');
});
