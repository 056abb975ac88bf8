// Files of sessions that are kept: put back after a mistake, and begun with again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const sessionOf = (page) => page.url().split('#')[1];
const fields = { authorization: `Bearer ${kToken}` };
const content = async (page, path) => {
  const answer = await fetch(web.server.at(`sessions/${sessionOf(page)}/files/${path}`), { headers: fields });
  return answer.ok ? (await answer.text()).trim() : null;
};

async function showSnapshots(page) {
  await page.click('.session-header [aria-label="More"]');
  await page.click('.menu >> text="Files"');
  await page.click('.files-body >> text=Snapshots and desks');
  await page.waitForSelector('.snapshots li');
}

const kTop = 'dialog:last-of-type';
const closeAll = async (page) => {
  while (await page.$('dialog[open]')) await page.keyboard.press('Escape');
};

test('files are put back to what they were before a message', async () => {
  const { page } = web;
  await say(page, 'run echo one > a.txt');
  await ended(page);
  await say(page, 'run echo two > a.txt');
  await ended(page);
  assert.equal(await content(page, 'a.txt'), 'two');
  await showSnapshots(page);
  await page.waitForFunction(() => document.querySelectorAll('.snapshots li').length === 3);
  await keep(page, 'snapshots');
  await page.click('.snapshots li:nth-child(2) >> text=Put back');
  await page.click(`${kTop} .filled`);
  await page.waitForSelector('.toast:has-text("The files are back")');
  assert.equal(await content(page, 'a.txt'), 'one');
  await closeAll(page);
  await page.waitForSelector('.note:has-text("The files were put back")');
  await keep(page, 'files-put-back');
});

test('a fork from a message has the files of then', async () => {
  const { page } = web;
  const old = sessionOf(page);
  await say(page, 'run cat a.txt');
  await ended(page);
  await page.focus('.item.user:has-text("echo two") [aria-label^="Edit"]');
  await page.keyboard.press('Enter');
  await page.waitForFunction((id) => location.hash && location.hash !== `#${id}`, old);
  await page.waitForSelector('.note:has-text("Files are as they were then")');
  assert.equal(await content(page, 'a.txt'), 'one');
});

test('a desk is saved, replaced by who says so, and chosen for a new session', async () => {
  const { page } = web;
  await showSnapshots(page);
  await page.fill('.desk-form input', 'Mail');
  await page.click('.desk-form button');
  await page.waitForSelector('.desks li:has-text("Mail")');
  await page.fill('.desk-form input', 'mail');
  await page.click('.desk-form button');
  await page.waitForSelector('text=Replace the desk');
  await page.click(`${kTop} .filled`);
  await page.waitForSelector('.desks .name:text-is("mail")');
  await keep(page, 'desks');
  await closeAll(page);

  const old = sessionOf(page);
  await page.click('.new-options');
  await page.selectOption('dialog select[name="desk"]', 'mail');
  await keep(page, 'new-session-desk');
  await page.click('dialog button.primary');
  await page.waitForFunction((id) => location.hash && location.hash !== `#${id}`, old);
  await page.waitForSelector('.composer');
  assert.equal(await content(page, 'a.txt'), 'one');
});

test('a desk and a snapshot are deleted', async () => {
  const { page } = web;
  await showSnapshots(page).catch(() => {});
  await page.click('text=Take a snapshot');
  await page.waitForSelector('.snapshots li button');
  await page.click('.snapshots [aria-label^="Delete the snapshot"]');
  await page.click(`${kTop} .filled`);
  await page.waitForSelector('.snapshots .none');
  await page.click('[aria-label="Delete the desk mail"]');
  await page.click(`${kTop} .filled`);
  await page.waitForSelector('.desks .none');
});
