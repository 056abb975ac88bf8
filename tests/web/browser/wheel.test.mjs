// The wheel: watching, steering, handing back, and two people who both want it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, enter, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

/** Keys pressed in the middle of the live screen. */
async function typeOnScreen(page, words) {
  const { x, y, width, height } = await page.locator('.vnc-screen canvas').boundingBox();
  await page.mouse.click(x + width / 3, y + height / 3);
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

/** What a command in the session's shell prints, asked past the page. */
async function homeHas(server, page, name) {
  const id = page.url().split('#')[1];
  const { entries } = await server.ask('GET', `sessions/${id}/files`);
  return entries.some((entry) => entry.name === name);
}

async function until(condition) {
  for (let tries = 0; tries < 100; ++tries) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('it did not come true');
}

test('the desktop is live, and who watches cannot steer it', async () => {
  const { page, server } = web;
  await say(page, 'open terminal\nclick 200 150');
  await page.waitForSelector('.stage.live');
  await ended(page);
  assert.equal(await page.textContent('.badge'), 'Live · view only');
  await typeOnScreen(page, 'touch watched');
  await page.waitForSelector('.screen-hint:visible');
  await keep(page, 'live-view-only');
  await say(page, 'run sleep 1; ls');
  await page.waitForFunction(() => document.querySelectorAll('.end').length === 2);
  assert.equal(await homeHas(server, page, 'watched'), false);
});

test('who takes the wheel steers', async () => {
  const { page, server } = web;
  await page.click('.wheel-button');
  await page.waitForSelector('.desktop-pane.steered');
  assert.equal(await page.textContent('.badge'), 'You steer');
  await typeOnScreen(page, 'touch steered');
  await until(() => homeHas(server, page, 'steered'));
  await keep(page, 'steering');
});

const hasKeys = (page) => page.evaluate(() => document.activeElement.closest('.vnc-screen') !== null);

test('Ctrl+Alt+Home leaves the desktop and comes back, and holds no key down there', async () => {
  const { page, server } = web;
  assert.ok(await hasKeys(page));
  assert.match(await page.innerText('.desktop-bar'), /Ctrl\+Alt\+Home leaves the desktop/);
  await page.keyboard.press('Control+Alt+Home');
  await page.waitForSelector('.wheel-button:focus');
  assert.equal(await page.locator('.desktop-pane.steered').count(), 1);
  await keep(page, 'out-of-the-desktop');
  await page.keyboard.press('Shift+Tab'); // the page has its keys again
  await page.waitForSelector('.wheel-button:not(:focus)');
  await page.keyboard.press('Control+Alt+Home');
  assert.ok(await hasKeys(page));
  await page.keyboard.press('Control+Alt+Home');
  await page.waitForSelector('.wheel-button:focus');
  await typeOnScreen(page, 'touch returned'); // with Ctrl held it were no text
  await until(() => homeHas(server, page, 'returned'));
});

test('the keyboard alone takes the wheel and hands it back', async () => {
  const { page } = web;
  await page.keyboard.press('Control+Alt+Home');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.desktop-pane:not(.steered)');
  assert.equal(await page.locator('.toast').count(), 0); // who hands back has lost nothing
  await page.keyboard.press('?');
  await page.waitForSelector('dialog:has-text("out of the desktop, and back into it")');
  await keep(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+w');
  await page.waitForSelector('.desktop-pane.steered');
  assert.ok(await hasKeys(page));
});

test('others see who steers, and ask before they take over', async () => {
  const { page, browser, server } = web;
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const other = await context.newPage();
  await enter(other, server);
  await other.evaluate(() => localStorage.setItem('pilothouse.name', '"Ada"'));
  await other.goto(page.url());
  await other.waitForSelector('.stage.live');
  await other.waitForSelector('.badge:has-text("Another person steers")');
  await other.click('.wheel-button:has-text("Take over")');
  await other.waitForSelector('dialog:has-text("is steering this desktop now")');
  await other.click('dialog .filled');
  await other.waitForSelector('.desktop-pane.steered');
  await page.waitForSelector('.desktop-pane:not(.steered)');
  await page.waitForSelector('.toast:has-text("Ada took the wheel.")');
  await page.waitForFunction(() => document.activeElement.matches('.wheel-button')); // not nowhere
  await keep(page, 'wheel-is-lost');
  await page.click('.toast button');
  await other.click('.wheel-button');
  await other.waitForSelector('.desktop-pane:not(.steered)');
  await context.close();
});

test('of two who reach for it at once, one steers and the other is told', async () => {
  const { page, newPage } = web;
  const other = await newPage(page.url().slice(page.url().indexOf('ui/')));
  await other.waitForSelector('.stage.live');
  await Promise.all([page.click('.wheel-button'), other.click('.wheel-button')]);
  const loser = await Promise.race(
    [page, other].map((one) => one.waitForSelector('.toast, dialog:has-text("is steering")').then(() => one)));
  const winner = loser === page ? other : page;
  await winner.waitForSelector('.desktop-pane.steered');
  assert.equal(await loser.locator('.desktop-pane.steered').count(), 0);
  await keep(loser, 'wheel-is-taken');
  await loser.keyboard.press('Escape');
  await winner.click('.wheel-button');
  await winner.waitForSelector('.desktop-pane:not(.steered)');
  await other.close();
});

test('the agent waits for the wheel and goes on when it is handed back', async () => {
  const { page } = web;
  await say(page, 'wait 60\nwait 60\nscreenshot\nrun echo after the wheel');
  await page.waitForSelector('.call[data-state="running"]');
  await page.click('.wheel-button');
  await page.waitForSelector('.session-header [data-status="paused"]');
  await page.waitForSelector('.run-buttons .danger:visible');
  assert.match(await page.textContent('.call[data-state="yielded"] .call-state'), /^Wheel taken after/);
  await keep(page, 'waiting-for-the-wheel');
  await page.click('.wheel-button');
  await page.waitForFunction(() => document.querySelectorAll('.end').length === 3);
  assert.ok((await texts(page, '.note')).some((words) => words.startsWith('The wheel was handed back')));
});

test('a reload keeps the wheel', async () => {
  const { page } = web;
  await page.click('.wheel-button');
  await page.waitForSelector('.desktop-pane.steered');
  await page.reload();
  await page.waitForSelector('.desktop-pane.steered .stage.live');
  await page.click('.wheel-button');
  await page.waitForSelector('.desktop-pane:not(.steered)');
});
