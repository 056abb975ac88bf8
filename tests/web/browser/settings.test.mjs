// How a session works, seen and changed under its title; what a used-up limit offers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, sameTexts, texts } from './browser.mjs';

let web;
before(async () => { web = await open({ args: ['--max-steps', '1'] }); });
after(() => web.close());

const openSession = (page) => page.url().split('#')[1].split('/')[0];
const kAsks = '.settings-strip label:has-text("Ask before acting") select';
const kPermissions = '.settings-strip button:has-text("Permissions")';
const note = (page, words) => page.waitForSelector(`.item.note:has-text("${words}")`);

test('in demo mode no real model is named or offered', async () => {
  const { page } = web;
  await page.click('.new-options');
  await page.waitForSelector('select[name="model"]:has-text("Demo model")', { state: 'attached' });
  assert.deepEqual(await texts(page, 'select[name="model"] option'), ['Demo model']);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
});

test('a used-up limit is raised by one click, and the run goes on', async () => {
  const { page, server } = web;
  await say(page, 'run echo one\nrun echo two');
  await page.waitForSelector('.budget-offer:has-text("The limit of steps is used up.")');
  await sameTexts(page, '.settings-strip .setting-value', ['Demo model', '1 step', 'Public internet']);
  await keep(page, 'settings-budget');
  await page.click('.budget-offer >> text="Raise to 2 steps"');
  await ended(page);
  assert.equal(await page.locator('.budget-offer').isVisible(), false);
  await note(page, 'Changed on this page: at most 2 steps.');
  assert.equal((await server.ask('GET', `sessions/${openSession(page)}`)).max_steps, 2);
  assert.doesNotMatch(await page.textContent('body'), /Claude/);
});

test('limits are changed under the title, and what is wrong with one stands below it', async () => {
  const { page } = web;
  await page.click('.settings-strip button:has-text("Limits")');
  await page.fill('dialog [name="max_steps"]', '30');
  await page.fill('dialog [name="max_time"]', '999999999');
  await page.click('dialog >> text=Save');
  await page.waitForSelector('#wrong-max_time:not(:empty)');
  await page.fill('dialog [name="max_time"]', '1.5');
  await keep(page, 'settings-limits');
  await page.click('dialog >> text=Save');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('.settings-strip button:has-text("30 steps · 1:30")');
});

test('it asks from the next call on when that is chosen while it works', async () => {
  const { page, newPage } = web;
  await say(page, 'run sleep 4\nrun echo two');
  await page.waitForSelector('.call[data-state="running"]:has-text("sleep 4")');
  const other = await newPage(`ui/#${openSession(page)}`);
  await page.selectOption(kAsks, 'all');
  await page.waitForSelector('.approval h2:text("Run this?")');
  await note(page, 'Changed on this page: it asks about everything.');
  assert.equal(await other.inputValue(kAsks), 'all');
  await other.close();
});

test('what is not asked about again is listed, and taken back', async () => {
  const { page } = web;
  await page.check('.approval input[type="checkbox"]');
  await page.click('.approval .primary');
  await ended(page);
  await page.click(`${kPermissions}:has-text("1 not asked again")`);
  await page.waitForSelector('dialog .grants li:has-text("Shell commands")');
  await keep(page, 'settings-permissions');
  await page.click('dialog >> text="Ask again"');
  await page.waitForSelector('dialog [role="status"]:has-text("Shell commands: asked about again.")');
  await page.keyboard.press('Escape');
  await sameTexts(page, '.settings-strip button:last-child .setting-value', ['Public internet']);
  await say(page, 'run echo three');
  await page.waitForSelector('.approval h2:text("Run this?")');
  await page.check('.approval input[type="checkbox"]');
  await page.click('.approval .primary');
  await ended(page);
});

test('all of it survives a restart of the server', async () => {
  const { page, server } = web;
  await server.kill();
  await server.up();
  await page.reload();
  await page.waitForSelector(`${kPermissions}:has-text("1 not asked again")`);
  assert.equal(await page.inputValue(kAsks), 'all');
  await page.waitForSelector('.settings-strip button:has-text("30 steps · 1:30")');
  await say(page, 'run echo four');
  await ended(page);
  assert.equal(await page.locator('.approval').count(), 0);
});
