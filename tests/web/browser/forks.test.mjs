// Going on elsewhere: from any message, with another one, or after the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, sameTexts, texts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const sessionOf = (page) => page.url().split('#')[1];
const saidIn = (page) => texts(page, '.bubble');
const elsewhere = (page, id) => page.waitForFunction((old) => location.hash && location.hash !== `#${old}`, id);
const kForked = '.note:has-text("did not come along")';

test('a message is edited, and sent in a new session that ends before it', async () => {
  const { page, server } = web;
  await say(page, 'say one');
  await ended(page);
  await say(page, 'say two');
  await ended(page);
  const first = sessionOf(page);
  await page.hover('.item.user:has-text("say two")');
  await page.waitForFunction(() => getComputedStyle(
    document.querySelector('.item.user:hover .acts')).opacity === '1');
  await keep(page, 'message-acts');
  await page.click('.item.user:has-text("say two") [aria-label^="Edit"]');
  await elsewhere(page, first);
  await page.waitForSelector(kForked);
  assert.equal(await page.inputValue('.composer textarea'), 'say two');
  assert.deepEqual(await saidIn(page), ['say one']);
  await keep(page, 'forked');
  await say(page, 'say another two');
  await ended(page);
  assert.deepEqual(await saidIn(page), ['say one', 'say another two']);
  const old = await server.ask('GET', `sessions/${first}/messages`);
  assert.ok(!JSON.stringify(old).includes('another')); // the original stays as it is
  assert.equal(await page.getAttribute(`${kForked} a`, 'href'), `#${first}`);
});

test('a message is tried again in a new session', async () => {
  const { page } = web;
  const old = sessionOf(page);
  await page.focus('.item.user:has-text("say another two") [aria-label="Try again"]');
  await page.keyboard.press('Enter');
  await elsewhere(page, old);
  await page.waitForSelector('.item.end:last-child');
  await sameTexts(page, '.bubble', ['say one', 'say another two']);
});

test('an answer is gone on from in a new session', async () => {
  const { page } = web;
  const old = sessionOf(page);
  await page.hover('.item.said >> nth=0');
  await page.click('.item.said >> nth=0 >> [aria-label^="Go on from here"]');
  await elsewhere(page, old);
  await page.waitForSelector(kForked);
  assert.deepEqual(await saidIn(page), ['say one']);
  assert.match(await page.inputValue('.session-header .title'), /\(continued\)$/);
});

test('closing says that it is final, and a closed session is continued in a new one', async () => {
  const { page } = web;
  const old = sessionOf(page);
  await page.click('.session-header [aria-label="More"]');
  await page.click('.menu >> text="Close session"');
  assert.match(await page.textContent('dialog'), /This is final/);
  await page.click('dialog .filled');
  await page.waitForSelector('.closed-bar:visible');
  assert.ok(await page.isHidden('.composer'));
  await keep(page, 'closed');
  await page.reload();
  await page.click('text=Continue in a new session');
  await elsewhere(page, old);
  await page.waitForSelector(kForked);
  assert.deepEqual(await saidIn(page), ['say one']);
  await say(page, 'say on and on');
  await ended(page);
});
