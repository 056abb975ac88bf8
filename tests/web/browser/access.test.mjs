// For everybody: by keyboard, on a phone, in the dark, with a screen reader, behind a proxy.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ended, enter, keep, open, say } from './browser.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let web;
before(async () => { web = await open({ args: ['--approval', 'all'], bypassCSP: true }); });
after(() => web.close());

/** Faults of any grade by the rules of axe, as "rule: elements". */
async function faults(page) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

async function hasNoFaults(page) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((wanted) => { document.documentElement.dataset.theme = wanted; }, theme);
    assert.deepEqual(await faults(page), [], theme);
  }
}

test('the first page has no fault', async () => {
  await web.page.waitForSelector('.demo-note');
  await hasNoFaults(web.page);
});

test('a session that asks has no fault', async () => {
  const { page } = web;
  await say(page, 'think Well.\nsay **Bold** and `code`.\nscreenshot\nclick 200 200\nrun echo hello');
  await page.waitForSelector('.approval:not(.settling)');
  await hasNoFaults(page);
  await keep(page, 'dark');
  await page.$eval('.approval', (card) => card.classList.add('settling'));
  await hasNoFaults(page);
  await page.$eval('.approval', (card) => card.classList.remove('settling'));
  await page.click('.approval >> text=Edit…');
  await page.waitForSelector('.approval-picture.picking');
  await hasNoFaults(page);
  await keep(page, 'approval-edit-dark');
  await page.click('.approval >> text=Back');
});

test('all of it works by keyboard', async () => {
  const { page } = web;
  await page.focus('.approval:not(.settling) .primary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.approval:not(.settling) h2:text("Run this?")');
  await page.focus('.approval:not(.settling) .primary');
  await page.keyboard.press('Enter');
  await ended(page);
  await page.focus('.skip');
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  await page.focus('.split > .splitter');
  const width = () => page.$eval('.chat-pane', (pane) => pane.offsetWidth);
  const earlier = await width();
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowRight');
  assert.ok(await width() > earlier);
  const wide = await width();
  await page.reload();
  await page.waitForSelector('.end');
  assert.ok(Math.abs(await width() - wide) < 3, 'remembered');
  await page.keyboard.press('Alt+R');
  await page.waitForSelector('.replay-pane');
  await hasNoFaults(page);
  await page.keyboard.press('Alt+R');
  await page.waitForSelector('.desktop-pane');
  await page.focus('.transcript');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog .shortcuts');
  await hasNoFaults(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+N');
  await page.waitForSelector('.welcome');
});

test('dialogs have no fault', async () => {
  const { page } = web;
  await page.click('.new-options');
  await page.waitForSelector('dialog form');
  await hasNoFaults(page);
  await page.keyboard.press('Escape');
});

test('the pages of the original systems are there', async () => {
  const { newPage } = web;
  const chat = await newPage('chat');
  await chat.click('.entry');
  await chat.waitForSelector('.end');
  assert.equal(await chat.locator('.desktop-pane').count(), 0);
  await keep(chat, 'chat-alone');
  const id = chat.url().split('#')[1];
  await chat.goto(`${chat.url().replace(/chat.*/, 'computer')}?session=${id}`);
  await chat.waitForSelector('.desktop-pane');
  await chat.waitForSelector('.end');
  assert.equal(await chat.locator('.sidebar:visible').count(), 0);
  await chat.close();
});

test('a phone shows one thing at a time', async () => {
  const { browser, server } = web;
  const context = await browser.newContext(
    { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true, bypassCSP: true });
  const page = await context.newPage();
  await enter(page, server);
  await page.waitForSelector('.welcome');
  await page.tap('.show-list');
  await page.tap('.entry');
  await page.waitForSelector('.end');
  await keep(page, 'phone-chat');
  assert.equal(await page.locator('.desktop-pane:visible').count(), 0);
  await page.tap('.tab[data-name="desktop"]');
  assert.equal(await page.locator('.chat-pane:visible').count(), 0);
  await page.waitForSelector('.desktop-pane:visible');
  await keep(page, 'phone-desktop');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
  await hasNoFaults(page);
  await context.close();
});

/** What a finger cannot hit: less than 36 pixels either way, or out of the page. */
const smallTargets = (page) => page.$$eval('button:visible, a.entry:visible', (all) => all.flatMap((one) => {
  const { width, height, right } = one.getBoundingClientRect();
  return width >= 36 && height >= 36 && right <= innerWidth ? []
    : [`${one.textContent || one.ariaLabel}: ${width} x ${height}, to ${right}`];
}));

for (const width of [320, 768]) {
  test(`at a width of ${width} all is in reach of a finger`, async () => {
    const { browser, server } = web;
    const context = await browser.newContext(
      { viewport: { width, height: 640 }, isMobile: true, hasTouch: true, bypassCSP: true });
    const page = await context.newPage();
    await enter(page, server);
    await page.tap('.show-list');
    await page.waitForSelector('.entry');
    assert.deepEqual(await smallTargets(page), []);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.sidebar', { state: 'hidden' });
    await page.tap('.show-list');
    await page.tap('.entry');
    await page.waitForSelector('.end');
    assert.equal(await page.locator('.sidebar:visible').count(), 0);
    if (width < 760) await page.tap('.tab[data-name="desktop"]');
    await page.waitForSelector('.wheel-button:visible');
    assert.deepEqual(await smallTargets(page), []);
    const { height } = await page.locator('.badge').boundingBox();
    assert.ok(height < 30, 'the badge has one line');
    await keep(page, `width-${width}`);
    await hasNoFaults(page);
    if (width < 760) await page.tap('.tab[data-name="chat"]');
    await page.fill('.composer textarea', 'run echo a finger');
    await page.tap('[aria-label="Send"]');
    await page.waitForSelector('.approval');
    assert.deepEqual(await smallTargets(page), []);
    await hasNoFaults(page);
    await page.tap('.run-buttons [aria-label="Stop"]');
    await ended(page, 'Stopped');
    await context.close();
  });
}

test('the list has the width that somebody gives it, by pointer or keys, and keeps it', async () => {
  const { page } = web;
  await page.setViewportSize({ width: 1360, height: 850 });
  const bar = page.locator('.sidebar > .splitter');
  const width = () => page.$eval('.sidebar', (list) => list.offsetWidth);
  const usual = await width();
  const { x, y, height } = await bar.boundingBox();
  await page.mouse.move(x + 5, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 95, y + height / 2, { steps: 4 });
  await page.mouse.up();
  assert.ok(Math.abs(await width() - usual - 90) < 8, `${usual}, ${await width()}`);
  await bar.focus();
  const dragged = await width();
  await page.keyboard.press('ArrowRight');
  assert.equal(await width(), dragged + 16);
  assert.equal(await bar.getAttribute('aria-valuenow'), String(dragged + 16));
  await keep(page, 'list-wider');
  await page.reload();
  await page.waitForSelector('.sidebar > .splitter');
  assert.equal(await width(), dragged + 16);
  await bar.focus();
  await page.keyboard.press('Home');
  assert.equal(await width(), 220);
  await bar.dblclick({ position: { x: 4, y: 300 } });
  assert.equal(await width(), usual);
  await page.setViewportSize({ width: 900, height: 800 });
  assert.ok(await bar.isHidden());
  await page.setViewportSize({ width: 1360, height: 850 });
});
