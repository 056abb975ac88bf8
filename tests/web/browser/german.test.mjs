// A whole task in a German browser: nothing of the English table is left on the page.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, keep, open, say } from './browser.mjs';

const texts = join(process.env.PILOTHOUSE_SOURCE, 'resources/web/ui/texts');
const { default: english } = await import(join(texts, 'en.js'));
const { default: german } = await import(join(texts, 'de.js'));

const forms = (text) => (typeof text === 'string' ? [text] : Object.values(text));
const kGerman = new Set(Object.values(german).flatMap(forms));
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// What both languages have in common says nothing, nor does a text that is little but values.
const kEnglish = Object.values(english).flatMap(forms).filter((text) => !kGerman.has(text))
  .filter((text) => /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, '')))
  .map((text) => new RegExp(`^${text.split(/\{\w+\}/).map(escaped).join('.+')}$`, 's'));
const isEnglish = (text) => kEnglish.some((sign) => sign.test(text));

const kAttributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'];
let web;

before(async () => { web = await open({ locale: 'de-DE' }); });
after(() => web?.close());

/** All that is read or heard on the page, also what is folded away. */
const wordsOn = (page) => page.evaluate((names) => {
  const found = [document.title];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('.user .bubble, .call-output, .call-preview, code, .entry-line, [translate="no"]')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    for (const name of names) if (element.hasAttribute(name)) found.push(element.getAttribute(name));
  }
  return [...new Set(found.map((text) => text.trim()).filter(Boolean))];
}, kAttributes);

async function assertGerman(page, where) {
  const words = await wordsOn(page);
  assert.ok(words.length > 10, where);
  assert.deepEqual(words.filter(isEnglish), [], where);
}

/** Opens a dialog by the entry of the palette that has these words, looks, and closes it. */
async function lookAt(page, key) {
  await page.keyboard.press('Control+k');
  await page.fill('.palette input', german[key]);
  await page.click(`.palette .option:has-text("${german[key]}")`);
  await page.waitForSelector('dialog[open]:not(.palette)');
  await assertGerman(page, key);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}

test('a text of the English table would be found', () => {
  assert.ok(isEnglish('Take the wheel'));
  assert.ok(isEnglish('Step 3 of 50'));
  assert.ok(!isEnglish('Steuer übernehmen'));
});

test('a task goes from its first words to its replay in German', async () => {
  const { page } = web;
  assert.equal(await page.getAttribute('html', 'lang'), 'de');
  await page.waitForSelector('.examples button');
  await assertGerman(page, 'the first page');
  await say(page, 'open terminal; type "uname -a"; key Return');
  await ended(page, german['chat.outcome.completed']);
  await page.waitForSelector('.badge[data-kind="live"]');
  await assertGerman(page, 'a session');
  await page.click('.wheel-button');
  await page.waitForSelector('.wheel-button.steering');
  await assertGerman(page, 'at the wheel');
  await page.click('.wheel-button');
  await page.waitForSelector('.wheel-button:not(.steering)');
  for (const key of ['layout.files', 'layout.network', 'layout.secrets', 'layout.keyboard_shortcuts',
    'preferences.settings', 'layout.new_with_options']) await lookAt(page, key);
  await keep(page, 'german');
  await page.click('.bar-tools button');
  await page.waitForSelector('.replay-pane .picture, .replay-stage img');
  await assertGerman(page, 'a replay');
});

test('the way in is German, and so is what the server refuses', async () => {
  const { browser, page, server } = web;
  const earlier = page.url();
  const context = await browser.newContext({ locale: 'de-DE' });
  const stranger = await context.newPage();
  await stranger.goto(server.at('ui/'));
  await stranger.fill('#token', 'wrong');
  await stranger.click('button');
  await stranger.waitForSelector('.problem');
  assert.equal(await stranger.getAttribute('html', 'lang'), 'de');
  assert.equal(await stranger.textContent('.problem'), 'Dieses Token stimmt nicht.');
  assert.equal(await stranger.textContent('button'), 'Anmelden');
  await keep(stranger, 'german_login');
  await context.close();
  await page.evaluate(() => { location.hash = 'deadbeef'; });
  await page.waitForSelector('.trouble');
  await assertGerman(page, 'no session');
  const { id } = await server.ask('POST', 'sessions', {});
  await page.evaluate((hash) => { location.hash = hash; }, id);
  await page.waitForSelector('.session-header .title');
  await page.route(`**/sessions/${id}`, (route) => (route.request().method() === 'PATCH'
    ? route.fulfill({ status: 409, json: { detail: 'The session was deleted meanwhile.' } }) : route.continue()));
  await page.fill('.session-header .title', 'Anders');
  await page.press('.session-header .title', 'Enter');
  await page.waitForSelector('.toast:has-text("Die Sitzung wurde inzwischen gelöscht.")');
  await page.unrouteAll();
  await page.goto(earlier);
  await page.waitForSelector('.replay-pane');
});

test('on a phone all of it is German, and nothing is wider than the page', async () => {
  const { page } = web;
  await page.setViewportSize({ width: 390, height: 844 });
  await assertGerman(page, 'a phone');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await keep(page, 'german_phone');
});
