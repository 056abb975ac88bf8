// Who gets in: the cookie goes to every program on this machine, the key only to our pages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { ended, open, say } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
before(async () => {
  web = await open({ args: ['--chat-port', '0'] });
  await say(web.page, 'screenshot\nrun echo kept > "a b#ä [1]\'.txt"\nsay Done');
  await ended(web.page);
});
after(() => web.close());

/** What a program on another port of this machine gets when somebody follows a link to it. */
async function cookieCaughtElsewhere() {
  let cookie = null;
  const catcher = createServer((request, answer) => {
    cookie ??= request.headers.cookie;
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>Hello</title><link rel="icon" href="data:,">');
  });
  await new Promise((resolve) => { catcher.listen(0, '127.0.0.1', resolve); });
  const page = await web.browser.contexts()[0].newPage();
  await page.goto(`http://127.0.0.1:${catcher.address().port}/`);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  await page.close();
  catcher.closeAllConnections();
  catcher.close();
  return cookie;
}

test('what a page on another port gets opens nothing', async () => {
  const { server } = web;
  const cookie = await cookieCaughtElsewhere();
  assert.match(cookie, /pilothouse_session=/);
  const [{ id }] = await server.ask('GET', 'sessions/');
  const status = async (method, path, body) => (await fetch(server.at(path),
    { method, body, redirect: 'manual', headers: { cookie, 'content-type': 'application/json' } })).status;
  assert.equal(await status('GET', 'sessions/'), 401);
  assert.equal(await status('GET', `sessions/${id}/events`), 401);
  assert.equal(await status('POST', `sessions/${id}/messages`, '{"message":"say Hello"}'), 401);
  assert.equal(await status('POST', 'auth/ticket', `{"path":"/sessions/${id}"}`), 401);
  assert.equal(await status('DELETE', 'auth/login'), 401);
  assert.equal(await status('GET', 'ui/'), 200);
});

test('a link to this machine asks before it opens', async () => {
  const { page, context } = web;
  await say(page, 'say [Look](http://0x7f.1:9/) and [far away](https://example.com/)');
  await page.waitForSelector('.said button.link');
  await ended(page);
  assert.equal(await page.locator('.said a:not(.step-link)').count(), 1);
  await page.click('.said button.link');
  await page.waitForSelector('dialog :text("http://127.0.0.1:9/ leads to a program")');
  await page.click('dialog :text("Cancel")');
  assert.equal(context.pages().length, 1);
});

test('nothing of a session is kept on a disk, and the list costs little all the same', async () => {
  const { page, server } = web;
  const [{ id, preview }] = await server.ask('GET', 'sessions?preview=true');
  const below = ['', '/messages', '/events?format=json', '/screenshot', '/files', '/export?format=html', '/control'];
  for (const path of ['sessions', preview.picture.slice(1), ...below.map((end) => `sessions/${id}${end}`), 'audit',
    'metrics', 'nothing']) {
    const answer = await fetch(server.at(path), { headers: { authorization: `Bearer ${kToken}` } });
    assert.equal(answer.headers.get('cache-control'), 'no-store', path);
    await answer.arrayBuffer();
  }
  await page.waitForResponse((answer) => answer.url().includes('sessions?preview') && answer.status() === 304);
});

test('Stop needs no new connection', async () => {
  const { page } = web;
  await page.route('**/interrupt', (route) => route.abort());
  await say(page, 'wait 60');
  await page.waitForSelector('.call[data-state="running"]');
  await page.click('.run-buttons [aria-label="Stop"]');
  await ended(page, 'Stopped');
  await page.unrouteAll();
});

test('a reload and a new tab ask for nothing', async () => {
  const { page, context, server } = web;
  await page.reload();
  await page.locator('.call-thumb').last().scrollIntoViewIfNeeded(); // what is not in sight is not fetched
  await page.waitForSelector('.call-thumb img[src^="blob:"]');
  const tab = await context.newPage();
  await tab.goto(server.at('ui/'));
  await tab.waitForSelector('.entry-picture img[src^="blob:"]');
  assert.equal(new URL(tab.url()).hash, '');
  await tab.close();
});

test('a file and an export are saved, and an address typed in shows one', async () => {
  const { page, context, server } = web;
  const saved = async (click) => {
    const [download] = await Promise.all([page.waitForEvent('download'), click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
  };
  await page.click('[aria-label="More"]');
  await page.click('.menu :text("Files")');
  const [name, content] = await saved(() => page.click('.files a.name'));
  assert.equal(content, 'kept\n');
  assert.match(name, /^a b#ä .1.'.txt$/);
  await page.keyboard.press('Escape');
  await page.click('[aria-label="More"]');
  const [, exported] = await saved(() => page.click('.menu :text("Export as JSON")'));
  assert.ok(JSON.parse(exported).events.length > 3);

  const [{ id }] = await server.ask('GET', 'sessions/');
  const tab = await context.newPage();
  await tab.goto(server.at(`sessions/${id}?a=b`));
  await tab.waitForFunction((wanted) => document.body.textContent.includes(wanted), id);
  await tab.reload();
  await tab.waitForFunction((wanted) => document.body.textContent.includes(wanted), id);
  await tab.close();
});

test('without the key a page asks for the token, and a false one does not take its place', async () => {
  const { page, server } = web;
  const key = await page.evaluate(() => localStorage.getItem('pilothouse.key'));
  await page.goto(server.at('auth/enter?next=/ui/#made-up'));
  await page.waitForSelector('.welcome');
  assert.equal(await page.evaluate(() => localStorage.getItem('pilothouse.key')), key);
  await page.evaluate(() => localStorage.clear());
  await page.goto(server.at('ui/'));
  await page.fill('#token', kToken);
  await page.click('button');
  await page.waitForSelector('.entry');
  assert.equal(await page.evaluate(() => localStorage.getItem('pilothouse.key')), key);
});

test('another port asks once, and the first one goes on', async () => {
  const { page, context, server } = web;
  const [, port] = /Port (\d+) opens/.exec(server.said);
  const chat = await context.newPage();
  await chat.goto(`http://127.0.0.1:${port}/`);
  await chat.fill('#token', kToken);
  await chat.click('button');
  await chat.waitForSelector('.entry');
  assert.equal(new URL(chat.url()).pathname, '/chat');
  await page.reload();
  await page.waitForSelector('.entry');
  await chat.close();
});

test('a log-out in one tab ends the others', async () => {
  const { page, context, server } = web;
  const tab = await context.newPage();
  await tab.goto(server.at('ui/'));
  await tab.waitForSelector('.entry');
  await tab.click('[aria-label="Log out"]');
  await tab.waitForSelector('#token');
  assert.equal(await tab.evaluate(() => localStorage.getItem('pilothouse.key')), null);
  await page.waitForSelector('#token');
  await tab.close();
});
