// How somebody likes the page: theme, calls, sounds, a name; kept in the browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open({ args: ['--approval', 'all'] }); });
after(() => web.close());

const kSettings = 'dialog[aria-label="Settings"]';
const closed = (page) => page.waitForSelector('dialog', { state: 'detached' });
const theme = (page) => page.evaluate(() => document.documentElement.dataset.theme ?? 'system');
const kept = (page, name) => page.evaluate((key) => JSON.parse(localStorage.getItem(`pilothouse.${key}`)), name);

/** Counts the tones that a page makes, and says yes to calls, which are kept. */
async function listen(page, permission = 'granted') {
  await page.addInitScript((allowed) => {
    globalThis.tones = [];
    globalThis.calls = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function tone(...when) {
      globalThis.tones.push(this.frequency.value);
      return start.apply(this, when);
    };
    globalThis.Notification = class {
      static permission = allowed;
      static async requestPermission() { this.permission = 'granted'; }
      constructor(title, options) { globalThis.calls.push(`${title}: ${options.body}`); }
      close() {}
    };
    document.hasFocus = () => false;
  }, permission);
  await page.reload();
  await page.waitForSelector('.composer');
}
const tones = (page) => page.evaluate(() => globalThis.tones);
const calls = (page) => page.evaluate(() => globalThis.calls);

test('the settings are a click, a chord and a word away', async () => {
  const { page } = web;
  await page.click('.sidebar [aria-label="Settings"]');
  await page.waitForSelector(kSettings);
  await page.keyboard.press('Escape');
  await closed(page);
  await page.keyboard.press('Control+,');
  await page.waitForSelector(kSettings);
  await page.keyboard.press('Escape');
  await closed(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('preferences');
  await page.keyboard.press('Enter');
  await page.waitForSelector(kSettings);
});

test('the theme that is chosen holds at once, in other tabs, and after a reload', async () => {
  const { page, newPage } = web;
  const other = await newPage();
  await page.bringToFront();
  await page.check(`${kSettings} >> text="Dark"`);
  assert.equal(await theme(page), 'dark');
  await other.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await keep(page, 'preferences-dark');
  await page.reload();
  assert.equal(await theme(page), 'dark');
  await page.keyboard.press('Control+,');
  assert.ok(await page.isChecked(`${kSettings} >> text="Dark"`));
  await page.check(`${kSettings} >> text="As the system"`);
  assert.equal(await theme(page), 'system');
  await other.waitForFunction(() => !document.documentElement.dataset.theme);
  await other.close();
  await keep(page, 'preferences');
});

test('what calls is chosen, tried and switched off', async () => {
  const page = await web.newPage();
  await listen(page, 'default');
  await page.keyboard.press('Control+,');
  await page.waitForSelector(`${kSettings} >> text="The browser will ask once whether this page may."`);
  assert.ok(await page.isDisabled(`${kSettings} >> text="Try it"`));
  await page.check(`${kSettings} >> text="Call me with a notification"`);
  await page.click(`${kSettings} >> text="Try it"`);
  assert.deepEqual(await calls(page), ['A try · Pilothouse: This is how you are called.']);
  await page.uncheck(`${kSettings} >> text="The agent asks"`);
  await page.keyboard.press('Escape');
  await say(page, 'run echo hello');
  await page.waitForFunction(() => document.title.startsWith('(1)'));
  await page.click('.approval .primary');
  await ended(page);
  await page.waitForFunction(() => globalThis.calls.length === 2);
  assert.match((await calls(page)).at(-1), /^Done/);
  await page.keyboard.press('Control+,');
  await page.uncheck(`${kSettings} >> text="Call me with a notification"`);
  await page.keyboard.press('Escape');
  await say(page, 'say once more');
  await ended(page);
  await page.waitForSelector('.entry-status[data-status="completed"]');
  assert.equal((await calls(page)).length, 2);
  await page.close();
});

test('a browser that forbids calls is told from one that has not been asked', async () => {
  const page = await web.newPage();
  await listen(page, 'denied');
  await page.keyboard.press('Control+,');
  await page.waitForSelector(`${kSettings} >> text=/The browser forbids it/`);
  assert.ok(await page.isDisabled(`${kSettings} >> text="Call me with a notification"`));
  await page.close();
});

test('there is no sound until it is wanted; then one for a question, one for an end, in one tab', async () => {
  const pages = [await web.newPage(), await web.newPage()];
  for (const page of pages) await listen(page);
  const [page, other] = pages;
  await say(page, 'run echo hello');
  await page.click('.approval .primary');
  await ended(page);
  assert.deepEqual(await tones(page), []);
  await page.keyboard.press('Control+,');
  await page.check(`${kSettings} >> text=/A sound when/`);
  await page.waitForFunction(() => globalThis.tones.length === 2);
  const [question] = await tones(page);
  await page.click(`${kSettings} >> text="Try the end"`);
  await page.waitForFunction(() => globalThis.tones.length === 4);
  const end = (await tones(page))[2];
  assert.notEqual(question, end);
  await page.keyboard.press('Escape');
  await other.click('.welcome h1'); // it may sound from here on, too
  await say(page, 'run echo again');
  await page.waitForSelector('.approval');
  const all = async () => [...(await tones(page)).slice(4), ...await tones(other)];
  const first = (list) => list.filter((_, at) => at % 2 === 0);
  const heard = async (wanted) => {
    for (const one of pages) await one.waitForSelector('.entry-status >> nth=0');
    await page.waitForTimeout(1000); // a second tab would have been heard by then
    assert.deepEqual(first(await all()), wanted);
  };
  await heard([question]);
  await page.click('.approval .primary');
  await ended(page);
  await heard([question, end]);
  for (const one of pages) await one.close();
});

test('sounds wait for the first gesture of a page', async () => {
  const page = await web.newPage();
  await listen(page);
  assert.equal((await kept(page, 'sounds')).isOn, true);
  const { id } = await web.server.ask('POST', 'sessions', { title: 'Unheard' });
  await web.server.ask('POST', `sessions/${id}/messages`, { message: 'run echo hello' });
  await page.waitForFunction(() => document.title.startsWith('(1)'));
  await page.evaluate(() => navigator.locks.request('pilothouse.sounds', () => {})); // behind whoever would ring
  assert.deepEqual(await tones(page), []);
  assert.notEqual((await kept(page, 'sounds.told')).id, id); // nor did another tab
  await web.server.ask('POST', `sessions/${id}/interrupt`);
  await page.close();
});

test('the name at the wheel is kept as it is typed', async () => {
  const { page } = web;
  await page.reload();
  await page.keyboard.press('Control+,');
  await page.fill(`${kSettings} [aria-label="Your name"]`, ' Ann ');
  await page.keyboard.press('Escape');
  await closed(page);
  assert.equal(await kept(page, 'name'), 'Ann');
});

test('on a phone all of it can be reached, within the width', async () => {
  const page = await web.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.click('.show-list');
  await page.click('.sidebar [aria-label="Settings"]');
  await page.waitForSelector(kSettings);
  const isWithin = await page.$eval(kSettings, (dialog) => dialog.scrollWidth <= dialog.clientWidth);
  assert.ok(isWithin);
  assert.deepEqual(await texts(page, `${kSettings} h3:visible`), ['Theme', 'Language', 'Notifications', 'Sounds',
    'Your name', 'New sessions']);
  await keep(page, 'preferences-phone');
  await page.close();
});

test('the language that is chosen is spoken from then on, and the browser can be followed again', async () => {
  const page = await web.newPage();
  await page.keyboard.press('Control+,');
  await page.click(`${kSettings} >> text="Deutsch"`);
  await page.waitForFunction(() => document.documentElement.lang === 'de' && document.querySelector('.composer'));
  await page.keyboard.press('Control+,');
  const kGerman = 'dialog[aria-label="Einstellungen"]';
  assert.deepEqual(await texts(page, `${kGerman} h3:visible`), ['Design', 'Sprache', 'Benachrichtigungen', 'Töne',
    'Eigener Name', 'Neue Sitzungen']);
  assert.ok(await page.isChecked(`${kGerman} >> text="Deutsch"`));
  await keep(page, 'preferences-german');
  await page.click(`${kGerman} >> text="Wie der Browser"`);
  await page.waitForFunction(() => document.documentElement.lang === 'en' && document.querySelector('.composer'));
  await page.close();
});
