// A session of ten thousand events opens at once and stays smooth.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { keep, open } from './browser.mjs';

const kEvents = 10_000;
// One second is promised; the time taken is printed, for a busy machine proves nothing.
const kPatience = 10_000; // milliseconds

let web;
let session;
before(async () => {
  web = await open();
  session = (await web.server.ask('POST', 'sessions', { title: 'Long' })).id;
  await web.server.down();
  execFileSync('python3', ['browser/fill_session.py', web.server.database, session, String(kEvents)],
    { stdio: 'inherit' });
  await web.server.up();
});
after(() => web.close());

const shown = (page) => page.locator('.transcript-items > li').count();

test('it opens at its end', async () => {
  const { page } = web;
  await page.reload();
  await page.waitForSelector('.entry');
  const took = await page.evaluate(async () => {
    const begin = performance.now();
    document.querySelector('.entry').click();
    while (!document.querySelector('.transcript-items .end')) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  });
  console.log(`# opened in ${Math.round(took)} ms`);
  assert.ok(took < kPatience, `${took} ms`);
  const { top, height } = await page.$eval('.transcript',
    (all) => ({ top: all.scrollTop + all.clientHeight, height: all.scrollHeight }));
  assert.ok(height - top < 2, 'it shows the end');
  await keep(page, 'long-session');
});

test('what came before is loaded for those who scroll up, and stays in place', async () => {
  const { page } = web;
  const earlier = await shown(page);
  const kept = await page.evaluate(async () => {
    const all = document.querySelector('.transcript');
    const first = document.querySelector('.transcript-items > li');
    all.scrollTop = 100;
    const at = first.getBoundingClientRect().top;
    while (document.querySelector('.transcript-items > li') === first) await new Promise(requestAnimationFrame);
    return Math.abs(first.getBoundingClientRect().top - at);
  });
  assert.ok(kept < 3, `moved by ${kept} pixels`);
  assert.ok(await shown(page) > earlier);
});

test('the whole of it is there for the replay, and little of it on the page', async () => {
  const { page } = web;
  const begin = Date.now();
  await page.goto(`${page.url().split('#')[0]}#${session}/replay`);
  await page.waitForFunction(() =>
    document.querySelector('.replay-stage .screen-notice')?.textContent.startsWith('Nothing was done'));
  console.log(`# all of it in ${Date.now() - begin} ms`);
  assert.ok(Date.now() - begin < kPatience);
  await page.waitForFunction(async () => {
    const all = document.querySelector('.transcript');
    all.scrollTop = 0;
    await new Promise(requestAnimationFrame);
    return document.querySelector('.transcript-items > .user');
  });
  const keys = await page.$$eval('.transcript-items > li', (all) => all.map((one) => one.dataset.key));
  assert.equal(new Set(keys).size, keys.length);
  assert.ok(keys.length < 1000);
  await page.click('.jump');
  await page.waitForSelector('.transcript-items > .end');
});

test('it is still smooth to write in', async () => {
  const { page } = web;
  await page.goto(`${page.url().split('#')[0]}#${session}`);
  await page.waitForSelector('.desktop-pane');
  const took = await page.evaluate(async () => {
    const area = document.querySelector('.composer textarea');
    const begin = performance.now();
    for (let i = 0; i < 20; ++i) {
      area.value += 'x';
      area.dispatchEvent(new Event('input'));
      await new Promise(requestAnimationFrame);
    }
    return (performance.now() - begin) / 20;
  });
  console.log(`# a key in ${Math.round(took)} ms`);
  assert.ok(took < 150, `${took} ms for each key`);
});
