// What a model may say to break the page, or to hide: the session opens, and can be stopped, all the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, open, say, texts } from './browser.mjs';

/** A module as its source stands: those that are served hold all of the page joined. */
const sourceOf = (url) => `${process.env.PILOTHOUSE_SOURCE}/resources/web${new URL(url).pathname}`;

let web;
before(async () => {
  web = await open();
  await web.context.route(/\/ui\/(?!app\/).*\.js$/,
    (route) => route.fulfill({ path: sourceOf(route.request().url()) }));
});
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
  await say(page, `say ${'>'.repeat(20_000)}\nwait 60`);
  await page.waitForSelector('.call[data-state="running"]');
  const { hash } = new URL(page.url());
  await page.evaluate(() => { location.hash = ''; });
  await page.waitForSelector('.welcome');
  await page.evaluate((id) => { location.hash = id; }, hash); // opened by a page that can read Markdown by now
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

const kTrick = 'safe\u202Etxt.exe';

/** Where a part of the page shows what nobody would see without a mark: texts, attributes, fields. */
const unmarked = (page) => page.evaluate(async () => {
  const { hiddenCount } = await import(new URL('/ui/session/invisible.js', location.href));
  const found = hiddenCount(document.title) > 0 ? [`document: ${document.title}`] : [];
  const note = (what, text) => { if (hiddenCount(text ?? '') > 0) found.push(`${what}: ${text}`); };
  const walker = document.createTreeWalker(document.body, globalThis.NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) note(walker.currentNode.parentElement.className, walker.currentNode.data);
  for (const element of document.querySelectorAll('body *')) {
    for (const name of ['title', 'alt', 'placeholder', 'aria-label', 'aria-valuetext'])
      note(name, element.getAttribute(name));
    const isMarkedBelow = element.tagName === 'TEXTAREA' && element.parentElement.querySelector('.hidden-below mark');
    if (element.matches('input, textarea') && !isMarkedBelow) note(element.getAttribute('aria-label'), element.value);
  }
  return found;
});

test('it is marked in titles, names of people and of files, in the replay and the clipboard, too', async () => {
  const { page, server } = web;
  await say(page, `say [a link](https://example.com/ "${kTrick}")\ntype ${kTrick}\nrun touch ${kTrick}`);
  await ended(page);
  const id = new URL(page.url()).hash.slice(1);
  const markIn = (selector) => page.waitForFunction((of) =>
    [...document.querySelectorAll(of)].some((one) => /«U\+202E»|RLO/.test(one.textContent)), selector);
  await server.ask('PATCH', `sessions/${id}`, { title: kTrick });
  await page.waitForFunction(() => document.title.includes('«U+202E»'));
  assert.equal(await page.inputValue('.session-header .title'), 'safe«U+202E»txt.exe');
  await page.waitForSelector('.said a[title="safe«U+202E»txt.exe"]');
  await markIn('.entry-title');
  assert.deepEqual(await unmarked(page), []);

  await page.locator('.call-thumb').last().click();
  await markIn('.lightbox');
  assert.deepEqual(await unmarked(page), []);
  await page.keyboard.press('Escape');

  await server.ask('POST', `sessions/${id}/control`, { viewer: 'somebody-else-of-the-test', name: kTrick });
  await markIn('.desktop-bar .badge');
  await page.click('.wheel-button');
  await markIn('dialog');
  assert.deepEqual(await unmarked(page), []);
  await page.click('dialog :text("Cancel")');
  await server.ask('DELETE', `sessions/${id}/control?viewer=somebody-else-of-the-test`);

  await page.click('[aria-label="More"]');
  await page.click('.menu :text("Files")');
  await markIn('.files');
  await page.click('.files [aria-label^="Remove"][aria-label*="txt.exe"]');
  await markIn('dialog p');
  assert.deepEqual(await unmarked(page), []);
  await page.click('dialog :text("Cancel")');
  await page.keyboard.press('Escape');

  await page.click('[aria-label="Clipboard"]');
  await page.fill('.clipboard textarea', kTrick);
  await markIn('.clipboard');
  assert.deepEqual(await unmarked(page), []);
  await page.fill('.clipboard textarea', 'plain');
  assert.equal(await page.textContent('.clipboard .hidden-below'), '');
  await page.keyboard.press('Escape');

  await page.goto(`${server.at('ui/')}#${id}/replay`);
  await page.waitForSelector('.replay-caption strong');
  for (let at = 0; at < 4; at += 1) {
    assert.deepEqual(await unmarked(page), []);
    await page.keyboard.press('ArrowRight');
  }
  await markIn('.replay-caption');
});

test('what is copied on the desktop is marked in the panel', async () => {
  const shown = await web.page.evaluate(async (text) => {
    const { clipboardPanel } = await import(new URL('/ui/desktop/clipboard_panel.js', location.href));
    const panel = clipboardPanel(() => {});
    panel.received(text);
    const { value } = panel.element.querySelector('textarea');
    return [value, panel.element.querySelector('.hidden-below mark')?.textContent];
  }, kTrick);
  assert.deepEqual(shown, [kTrick, 'RLO']);
});
