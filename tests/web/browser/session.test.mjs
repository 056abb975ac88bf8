// A session with options, its files, and its replay.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, enter, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const openSession = (page) => page.url().split('#')[1].split('/')[0];
const fromMenu = async (page, words) => {
  await page.click('.session-header [aria-label="More"]');
  await page.click(`.menu >> text="${words}"`);
};

test('a session is made with options of its own', async () => {
  const { page, server } = web;
  await page.click('.new-options');
  await keep(page, 'new-session');
  await page.fill('[name="task"]', 'open terminal\ntype first line\nscreenshot\nclick 100 100\nkey Return\nscreenshot');
  await page.fill('[name="title"]', 'With options');
  await page.fill('[name="width"]', '1024');
  await page.fill('[name="height"]', '768');
  await page.fill('[name="max_steps"]', '50');
  await page.selectOption('[name="approval"]', 'auto');
  await page.click('text=Create session');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.waitForSelector('.session-header .facts:has-text("of 50")');
  await ended(page);
  const session = await server.ask('GET', `sessions/${openSession(page)}`);
  assert.deepEqual([session.title, session.width, session.height, session.max_steps], ['With options', 1024, 768, 50]);
});

test('options that will not do are named', async () => {
  const { page } = web;
  await page.click('.new-options');
  await page.evaluate(() => { document.querySelector('[name="title"]').removeAttribute('maxlength'); });
  await page.fill('[name="title"]', 'x'.repeat(300));
  await page.click('text=Create session');
  await page.waitForSelector('dialog .problem:has-text("title")');
  await page.keyboard.press('Escape');
});

test('the replay goes through what was done', async () => {
  const { page } = web;
  await fromMenu(page, 'Replay');
  await page.waitForSelector('.replay-stage img');
  assert.equal((await page.textContent('.replay-place')).split(' · ')[0], '1 / 6');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.textContent('.replay-caption'), /Look at the screen/);
  await page.keyboard.press('ArrowRight');
  assert.match(await page.textContent('.replay-caption'), /Click at 100, 100/);
  await page.waitForSelector('.replay-stage .marks');
  await page.waitForSelector('.call.current:has-text("Click at 100, 100")');
  await keep(page, 'replay');
  await page.click('.pace');
  await page.click('[aria-label="Play"]');
  await page.waitForFunction(() => document.querySelector('.replay-place').textContent.startsWith('6 / 6'));
  await page.click('text=Back to live');
  await page.waitForSelector('.desktop-pane');
  assert.equal(await page.locator('.call.current').count(), 0);
});

test('files go in and out', async () => {
  const { page } = web;
  const [chooser] = await Promise.all(
    [page.waitForEvent('filechooser'), page.click('[aria-label="Attach files"]')]);
  await chooser.setFiles({ name: 'a list.txt', mimeType: 'text/plain', buffer: Buffer.from('bread\n') });
  await page.waitForFunction(() => document.querySelector('.composer textarea').value.includes('~/a list.txt'));
  await say(page, 'run cat "a list.txt"; echo cheese > out.txt');
  await page.waitForSelector('.call-preview:has-text("bread")');
  await ended(page);
  await fromMenu(page, 'Files');
  await page.waitForSelector('.files a:has-text("out.txt")');
  await keep(page, 'files');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('.files a:has-text("out.txt")')]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), 'cheese\n');
  await page.keyboard.press('Escape');
});

test('a dropped file arrives', async () => {
  const { page, server } = web;
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['dropped'], 'dropped.txt'));
    return transfer;
  });
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('.stage', type, { dataTransfer: data });
  await page.waitForSelector('.toast:has-text("dropped.txt")');
  const { entries } = await server.ask('GET', `sessions/${openSession(page)}/files`);
  assert.ok(entries.some((entry) => entry.name === 'dropped.txt'));
});

test('a paused run is resumed', async () => {
  const { page } = web;
  await say(page, 'wait 1\nrun echo x\nwait 1\nrun echo last');
  await page.waitForSelector('.call[data-state="running"]');
  await page.click('.run-buttons >> text=Pause');
  await page.waitForSelector('.session-header [data-status="paused"]');
  await page.click('.run-buttons >> text=Resume');
  await ended(page);
  assert.ok((await texts(page, '.call-title')).includes('Run echo last'));
});

test('the desktop alone is that of the latest session', async () => {
  const { newPage } = web;
  const alone = await newPage('vnc.html');
  await alone.waitForFunction(() => document.querySelector('.title')?.value === 'With options');
  await alone.waitForSelector('.screen-picture:visible, .stage.live');
  await keep(alone, 'desktop-alone');
  await alone.close();
});

test('a phone types with its own keyboard', async () => {
  const { page, browser, server } = web;
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
  const phone = await context.newPage();
  await enter(phone, server);
  await phone.goto(page.url());
  await phone.tap('.composer textarea');
  await phone.keyboard.type('one\ntwo');
  assert.equal(await phone.inputValue('.composer textarea'), 'one\ntwo', 'Enter sends nothing here');
  await phone.fill('.composer textarea', '');
  await phone.tap('.tab[data-name="desktop"]');
  await phone.waitForSelector('.stage.live');
  await phone.tap('.vnc-screen');
  await phone.tap('.wheel-button');
  await phone.waitForSelector('.desktop-pane.steered');
  await phone.tap('.desktop-bar [aria-label="Keyboard"]');
  await phone.keyboard.type('\ntouch fingers1');
  await phone.keyboard.press('Backspace');
  await phone.keyboard.type('2\n');
  await keep(phone, 'phone-steering');
  const names = async () =>
    (await server.ask('GET', `sessions/${openSession(page)}/files`)).entries.map((entry) => entry.name);
  for (let tries = 0; tries < 100 && !(await names()).includes('fingers2'); ++tries) await phone.waitForTimeout(100);
  assert.ok((await names()).includes('fingers2'));
  await phone.tap('.wheel-button');
  await context.close();
});

test('a closed session says so', async () => {
  const { page } = web;
  await fromMenu(page, 'Close session');
  await page.click('dialog .filled');
  await page.waitForSelector('.session-header [data-status="finished"]');
  assert.ok(await page.isDisabled('.composer textarea'));
  await page.waitForSelector('.screen-notice:has-text("closed")');
});
