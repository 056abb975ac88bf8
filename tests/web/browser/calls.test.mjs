// The page calls people, and keeps what they have begun to write.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
before(async () => { web = await open({ args: ['--approval', 'all'] }); });
after(() => web.close());

async function ask(path, body, method = 'POST') {
  const answer = await fetch(web.server.at(path), { method, body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${kToken}` } });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
}

/** A session that asks before it runs a command. */
async function asking(title) {
  const session = await ask('sessions', { title });
  await ask(`sessions/${session.id}/messages`, { message: 'run echo hello' });
  return session;
}

/** Somebody who looks elsewhere and has said yes to calls. */
async function away(page) {
  await page.addInitScript(() => {
    globalThis.calls = [];
    globalThis.Notification = class {
      static permission = 'granted';
      constructor(title, options) { globalThis.calls.push(`${title}: ${options.body}`); }
      close() {}
    };
    document.hasFocus = () => false;
  });
  await page.reload();
}

const mark = (page) => page.getAttribute('link[rel="icon"]', 'href').then((href) => href.split('/').at(-1));

test('a session that asks calls, shows in the tab, and stands first', async () => {
  const { page } = web;
  await away(page);
  const first = await asking('Invoices');
  await page.waitForFunction(() => document.title.startsWith('(1) '));
  await ask('sessions', { title: 'Newer' });
  await page.waitForSelector('.entry-title:text("Newer")');
  assert.deepEqual(await texts(page, '.entry-title'), ['Invoices', 'Newer']);
  assert.equal(await mark(page), 'icon_asks.svg');
  assert.deepEqual(await page.evaluate(() => globalThis.calls), ['The agent asks · Pilothouse: Invoices']);
  await page.goto(web.server.at(`ui/#${first.id}`));
  await page.click('.approval .primary');
  await ended(page);
  await page.waitForFunction(() => document.title === 'Invoices · Pilothouse');
  await page.waitForFunction(() => globalThis.calls.length === 2);
  assert.equal((await page.evaluate(() => globalThis.calls))[1], 'Done · Pilothouse: Invoices');
  assert.equal(await mark(page), 'icon.svg');
});

test('the first question comes with an offer to call, which can be refused', async () => {
  const page = await web.newPage();
  await page.addInitScript(() => { Object.defineProperty(Notification, 'permission', { value: 'default' }); });
  await page.reload();
  await say(page, 'run echo hello');
  await page.waitForSelector('.approval');
  await keep(page, 'call-offer');
  await page.click('.call-offer >> text=Not now');
  await page.waitForSelector('.call-offer', { state: 'hidden' });
  await page.reload();
  await page.waitForSelector('.approval');
  assert.ok(await page.isHidden('.call-offer'));
  await page.click('.approval .primary');
  await ended(page);
  await page.close();
});

test('on a phone the desktop does not hide a question', async () => {
  const { id } = await asking('On the way');
  const page = await web.newPage();
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(web.server.at(`ui/#${id}`));
  await page.waitForSelector('.approval');
  await page.click('.tab:has-text("Desktop")');
  await keep(page, 'question-bar');
  await page.click('.question-bar');
  await page.click('.approval .primary');
  await ended(page);
  assert.ok(await page.isHidden('.question-bar'));
  await page.close();
});

test('what is not sent yet survives a reload and a look at another session', async () => {
  const page = await web.newPage();
  await page.fill('.composer textarea', 'the next task');
  const { id } = await ask('sessions', { title: 'Letters' });
  await page.goto(web.server.at(`ui/#${id}`));
  await page.waitForSelector('.title');
  await page.fill('.composer textarea', 'Dear Ann');
  await page.reload();
  await page.waitForSelector('.transcript');
  assert.equal(await page.inputValue('.composer textarea'), 'Dear Ann');
  await page.goto(web.server.at('ui/#'));
  await page.waitForSelector('.welcome');
  assert.equal(await page.inputValue('.composer textarea'), 'the next task');
  await page.fill('.composer textarea', '');
  await page.goto(web.server.at(`ui/#${id}`));
  await page.waitForSelector('.transcript');
  await page.press('.composer textarea', 'Enter');
  await page.waitForSelector('.item.user:has-text("Dear Ann")');
  await page.reload();
  await page.waitForSelector('.transcript');
  assert.equal(await page.inputValue('.composer textarea'), '');
  await page.close();
});

test('the list is told what changes, and asks for nothing meanwhile', async () => {
  const { page, server } = web;
  await page.waitForSelector('.entries');
  while ((await server.ask('GET', 'sessions')).some(({ status }) => status === 'running'))
    await page.waitForTimeout(100);
  await page.waitForTimeout(1500); // what began before has ended, and the list was told
  const asked = [];
  const note = (request) => { if (/\/sessions\?/.test(request.url())) asked.push(request.url()); };
  page.on('request', note);
  await page.waitForTimeout(4000); // longer than the pause between two looks of a page that is not told
  assert.deepEqual(asked, []);
  const { id } = await server.ask('POST', 'sessions', { title: 'Made elsewhere' });
  await page.waitForSelector('.entry-title:text("Made elsewhere")', { timeout: 2500 });
  await server.ask('DELETE', `sessions/${id}`);
  await page.waitForSelector('.entry-title:text("Made elsewhere")', { state: 'detached', timeout: 2500 });
  page.off('request', note);
});
