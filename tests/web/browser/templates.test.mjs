// Tasks that are kept: made, found, used with their fields, changed, deleted; and defaults of new sessions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, sameTexts, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const kTemplate = 'dialog[aria-label="New template"]';
const kSettings = 'dialog[aria-label="Settings"]';
const closed = (page) => page.waitForSelector('dialog', { state: 'detached' });
const record = ({ page, server }) => server.ask('GET', `sessions/${page.url().split('#')[1].split('/')[0]}`);
const home = async (page) => {
  await page.evaluate(() => { location.hash = ''; });
  await page.waitForSelector('.welcome');
};

test('a task is kept with its options while a session is made', async () => {
  const { page } = web;
  await page.click('.new-options');
  await page.fill('[name="task"]', 'say Hello {{name}}, {{name}}: {{secret:PIN}} from {{place}}');
  await page.fill('[name="max_steps"]', '7');
  await page.click('dialog >> text="Keep as template…"');
  await page.waitForSelector(`${kTemplate} .asked:text("Asks for: name and place")`);
  assert.equal(await page.inputValue(`${kTemplate} [name="max_steps"]`), '7');
  await keep(page, 'templates-edit');
  await page.click(`${kTemplate} >> text="Save"`); // the browser wants a name
  await page.fill(`${kTemplate} [name="name"]`, 'Greet');
  await page.click(`${kTemplate} >> text="Save"`);
  await page.waitForSelector(kTemplate, { state: 'detached' });
  assert.match(await page.inputValue('[name="task"]'), /^say Hello/); // the form below is as it was
  await page.click('dialog >> text="Cancel"');
  await sameTexts(page, '.example.template', ['Greet']);
  await keep(page, 'templates-welcome');
});

test('it is used from the first page: its fields are asked for, and what will be said is seen', async () => {
  const { page } = web;
  await page.fill('.composer textarea', 'something unfinished');
  await page.click('.example.template');
  await page.fill('dialog [name="field-name"]', '$& Ann');
  assert.equal(await page.textContent('.template-task'),
    'say Hello $& Ann, $& Ann: {{secret:PIN}} from {{place}}');
  await page.waitForSelector('dialog .wishes:text("7 steps")');
  await keep(page, 'templates-use');
  await page.fill('dialog [name="field-place"]', ' ');
  await page.click('dialog >> text="Begin"'); // a field is as good as empty: it gets the focus
  await page.waitForFunction(() => document.activeElement.name === 'field-place');
  await page.fill('dialog [name="field-place"]', 'there');
  await page.press('dialog [name="field-place"]', 'Enter');
  await ended(page);
  assert.match((await texts(page, '.user')).at(-1), /say Hello \$& Ann, \$& Ann: \{\{secret:PIN\}\} from there/);
  assert.equal((await record(web)).max_steps, 7);
  await home(page);
  assert.equal(await page.inputValue('.composer textarea'), 'something unfinished');
  await page.fill('.composer textarea', '');
});

test('the palette finds it, and more of it can be chosen before it begins', async () => {
  const { page } = web;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('template greet');
  await page.waitForSelector('.option-title:text("Template: Greet")');
  await page.keyboard.press('Enter');
  await page.fill('dialog [name="field-name"]', 'Bob');
  await page.fill('dialog [name="field-place"]', 'here');
  await page.click('dialog >> text="More…"');
  await page.waitForSelector('dialog[aria-label="New session"]');
  assert.match(await page.inputValue('[name="task"]'), /Bob.*here$/);
  assert.equal(await page.inputValue('[name="max_steps"]'), '7');
  await page.keyboard.press('Escape');
  await closed(page);
});

test('the form of a new session takes one over', async () => {
  const { page } = web;
  await page.click('.new-options');
  await page.fill('[name="max_cost_usd"]', '3');
  await page.click('dialog >> text="Use a template…"');
  await page.click('.templates >> text=Greet');
  await page.fill('dialog [name="field-name"]', 'Cleo');
  await page.fill('dialog [name="field-place"]', 'home');
  await page.click('dialog >> text="Fill in"');
  await page.waitForFunction(() => document.querySelectorAll('dialog').length === 1);
  assert.match(await page.inputValue('[name="task"]'), /Cleo.*home$/);
  assert.equal(await page.inputValue('[name="max_cost_usd"]'), '');
  await page.click('dialog >> text="Cancel"');
  await closed(page);
});

test('what the form does not show stays when a template is changed; a taken name is said so', async () => {
  const { page, server } = web;
  await server.ask('POST', 'templates',
    { name: 'Weekly', task: 'say Weekly', options: { max_time: 90, max_steps: 3 } });
  await page.click('text="Templates…"');
  await page.click('[aria-label="Change Weekly"]');
  const kChange = 'dialog[aria-label="Template"]';
  await page.fill(`${kChange} [name="name"]`, 'greet');
  await page.click(`${kChange} >> text="Save"`);
  await page.waitForSelector('#wrong-name:has-text("already")');
  await keep(page, 'templates-taken');
  await page.fill(`${kChange} [name="name"]`, 'Each week');
  await page.fill(`${kChange} [name="max_steps"]`, '4');
  await page.click(`${kChange} >> text="Save"`);
  await page.waitForSelector(kChange, { state: 'detached' });
  await sameTexts(page, '.templates strong', ['Each week', 'Greet']);
  await keep(page, 'templates-list');
  const [changed] = await server.ask('GET', 'templates');
  assert.deepEqual(changed.options, { max_steps: 4, max_time: 90 });
  await page.keyboard.press('Escape');
  await closed(page);
});

test('a session is kept as a template from its menu, and one is deleted for everybody', async () => {
  const { page, newPage } = web;
  await say(page, 'say Kept from a session');
  await ended(page);
  await page.click('[aria-label="More"]');
  await page.click('.menu :text("Keep as template…")');
  assert.equal(await page.inputValue(`${kTemplate} [name="task"]`), 'say Kept from a session');
  await page.click(`${kTemplate} >> text="Save"`);
  await closed(page);
  const other = await newPage();
  await sameTexts(other, '.example.template', ['Each week', 'Greet', 'say Kept from a session']);
  await other.click('text="Templates…"');
  await other.click('[aria-label="Change say Kept from a session"]');
  await other.click('dialog >> text="Delete"');
  await other.click('dialog .danger.filled');
  await sameTexts(other, '.templates strong', ['Each week', 'Greet']);
  await other.close();
  await home(page);
  await sameTexts(page, '.example.template', ['Each week', 'Greet']);
});

test('defaults of this browser hold for new sessions, are named, and taken out of one or of all', async () => {
  const { page } = web;
  await page.keyboard.press('Control+,');
  await page.selectOption(`${kSettings} [name="approval"]`, 'all');
  await page.fill(`${kSettings} [name="max_steps"]`, '12');
  await page.fill(`${kSettings} [name="width"]`, '5'); // no screen is that small
  await page.press(`${kSettings} [name="width"]`, 'Tab');
  await page.fill(`${kSettings} [name="max_cost_usd"]`, '2');
  await page.press(`${kSettings} [name="max_cost_usd"]`, 'Tab');
  await page.locator(`${kSettings} .defaults`).scrollIntoViewIfNeeded();
  await keep(page, 'preferences-defaults');
  await page.keyboard.press('Escape');
  const words = 'With your defaults: asks about everything · 12 steps · $2.00.';
  await page.waitForSelector(`.welcome .own-defaults:has-text("${words}")`);
  await keep(page, 'welcome-defaults');
  await page.click('.new-options');
  await page.waitForSelector(`dialog .own-defaults:has-text("${words}")`);
  assert.equal(await page.inputValue('select[name="approval"]'), 'all');
  await keep(page, 'new-session-defaults');
  await page.click('dialog .own-defaults >> text="Reset"');
  assert.equal(await page.inputValue('select[name="approval"]'), '');
  assert.equal(await page.inputValue('[name="max_steps"]'), '');
  await page.click('dialog >> text="Cancel"');
  await say(page, 'say hello');
  await ended(page);
  const { approval, max_steps: steps, max_cost_usd: cost, width } = await record(web);
  assert.deepEqual([approval, steps, cost, width], ['all', 12, 2, 1280]);
  await page.keyboard.press('Control+,');
  await page.click(`${kSettings} >> text="Reset"`);
  await page.keyboard.press('Escape');
  await home(page);
  await page.waitForSelector('.welcome .own-defaults', { state: 'hidden' });
});

test('on a phone templates are used, too', async () => {
  const page = await web.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  await keep(page, 'templates-phone-welcome');
  await page.click('.example.template:has-text("Greet")');
  await page.fill('dialog [name="field-name"]', 'Dora');
  const isWithin = await page.$eval('dialog', (dialog) => dialog.scrollWidth <= dialog.clientWidth);
  assert.ok(isWithin);
  await keep(page, 'templates-phone-use');
  await page.close();
});
