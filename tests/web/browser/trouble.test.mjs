// What a person is told when there is no session, or no desktop, to show: what is the matter, and what helps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let web;
let id;
before(async () => {
  web = await open();
  await say(web.page, 'screenshot\nsay Done');
  await ended(web.page);
  id = new URL(web.page.url()).hash.slice(1);
});
after(() => web.close());

test('an address without a session leads to a page that stays, and on from there', async () => {
  const { page } = web;
  await page.evaluate(() => { location.hash = 'deadbeef'; });
  await page.waitForSelector('.trouble h1:text("This session is not here")');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
  await keep(page, 'trouble_unknown');
  assert.equal(await page.locator('.toast').count(), 0);
  assert.match(await page.textContent('.trouble'), /deleted, or the address is wrong/);
  await page.click('.trouble :text("Other sessions")');
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('entry')));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.end');
  await page.evaluate(() => { location.hash = 'deadbeef'; });
  await page.click('.trouble :text("New session")');
  await page.waitForSelector('.welcome');
});

test('a session that cannot be opened now is opened when it is tried again', async () => {
  const { page } = web;
  let refusals = 1;
  await page.route(`**/sessions/${id}`, (route) => (refusals-- > 0
    ? route.fulfill({ status: 503, contentType: 'application/json', body: '{"detail":"The server is shutting down."}' })
    : route.continue()));
  await page.evaluate((hash) => { location.hash = hash; }, id);
  await page.waitForSelector('.trouble :text("The server is shutting down.")');
  await page.click('.trouble :text("Try again")');
  await page.waitForSelector('.end');
  await page.unrouteAll();
});

test('who writes to a session that somebody else deletes keeps what they wrote', async () => {
  const { page, context, server } = web;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const other = await server.ask('POST', 'sessions', { title: 'Short-lived' });
  await page.evaluate((hash) => { location.hash = hash; }, other.id);
  await page.waitForFunction(() => document.querySelector('.session-header .title')?.value === 'Short-lived');
  await page.fill('.composer textarea', 'A long and careful thought');
  await server.ask('DELETE', `sessions/${other.id}`);
  await page.waitForSelector('.trouble h1:text("This session was deleted")');
  for (let look = 0; look < 2; look += 1) {
    assert.equal(await page.inputValue('.unsent textarea'), 'A long and careful thought');
    await page.click('.unsent .copy');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'A long and careful thought');
    await page.evaluate(() => navigator.clipboard.writeText(''));
    if (look === 0) await keep(page, 'trouble_deleted');
    if (look === 0) await page.reload();
    await page.waitForSelector('.trouble h1');
  }
  assert.equal((await texts(page, '.entry-title')).includes('Short-lived'), false);
});

test('who deletes a session is not told that somebody did', async () => {
  const { page, server } = web;
  const other = await server.ask('POST', 'sessions', {});
  await page.evaluate((hash) => { location.hash = hash; }, other.id);
  await page.click('[aria-label="More"]');
  await page.click('.menu :text("Delete session")');
  await page.click('dialog .danger.filled');
  await page.waitForSelector('.welcome');
  assert.equal(await page.locator('.trouble').count(), 0);
});

test('a desktop that is not to be had live says why, and is tried again when asked', async () => {
  const page = await web.newPage();
  await page.addInitScript(() => {
    // As behind a proxy that knows this one path not.
    const broken = (address) => (globalThis.isMended ? address : String(address).replace('/vnc?', '/nothing?'));
    globalThis.WebSocket = new Proxy(WebSocket,
      { construct: (Real, [address, spoken]) => new Real(broken(address), spoken) });
  });
  await page.goto(`${web.server.at('ui/')}#${id}`);
  await page.reload();
  await page.waitForSelector('.live-trouble:visible');
  assert.match(await page.textContent('.live-trouble'), /No live view\..*a proxy/);
  await keep(page, 'trouble_desktop');
  await page.evaluate(() => { globalThis.isMended = true; });
  await page.click('.live-trouble :text("Try again")');
  await page.waitForSelector('.badge[data-kind="live"]');
  assert.equal(await page.locator('.live-trouble:visible').count(), 0);
  await page.close();
});

test('a desktop without pictures says why in their place', async () => {
  const page = await web.newPage();
  await page.route('**/screenshot?*', (route) => route.fulfill({ status: 503, contentType: 'application/json',
    body: '{"detail":"The screen does not answer."}' }));
  await page.goto(`${web.server.at('ui/')}#${id}`);
  await page.waitForSelector('.screen-notice :text("The screen does not answer.")');
  await page.unrouteAll();
  await page.click('.screen-notice :text("Try again")');
  await page.waitForSelector('.badge[data-kind="live"]');
  await page.close();
});

test('the page of one desktop says what is the matter, too', async () => {
  const { server } = web;
  const page = await web.newPage('vnc.html?session=deadbeef');
  await page.waitForSelector('h1:text("This session is not here")');
  await page.click(':text("All sessions")');
  await page.waitForURL(server.at('ui/'));
  const other = await server.ask('POST', 'sessions', {});
  await page.goto(server.at(`vnc.html?session=${other.id}`));
  await page.waitForSelector('.desktop-pane');
  await server.ask('DELETE', `sessions/${other.id}`);
  await page.waitForSelector('h1:text("This session was deleted")');
  await page.close();
});
