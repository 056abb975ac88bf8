// Everything is found from one field: sessions, actions, and what was said in any of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { keep, open, sameTexts, texts } from './browser.mjs';

const kEvents = 3000;
// The session that was made last was last used two hours ago.
const kAge = `import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as database:
    database.execute("UPDATE sessions SET updated_at = updated_at - 7200000 WHERE id = ?", (sys.argv[2],))`;

let web;
let long;
let other;
before(async () => {
  web = await open();
  const { server } = web;
  other = (await server.ask('POST', 'sessions', { title: 'Flights to <b>Oslo</b>' })).id;
  long = (await server.ask('POST', 'sessions', { title: 'Long task' })).id;
  await server.down();
  execFileSync('python3', ['browser/fill_session.py', server.database, long, String(kEvents)], { stdio: 'inherit' });
  execFileSync('python3', ['-c', kAge, server.database, long]);
  await server.up();
  await web.page.reload();
  await web.page.waitForSelector('.entry');
});
after(() => web.close());

const kField = '.palette [role="combobox"]';
const chosen = (page) => page.$eval('.palette [aria-selected="true"]', (one) => one.textContent);
const addressIs = (page, hash) => page.waitForFunction((wanted) => location.hash === wanted, hash);

async function look(page, words) {
  await page.keyboard.press('Control+k');
  await page.fill(kField, words);
}

/** The marked item, once it is in view and has the focus. */
async function marked(page) {
  await page.waitForFunction(() => {
    const item = document.querySelector('.transcript-items > .current');
    const frame = document.querySelector('.transcript').getBoundingClientRect();
    const box = item?.getBoundingClientRect();
    return item && document.activeElement === item && box.top >= frame.top && box.bottom <= frame.bottom;
  });
  return page.textContent('.transcript-items > .current');
}

test('the list is in the order of the times it shows, and tells titles that are cut', async () => {
  const { page } = web;
  await sameTexts(page, '.entry-title', ['Flights to <b>Oslo</b>', 'Long task']);
  assert.equal((await texts(page, '.entry-time')).at(-1), '2 h');
  assert.equal(await page.getAttribute('.entry-title', 'title'), 'Flights to <b>Oslo</b>');
});

test('a session is found by its title, without a mouse', async () => {
  const { page } = web;
  await look(page, 'oslo fli');
  await page.waitForSelector('.palette [role="group"][aria-label="Sessions"] [role="option"]:has-text("Flights")');
  assert.match(await chosen(page), /Flights to <b>Oslo<\/b>/);
  await keep(page, 'palette-session');
  await page.keyboard.press('Enter');
  await addressIs(page, `#${other}`);
  await page.waitForSelector('.palette', { state: 'detached' });
});

test('what was said in any conversation is found, and opened at its place', async () => {
  const { page } = web;
  await look(page, 'echo 17');
  await page.waitForSelector('.palette [role="group"][aria-label="In conversations"] [role="option"]');
  await page.waitForSelector('.palette mark');
  assert.deepEqual(await texts(page, '.palette .option:first-of-type small'), ['Command · Long task']);
  await keep(page, 'palette-text');
  await page.keyboard.press('ArrowUp'); // round to the last one: the oldest
  await page.keyboard.press('ArrowDown');
  const place = await page.getAttribute('.palette [aria-selected="true"]', 'data-key');
  await page.keyboard.press('Enter');
  await addressIs(page, `#${place.slice(1)}`);
  assert.match(await marked(page), /echo 17/);
  await keep(page, 'found-step');
});

test('what tools printed and the agent thought is found where everything is asked for', async () => {
  const { page } = web;
  await look(page, '17 more'); // printed below each number
  await page.waitForSelector('.palette-status:has-text("Nothing was said with these words.")');
  await page.click('.palette .option >> text="Look in what tools printed and the agent thought"');
  await page.waitForSelector('.palette small:text-is("Output · Long task")');
  assert.equal(await page.getAttribute('.scope >> text="Everything"', 'aria-pressed'), 'true');
  await keep(page, 'palette-everything');
  await page.keyboard.press('Enter');
  await addressIs(page, `#${long}/71`);
  assert.match(await marked(page), /echo 17/);
  await look(page, '17 more');
  await page.waitForSelector('.palette small:text-is("Output · Long task")'); // it is remembered
  await page.click('.scope >> text="Texts"');
  await page.waitForSelector('.palette-status:has-text("Nothing was said")');
  await page.keyboard.press('Escape');
});

test('within a session, what is not loaded is found as well', async () => {
  const { page } = web;
  await page.goto(web.server.at(`ui/#${long}`));
  await page.reload();
  await page.waitForSelector('.transcript-items > .end');
  assert.equal(await page.locator('.said:has-text("Step 12 of many")').count(), 0);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+k');
  assert.equal(await page.getAttribute('.scope >> text="In this session"', 'aria-pressed'), 'true');
  await page.fill(kField, 'step 12 of');
  await page.waitForSelector('.palette mark:has-text("12")');
  assert.deepEqual(await texts(page, '.palette .palette-group'), ['In this session']);
  await page.keyboard.press('Enter');
  await addressIs(page, `#${long}/48`);
  assert.match(await marked(page), /Step 12 of many/);
});

test('the address of a step opens the session there', async () => {
  const { newPage } = web;
  const page = await newPage(`ui/#${long}/402`); // a tool_started: shown on the card of its call
  assert.match(await marked(page), /echo 100/);
  await page.evaluate((address) => { location.hash = address; }, `${long}/999999`);
  await page.waitForSelector('.toast:has-text("no such step")');
  await page.close();
});

test('actions are found and done', async () => {
  const { page } = web;
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await look(page, 'theme');
  await page.keyboard.press('Enter');
  assert.equal(await theme(), 'dark');
  await look(page, 'colour');
  await page.keyboard.press('Enter');
  assert.equal(await theme(), 'light');
  await look(page, 'files');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[aria-label^="Files"]');
  await page.keyboard.press('Escape');
  await look(page, 'replay');
  await page.keyboard.press('Enter');
  await addressIs(page, `#${long}/replay`);
});

test('pages of hits follow, and a slow answer to old words counts for nothing', async () => {
  const { page } = web;
  await look(page, 'of many');
  await page.waitForSelector('.palette .option:has-text("More places")');
  assert.equal(await page.textContent('.palette-status'), '30 and more places.');
  await page.click('.palette .option:has-text("More places")');
  await page.waitForFunction(() => document.querySelector('.palette-status').textContent === '60 and more places.');
  await page.route('**/search?q=many*', async (route) => {
    await new Promise((resolve) => { setTimeout(resolve, 700); });
    await route.continue().catch(() => {});
  });
  const slow = page.waitForResponse('**/search?q=many*');
  await page.fill(kField, 'many'); // has hits
  await page.waitForRequest('**/search?q=many*');
  await page.fill(kField, 'zzz');
  await page.waitForSelector('.palette-status:has-text("Nothing was said")');
  await (await slow).finished();
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  assert.equal(await page.textContent('.palette-status'), 'Nothing was said with these words.');
  await page.keyboard.press('Escape');
});

test('it is a combobox with a list, and gives the focus back', async () => {
  const { page } = web;
  await page.goto(web.server.at(`ui/#${other}`));
  await page.focus('.composer textarea');
  await page.keyboard.press('Control+k');
  const { owned, selected, active } = await page.evaluate((field) => {
    const input = document.querySelector(field);
    const list = document.getElementById(input.getAttribute('aria-controls'));
    return { owned: list.getAttribute('role'), selected: list.querySelectorAll('[aria-selected="true"]').length,
      active: document.getElementById(input.getAttribute('aria-activedescendant'))?.getAttribute('aria-selected') };
  }, kField);
  assert.deepEqual([owned, selected, active], ['listbox', 1, 'true']);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.palette', { state: 'detached' });
  assert.ok(await page.evaluate(() => document.activeElement.matches('.composer textarea')));
  await page.click('.brand [aria-label="Search"]');
  await page.waitForSelector(kField);
  await sameTexts(page, '.scope[aria-pressed="true"]', ['Everywhere', 'Texts']);
  await page.keyboard.press('Escape');
});

test('each step tells its time and has a link that can be copied', async () => {
  const { context, page } = web;
  if (context.browser().browserType().name() === 'chromium')
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(web.server.at(`ui/#${long}`));
  await page.waitForSelector('.transcript-items > .end');
  const step = page.locator('.transcript-items > .said', { hasText: 'Step 740 of many' });
  await step.hover();
  await keep(page, 'step-times');
  const link = step.locator('.step-link');
  assert.match(await link.locator('time').getAttribute('datetime'), /^\d{4}-\d\d-\d\dT/);
  await link.click();
  await addressIs(page, `#${long}/2960`);
  assert.match(await marked(page), /Step 740 of many/);
  await page.waitForSelector('.toast:has-text("copied")');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), web.server.at(`ui/#${long}/2960`));
  await page.locator('.call', { hasText: 'echo 741' }).first().locator('.step-link').click();
  await addressIs(page, `#${long}/2965`);
});

test('replay and files are in the bar, and on a phone in the menu', async () => {
  const { page } = web;
  await page.click('.bar-tool:has-text("Replay")');
  await addressIs(page, `#${long}/replay`);
  await page.waitForSelector('.bar-tool[aria-pressed="true"]');
  await page.click('.bar-tool:has-text("Replay")');
  await addressIs(page, `#${long}`);
  await page.click('.bar-tool:has-text("Files")');
  await page.waitForSelector('dialog[aria-label^="Files"]');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForSelector('.bar-tools', { state: 'hidden' });
  await page.click('.session-header [aria-label="More"]');
  await page.waitForSelector('.menu [role="menuitem"]:has-text("Replay")');
  await page.keyboard.press('Escape');
  await keep(page, 'bar-on-a-phone');
  await page.keyboard.press('Control+k');
  await keep(page, 'palette-on-a-phone');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1360, height: 850 });
});
