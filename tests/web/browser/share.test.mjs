// A link to a session: made on the page, opened by somebody without a token, who sees it and nothing else.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const kSizes = { wide: { width: 1360, height: 850 }, phone: { width: 390, height: 844 } };

let web;
let id;
let link;

before(async () => {
  web = await open({ args: ['--share-links'] });
  const { page, server } = web;
  ({ id } = await server.ask('POST', 'sessions', { title: 'Prices compared' }));
  await page.goto(`${server.at('ui/')}#${id}`);
  await say(page, 'screenshot\nclick 200 200\nrun echo kept; ls -l /\nsay # Found\nsay All of it.');
  await ended(page);
});
after(() => web.close());

async function shares(page) {
  await page.click('[aria-label="More"]');
  await page.click('.menu :text-is("Share a link")');
  await page.waitForSelector('dialog .shares li');
}

/** A page of somebody who has nothing but the link, and what it asked for or complained of. */
async function stranger(address, options = {}) {
  const context = await web.browser.newContext({ viewport: kSizes.wide, ...options });
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  page.on('request', (request) => asked.push(request));
  page.on('websocket', (socket) => complaints.push(`a WebSocket: ${socket.url()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  const answer = await page.goto(address);
  return { context, page, asked, complaints, answer };
}

async function faults(page) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

test('a link is made, and stands in the list with its end', async () => {
  const { page } = web;
  await shares(page);
  assert.deepEqual(await texts(page, '.shares li'), ['None.']);
  await page.selectOption('.share-form select', '86400');
  await page.click('dialog :text("Make a link")');
  await page.waitForSelector('.shares li input');
  link = await page.inputValue('.shares li input');
  assert.match(link, new RegExp(`^${web.server.at('shared/')}[\\w-]{22}\\.[\\w-]{43}$`));
  assert.match((await texts(page, '.shares small'))[0], /^As it was on .* · ends on /);
  const [{ created_at: made, expires_at: end }] = await web.server.ask('GET', `sessions/${id}/shares`);
  assert.equal(Date.parse(end) - Date.parse(made), 86_400_000);
  await keep(page, 'share_dialog');
  await page.setViewportSize(kSizes.phone);
  await keep(page, 'share_dialog_phone');
  await page.setViewportSize(kSizes.wide);
  await page.keyboard.press('Escape');
});

test('who has the link sees the conversation and the replay', async () => {
  const { context, page, asked, complaints, answer } = await stranger(link);
  assert.equal(answer.status(), 200);
  await page.waitForSelector('.replay-stage img[src^="blob:"]');
  assert.equal(await page.textContent('h1'), 'Prices compared');
  assert.deepEqual(await texts(page, '.said h1'), ['Found']);
  assert.equal(await page.locator('.transcript .call').count(), 3);
  assert.equal(await page.locator('.replay-stage .marks').count(), 0);
  await page.focus('.replay-slider');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('.replay-stage .marks');
  assert.match(await page.textContent('.replay-place'), /^2 \/ 3/);
  await page.click('.call-thumb >> nth=0');
  await page.waitForSelector('dialog.lightbox img[src^="blob:"]');
  await page.keyboard.press('Escape');
  await keep(page, 'shared');

  const below = new URL(link).pathname;
  const paths = asked.map((request) => new URL(request.url())).filter(({ protocol }) => protocol !== 'blob:');
  assert.deepEqual(paths.filter(({ pathname }) => pathname !== below && !pathname.startsWith(`${below}/`)), []);
  const keys = await Promise.all(asked.map((request) => request.allHeaders()));
  assert.ok(keys.every((fields) => !fields.cookie && !fields.referer));
  assert.equal(await page.locator('textarea, .composer, a[href*="#"], [aria-label="More"]').count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('nothing else is to be had from there', async () => {
  const { context, page } = await stranger(link);
  await page.waitForSelector('.replay-stage img');
  const below = new URL(link).pathname;
  const statuses = await page.evaluate(async ([own, session]) => {
    const status = async (path, method = 'GET') => (await fetch(path, { method })).status;
    const tried = ['/sessions/', `/sessions/${session}`, `/sessions/${session}/events`, `/sessions/${session}/files`,
      `/sessions/${session}/screenshot`, '/audit', '/models', '/ui/', '/docs', `${own}/files`, `${own}/sessions/`];
    const answers = await Promise.all(tried.map((path) => status(path)));
    answers.push(await status(own, 'DELETE'), await status(`${own}/events`, 'POST'));
    return [...new Set(answers)].sort();
  }, [below, id]);
  assert.ok(statuses.every((status) => [401, 404, 405].includes(status)), String(statuses));
  const opened = await page.evaluate((path) => new Promise((resolve) => {
    const socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')));
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  }), `/sessions/${id}/ws`);
  assert.equal(opened, false);
  await context.close();
});

test('what is said later is not shown', async () => {
  const { page } = web;
  await say(page, 'say A later word');
  await ended(page);
  const other = await stranger(link);
  await other.page.waitForSelector('.said h1');
  assert.equal(await other.page.locator('text=A later word').count(), 0);
  const told = await other.page.evaluate(async () => (await fetch(`${location.pathname}/events?limit=1000`)).text());
  assert.match(told, /All of it/);
  assert.doesNotMatch(told, /A later word/);
  await other.context.close();
});

test('the page of a link is without faults, on a phone, too', async () => {
  for (const [name, viewport] of Object.entries(kSizes)) {
    for (const colorScheme of ['light', 'dark']) {
      const { context, page } = await stranger(link,
        { viewport, colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
      await page.waitForSelector('.replay-stage img[src^="blob:"]');
      assert.deepEqual(await faults(page), [], `${name}, ${colorScheme}`);
      await keep(page, `shared_${name}_${colorScheme}`);
      if (name === 'phone') {
        await page.click('.tab[data-name="chat"]');
        assert.deepEqual(await faults(page), [], `${name}, ${colorScheme}, conversation`);
        await keep(page, `shared_phone_chat_${colorScheme}`);
      }
      await context.close();
    }
  }
});

test('a revoked link opens one sober page, as a wrong one does', async () => {
  const { page } = web;
  await shares(page);
  await page.click('.shares :text("Revoke")');
  await page.waitForSelector('.shares .none');
  await page.keyboard.press('Escape');
  const gone = await stranger(link);
  assert.equal(gone.answer.status(), 404);
  assert.equal(await gone.page.textContent('h1'), 'This link opens nothing');
  await keep(gone.page, 'shared_gone');
  const wrong = await stranger(web.server.at('shared/a.b'));
  assert.equal(wrong.answer.status(), 404);
  assert.equal(await wrong.answer.text(), await gone.answer.text());
  const german = await stranger(link, { locale: 'de-DE' });
  assert.equal(await german.page.getAttribute('html', 'lang'), 'de');
  assert.equal(await german.page.textContent('h1'), 'Dieser Link öffnet nichts');
  await german.context.close();
  await gone.context.close();
  await wrong.context.close();
});

test('without the switch there is nothing to share', async () => {
  const plain = await open();
  const { page, server } = plain;
  const session = await server.ask('POST', 'sessions', { title: 'Mine' });
  await page.goto(`${server.at('ui/')}#${session.id}`);
  await page.waitForSelector('.composer textarea');
  await page.click('[aria-label="More"]');
  await page.waitForSelector('.menu :text-is("Files")');
  assert.equal(await page.locator('.menu :text-is("Share a link"):visible').count(), 0);
  await plain.close();
});
