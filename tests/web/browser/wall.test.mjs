// The first page of who has sessions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keep, open, sameTexts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const wide = (page, id) => page.$eval(`.wall > li[data-key="${id}"] img`, (img) => img.naturalWidth);

test('who has no session sees no wall', async () => {
  const { page } = web;
  await page.waitForSelector('.welcome');
  await page.waitForSelector('.entries-none');
  assert.ok(await page.isHidden('.wall-frame'));
});

test('desktops show small and live, with who waits for a person first', async () => {
  const { page, server } = web;
  const make = async (title, message, more = {}) => {
    const { id } = await server.ask('POST', 'sessions', { title, ...more });
    await server.ask('POST', `sessions/${id}/messages`, { message });
    return id;
  };
  const asks = await make('Pay the invoice', 'run echo hello', { approval: 'all' });
  const works = await make('Watch the build', 'open terminal; wait 60');
  await page.waitForSelector('.card [data-status="awaiting_approval"]');
  await page.waitForSelector('.card [data-status="running"]');
  await sameTexts(page, '.card-title', ['Pay the invoice', 'Watch the build']);
  await page.waitForSelector(`.wall > li[data-key="${works}"] img:visible`);
  assert.ok(await wide(page, works) > 300);
  const first = await page.getAttribute(`.wall > li[data-key="${works}"] img`, 'src');
  await page.waitForFunction(([id, old]) =>
    document.querySelector(`.wall > li[data-key="${id}"] img`).src !== old, [works, first], { timeout: 10_000 });
  await keep(page, 'wall');
  await page.setViewportSize({ width: 390, height: 844 });
  await keep(page, 'wall-phone');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1360, height: 850 });
  await keep(page, 'wall-dark');
  await page.click(`.wall > li[data-key="${asks}"] a`);
  await page.waitForSelector('.approval');
});

test('pictures are asked for only while the wall is seen', async () => {
  const { page } = web;
  await page.waitForTimeout(500); // what was on its way is over
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('scale=3')) asked.push(request.url()); });
  await page.waitForTimeout(3000);
  assert.deepEqual(asked, []);
});
