// What is typed into dialogs that are closed without being sent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, open } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const openDialog = (page) => page.click('.new-options');
const closed = (page) => page.waitForSelector('dialog', { state: 'detached' });

test('a new session keeps what was typed when its dialog is closed by Escape or beside it', async () => {
  const { page } = web;
  await openDialog(page);
  await page.fill('[name="task"]', 'say hello');
  await page.fill('[name="title"]', 'Kept');
  await page.selectOption('select[name="approval"]', 'sensitive');
  await page.uncheck('[name="tools"][value="edit"]');
  await page.selectOption('[name="egress"]', 'list');
  await page.fill('[name="allow_hosts"]', 'example.com');
  await page.click('summary:has-text("Secrets")');
  await page.fill('[name="secret"]', 'MAIL');
  await page.fill('[name="secret-value"]', 'hunter2');
  await page.fill('[name="secret-hosts"]', 'mail.example');
  await page.keyboard.press('Escape');
  await closed(page);
  await openDialog(page);
  await page.waitForSelector('dialog:has-text("As you left it")');
  const values = {};
  for (const name of ['task', 'title', 'egress', 'allow_hosts', 'secret', 'secret-value', 'secret-hosts'])
    values[name] = await page.inputValue(`[name="${name}"]`);
  assert.deepEqual(values, { task: 'say hello', title: 'Kept', egress: 'list', allow_hosts: 'example.com',
    secret: 'MAIL', 'secret-value': '', 'secret-hosts': 'mail.example' });
  assert.equal(await page.inputValue('select[name="approval"]'), 'sensitive');
  assert.equal(await page.isChecked('[name="tools"][value="edit"]'), false);
  assert.ok(await page.isVisible('[name="allow_hosts"]'));
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.ok(!stored.includes('hunter2'));
  await page.mouse.click(5, 5);
  await closed(page);
  await page.reload();
  await openDialog(page);
  assert.equal(await page.inputValue('[name="title"]'), 'Kept');
});

test('who starts over, cancels or creates the session finds an empty form', async () => {
  const { page } = web;
  await page.click('dialog >> text=Start over');
  await page.waitForFunction(() => document.querySelectorAll('dialog').length === 1);
  assert.equal(await page.inputValue('[name="title"]'), '');
  await page.fill('[name="title"]', 'Cancelled');
  await page.click('dialog >> text=Cancel');
  await closed(page);
  await openDialog(page);
  assert.equal(await page.inputValue('[name="title"]'), '');
  await page.fill('[name="title"]', 'Made');
  await page.fill('[name="task"]', 'say hello');
  await page.click('text=Create session');
  await ended(page);
  await openDialog(page);
  assert.deepEqual([await page.inputValue('[name="title"]'), await page.inputValue('[name="task"]')], ['', '']);
  await page.keyboard.press('Escape');
});

test('language and time zone of its programs are chosen under More; one that is not to be had is told', async () => {
  const { page, server } = web;
  await openDialog(page);
  await page.click('dialog summary:has-text("More")');
  await page.fill('dialog [name="time_zone"]', 'Mars/Olympus');
  await page.click('text=Create session');
  await page.waitForSelector('dialog :text("There is no time zone Mars/Olympus")');
  await page.fill('dialog [name="time_zone"]', 'Asia/Tokyo');
  await page.fill('dialog [name="locale"]', 'C.UTF-8');
  await page.click('text=Create session');
  await closed(page);
  const { locale, time_zone: zone } = (await server.ask('GET', 'sessions/')).find((one) => one.time_zone !== '');
  assert.deepEqual([locale, zone], ['C.UTF-8', 'Asia/Tokyo']);
});

test('an address is told of a session; it is not kept with the form, nor shown', async () => {
  const { page, server } = web;
  await openDialog(page);
  await page.click('dialog summary:has-text("More")');
  await page.fill('dialog [name="webhook"]', 'https://ntfy.example/secret-topic');
  await page.click('text=Create session');
  await page.waitForSelector('dialog :text("no secret to sign webhooks with")');
  await page.keyboard.press('Escape');
  await openDialog(page);
  await page.click('dialog summary:has-text("More")');
  assert.equal(await page.inputValue('dialog [name="webhook"]'), '');
  await page.fill('dialog [name="webhook"]', 'text+https://ntfy.example/secret-topic');
  await page.click('text=Create session');
  await closed(page);
  const [{ webhook }] = await server.ask('GET', 'sessions/?limit=1');
  assert.equal(webhook, 'https://ntfy.example/…');
});

test('the secrets of a session keep name and places, never the value', async () => {
  const { page } = web;
  const fromMenu = async () => {
    await page.click('.session-header [aria-label="More"]');
    await page.click('.menu :text("Secrets")');
  };
  await fromMenu();
  await page.fill('[name="secret"]', 'MAIL');
  await page.fill('[name="secret-value"]', 'hunter2');
  await page.fill('[name="secret-hosts"]', 'mail.example');
  await page.keyboard.press('Escape');
  await closed(page);
  await fromMenu();
  assert.deepEqual([await page.inputValue('[name="secret"]'), await page.inputValue('[name="secret-value"]'),
    await page.inputValue('[name="secret-hosts"]')], ['MAIL', '', 'mail.example']);
  await page.fill('[name="secret-value"]', 'hunter2');
  await page.click('dialog >> text="Give"');
  await page.waitForSelector('dialog:has-text("MAIL is given")');
  await page.keyboard.press('Escape');
  await closed(page);
  await fromMenu();
  assert.equal(await page.inputValue('[name="secret"]'), '');
  await page.keyboard.press('Escape');
});
