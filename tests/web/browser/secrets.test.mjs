// Secrets: given with a new session and in its menu, typed by the model, asked about, and shown nowhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, sameTexts, say, texts } from './browser.mjs';
import { kToken } from './server.mjs';

const kValues = { bound: 'correct-horse-Zu9', loose: 'battery-staple-qL', again: 'third-time-lucky-7' };

let web;
before(async () => { web = await open(); });
after(() => web.close());

const sessionOf = (page) => page.url().split('#')[1].split('/')[0];
const openSecrets = async (page) => {
  await page.click('.session-header [aria-label="More"]');
  await page.click('.menu >> text="Secrets"');
  await page.waitForSelector('dialog[aria-label="Secrets"] .secrets li');
};
const inDialog = (name) => `dialog [name="${name}"]`;
const wrongWith = (page, name) =>
  page.locator(`.form-field:has([name="${name}"]) .field-problem`).first().textContent();

/** Which values are in the page, its fields, what it keeps, or what is exported of the session. */
async function leaks(page) {
  const { server } = web;
  const ofPage = await page.content() + await page.evaluate(() => JSON.stringify([
    [...document.querySelectorAll('input, textarea')].map((field) => field.value),
    { ...localStorage }, { ...sessionStorage }, location.href, document.cookie]));
  const exported = await Promise.all(['html', 'json'].map(async (format) => {
    const answer = await fetch(server.at(`sessions/${sessionOf(page)}/export?format=${format}`),
      { headers: { authorization: `Bearer ${kToken}` } });
    assert.equal(answer.status, 200);
    return answer.text();
  }));
  assert.match(exported[0], /\{\{secret:PASS\}\}/);
  return Object.values(kValues).filter((value) => [ofPage, ...exported].some((text) => text.includes(value)));
}

test('a secret that will not do is named at its field', async () => {
  const { page } = web;
  await page.click('.new-options');
  assert.equal(await page.locator(inDialog('secret')).isVisible(), false);
  await page.click('dialog summary:has-text("Secrets")');
  await keep(page, 'secrets-new-empty');
  const hidden = page.locator(inDialog('secret-value')); // browsers must not fill in the token that they know
  assert.deepEqual([await hidden.getAttribute('type'), await hidden.getAttribute('autocomplete')],
    ['password', 'new-password']);
  for (const [name, value, hosts, windows, field, words] of [
    ['my password', 'abcd', '', '', 'secret', /^A name is made of/],
    ['PASS', 'abc', '', '', 'secret-value', /^A value has 4 to 4096 characters/],
    ['PASS', 'abcd', 'https://a/', '', 'secret-hosts', /^A host is one like example\.com/],
    ['PASS', 'abcd', '', `xterm, ${'x'.repeat(301)}`, 'secret-windows', /^A window is the name of its class/],
  ]) {
    await page.fill(inDialog('secret'), name);
    await page.fill(inDialog('secret-value'), value);
    await page.fill(inDialog('secret-hosts'), hosts);
    await page.fill(inDialog('secret-windows'), windows);
    await page.click('text=Create session');
    await page.waitForSelector(`${inDialog(field)}[aria-invalid="true"]`);
    assert.match(await wrongWith(page, field), words);
    assert.equal(await page.evaluate(() => document.activeElement.name), field);
    assert.equal(await page.locator('dialog .problem').isVisible(), false);
  }
  await keep(page, 'secrets-new-wrong');
});

test('a new session is given its secrets, and rows that were left empty are none', async () => {
  const { page, server } = web;
  await page.fill(inDialog('title'), 'With secrets');
  await page.fill(inDialog('secret-value'), kValues.bound);
  await page.fill(inDialog('secret-windows'), 'xterm, keepass*');
  await page.click('text=Add a secret');
  await page.locator(inDialog('secret')).nth(1).fill('PASS');
  await page.click('text=Create session');
  await page.waitForSelector('dialog :text("A name can be given once only.")');
  await page.locator(inDialog('secret')).nth(1).fill('');
  await page.click('text=Create session');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForFunction(() => document.querySelector('.title')?.value === 'With secrets');
  assert.deepEqual(await server.ask('GET', `sessions/${sessionOf(page)}/secrets`),
    [{ name: 'PASS', hosts: [], windows: ['xterm', 'keepass*'] }]);
});

test('the model types it, and it shows nowhere', async () => {
  const { page } = web;
  await say(page, ['run xterm >/dev/null 2>&1 &', 'wait 2', 'click 200 150', 'type echo {{secret:PASS}} | tee got',
    'key Return', 'screenshot', 'run wc -c <got', 'run cat got; echo; base64 got'].join('\n'));
  await ended(page);
  await page.waitForSelector('.call:has-text("Type echo {{secret:PASS}}")[data-state="done"]');
  assert.equal(await page.textContent('.call .secret'), '{{secret:PASS}}'); // what is copied
  assert.equal(await page.locator('.bubble .secret').count(), 1);
  await page.waitForSelector(`.call:has-text("wc -c") .call-preview:text-is("${kValues.bound.length + 1}")`);
  assert.match(await page.textContent('.call:has-text("base64") .call-preview'), /^\{\{secret:PASS\}\}/);
  await page.click('.call:has-text("base64") .call-toggle');
  assert.equal(await page.textContent('.call-output .secret'), '{{secret:PASS}}');
  assert.deepEqual(await leaks(page), []);
  await keep(page, 'secrets-typed');
});

test('its details show where each may go, and take one more', async () => {
  const { page } = web;
  await openSecrets(page);
  await sameTexts(page, '.secrets li > span', ['PASSInto windows of xterm or keepass*']);
  await page.fill(inDialog('secret'), 'LOOSE');
  await page.fill(inDialog('secret-value'), 'abc');
  await page.press(inDialog('secret-value'), 'Enter');
  await page.waitForSelector(`${inDialog('secret-value')}[aria-invalid="true"]`);
  assert.match(await wrongWith(page, 'secret-value'), /^A value has 4 to 4096/);
  await page.fill(inDialog('secret-value'), kValues.loose);
  await page.press(inDialog('secret-value'), 'Enter');
  await page.waitForSelector('dialog [role="status"]:has-text("LOOSE is given.")');
  await sameTexts(page, '.secrets li small', ['You are asked each time', 'Into windows of xterm or keepass*']);
  assert.deepEqual(await page.$$eval('.secret-fields input', (all) => all.map((one) => one.value)), ['', '', '', '']);
  await keep(page, 'secrets-details');
});

test('one of the same name is replaced, and one that is taken back is gone', async () => {
  const { page, server } = web;
  await page.fill(inDialog('secret'), 'THIRD');
  await page.fill(inDialog('secret-value'), kValues.again);
  await page.click('dialog button:text-is("Give")');
  await page.waitForSelector('dialog [aria-label="Take back THIRD"]');
  await page.fill(inDialog('secret'), 'THIRD');
  await page.fill(inDialog('secret-value'), kValues.again);
  await page.fill(inDialog('secret-hosts'), 'a.example, *.b.example');
  await page.click('dialog button:text-is("Replace THIRD")');
  await page.waitForSelector('.secrets li:has-text("Into pages of a.example or *.b.example")');
  await page.click('[aria-label="Take back THIRD"]');
  await page.waitForSelector('[aria-label="Take back THIRD"]', { state: 'detached' });
  const left = await server.ask('GET', `sessions/${sessionOf(page)}/secrets`);
  assert.deepEqual(left.map(({ name }) => name), ['LOOSE', 'PASS']);
});

test('a value that was not sent goes with the dialog, and the focus goes back', async () => {
  const { page } = web;
  await page.fill(inDialog('secret-value'), kValues.again);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'More');
  await openSecrets(page);
  assert.equal(await page.inputValue(inDialog('secret-value')), '');
  await page.keyboard.press('Escape');
  assert.deepEqual(await leaks(page), []);
});

test('what is bound to no place is asked about each time, and says so', async () => {
  const { page } = web;
  await say(page, 'click 200 150\ntype echo {{secret:LOOSE}} >got');
  await page.waitForSelector('.approval .secret-notice .loose:has-text(' +
    '"The secret LOOSE is bound to no place: it would go wherever the keyboard is now.")');
  assert.equal(await page.textContent('.approval .visible-text'), 'echo {{secret:LOOSE}} >got');
  assert.equal(await page.locator('.approval .check').isVisible(), false);
  await keep(page, 'secrets-approval');
  await page.emulateMedia({ colorScheme: 'dark' });
  await keep(page, 'secrets-approval-dark');
  await page.emulateMedia({ colorScheme: 'light' });
});

test('an answer that was edited names the secrets that it types', async () => {
  const { page } = web;
  await page.click('.approval >> text=Edit…');
  await page.fill('.approval-edit', 'echo {{secret:PASS}} {{secret:NONE}} >got');
  await sameTexts(page, '.secret-notice li', [
    'The secret PASS would be typed, only into windows of xterm or keepass*.',
    'There is no secret NONE. Nothing would be typed.']);
  await page.fill('.approval-edit', 'echo {{secret:PASS}} >got');
  await keep(page, 'secrets-approval-edited');
  await page.click('text=Allow as edited');
  await ended(page);
  await page.waitForSelector('.call:has-text("Type echo {{secret:PASS}} >got")[data-state="done"]');
  assert.deepEqual(await leaks(page), []);
});

test('it fits on a phone, in the dark too', async () => {
  const { page, newPage } = web;
  const phone = await newPage(`ui/#${sessionOf(page)}`);
  await phone.setViewportSize({ width: 320, height: 640 });
  await phone.emulateMedia({ colorScheme: 'dark' });
  await phone.waitForSelector('.call');
  await openSecrets(phone);
  const isWide = () => phone.$eval('dialog', (all) => all.scrollWidth > all.clientWidth);
  assert.equal(await isWide(), false);
  await keep(phone, 'secrets-on-a-phone');
  await phone.keyboard.press('Escape');
  await phone.goto(web.server.at('ui/'));
  await phone.click('text=Model, budget, approvals and more…');
  await phone.click('dialog summary:has-text("Secrets")');
  await phone.locator('dialog >> text=Add a secret').scrollIntoViewIfNeeded();
  assert.equal(await isWide(), false);
  await keep(phone, 'secrets-new-on-a-phone');
  await phone.close();
});

test('a finished session has none', async () => {
  const { page, server } = web;
  await server.ask('PATCH', `sessions/${sessionOf(page)}/finish`);
  await page.reload();
  await page.waitForSelector('.session-header');
  await openSecrets(page);
  await page.waitForSelector('dialog :text("This session is finished; its secrets are gone.")');
  assert.deepEqual(await texts(page, '.secrets li'), ['None.']);
  assert.equal(await page.locator(inDialog('secret')).count(), 0);
  await page.keyboard.press('Escape');
});
