// What the agent asks, and the answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open({ args: ['--approval', 'all'] }); });
after(() => web.close());

const question = (page, words) => page.waitForSelector(`.approval:has(h2:text("${words}"))`);
const allow = (page) => page.click('.approval .primary');

test('a click is asked about on the picture it aims at', async () => {
  const { page } = web;
  await say(page, 'screenshot\nclick 300 200\ntype one \u202Etwo\u200Bthree\nrun echo four');
  await question(page, 'Click at 300, 200?');
  const mark = page.locator('.approval .marks circle').first();
  assert.deepEqual([await mark.getAttribute('cx'), await mark.getAttribute('cy')], ['300', '200']);
  assert.equal(await page.textContent('.session-header .status'), 'Needs you');
  assert.match(await page.textContent('.approval-deadline'), /^Without an answer it is denied in (15:00|14:\d\d)$/);
  await keep(page, 'approval-click');
  await allow(page);
});

test('characters that nobody sees are shown', async () => {
  const { page } = web;
  await question(page, 'Type this?');
  assert.deepEqual(await texts(page, '.approval .hidden-character'), ['RLO', 'ZWSP']);
  assert.match(await page.textContent('.approval .warning'), /^2 characters/);
  await keep(page, 'approval-hidden-characters');
});

test('what is typed can be corrected', async () => {
  const { page } = web;
  await page.click('.approval >> text=Edit…');
  await page.fill('.approval-edit', 'one two');
  await page.click('text=Allow as edited');
  await page.waitForSelector('.call:has-text("Type one two")[data-state="done"]');
});

test('no is an answer, with its reason', async () => {
  const { page } = web;
  await question(page, 'Run this?');
  await page.click('.approval >> text=Deny…');
  await page.fill('.approval-foot input[type="text"]', 'Not on a Sunday');
  await page.press('.approval-foot input[type="text"]', 'Enter');
  await page.waitForSelector('.call[data-state="denied"]:has-text("Not on a Sunday")');
  await ended(page);
});

test('the first of two viewers answers', async () => {
  const { page, newPage } = web;
  await say(page, 'run echo again');
  await question(page, 'Run this?');
  const other = await newPage(`ui/#${page.url().split('#')[1]}`);
  await question(other, 'Run this?');
  await allow(other);
  await page.waitForSelector('.approval', { state: 'detached' });
  await ended(page);
  await other.close();
});

test('a text that does not fit says so and shows all of itself', async () => {
  const { page } = web;
  await say(page, `run echo ${'many words '.repeat(55)}`);
  await page.click('.approval button:has-text("Show all")');
  const whole = await page.$eval('.approval .visible-text', (text) => text.scrollHeight <= text.clientHeight + 1);
  assert.ok(whole);
  await page.click('.run-buttons >> text=Stop');
  await ended(page, 'Stopped');
  assert.equal(await page.locator('.call-state').last().textContent(), 'Not done');
});

test('what shall not be asked again is not', async () => {
  const { page } = web;
  await say(page, 'run echo a\nrun echo b');
  await question(page, 'Run this?');
  await page.check('.approval input[type="checkbox"]');
  await allow(page);
  await ended(page);
  assert.equal(await page.locator('.approval').count(), 0);
});
