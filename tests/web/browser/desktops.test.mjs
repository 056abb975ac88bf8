// Two sessions, and one desktop for both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open({ args: ['--max-sessions', '1'] }); });
after(() => web.close());

const holders = (page) => page.$$eval('.entry:has(.entry-desktop:not([hidden])) .entry-title',
  (all) => all.map((one) => one.textContent));

test('a new task gets the desktop of a session at rest, and the list shows who has it', async () => {
  const { page } = web;
  await page.waitForSelector('.welcome');
  await say(page, 'say the first task');
  await ended(page);
  await page.waitForSelector('.entry-desktop:not([hidden])');
  assert.deepEqual(await holders(page), ['say the first task']);
  assert.equal(await page.getAttribute('.entry-desktop:not([hidden])', 'title'), 'Its desktop is running');

  await page.goto(web.server.at('ui/#'));
  await page.waitForSelector('.welcome');
  await say(page, 'say the second task');
  await ended(page);
  await page.waitForFunction(() => document.querySelectorAll('.entry-desktop:not([hidden])').length === 1);
  assert.deepEqual(await holders(page), ['say the second task']);
  await keep(page, 'desktops');
});

test('who gave the desktop up says so, and has it back with the next message', async () => {
  const { page } = web;
  await page.click('.entry:has-text("the first task")');
  await page.waitForSelector('.note:has-text("given up for another session")');
  await keep(page, 'desktop-given-up');
  await say(page, 'say here I am again');
  await ended(page);
  assert.equal((await texts(page, '.note')).filter((words) => words.includes('given up')).length, 1);
  await page.waitForFunction(() => document.querySelector('.entry:has(.entry-desktop:not([hidden])) .entry-title')
    ?.textContent === 'say the first task');
});
