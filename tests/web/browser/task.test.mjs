// From nothing to a done task: give it, watch it, lose the connection, look at it again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, sameTexts, say, texts } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const kTask = 'think First I look.\nsay I open a **terminal** and `look`.\nopen terminal\ntype echo hello\nclick 300 200\nrun echo from the shell';

test('a task is given on the first page and done before the eyes', async () => {
  const { page } = web;
  await page.waitForSelector('.welcome');
  assert.match(await page.textContent('.demo-note'), /demo model/);
  await keep(page, 'welcome');
  await say(page, kTask);
  await page.waitForSelector('.session-header [data-status="running"]');
  await page.waitForSelector('.run-buttons .danger:visible');
  await page.waitForSelector('.call');
  await page.waitForSelector('.screen-picture:visible, .stage.live');
  await keep(page, 'running');
  await ended(page);
  await keep(page, 'done');
});

test('no key is lost while a session opens, and messages in one breath are one', async () => {
  const own = await open();
  try {
    const { page } = own;
    await page.waitForSelector('.welcome');
    await page.fill('.composer textarea', 'wait 20');
    await page.keyboard.press('Enter');
    const typed = 'say second and not a key of it is lost';
    await page.keyboard.type(typed, { delay: 15 });
    await page.waitForSelector('.session-header [data-status="running"]');
    assert.equal(await page.inputValue('.session-view .composer textarea'), typed);
    await page.keyboard.press('Enter');
    await page.keyboard.type('say third');
    await page.keyboard.press('Enter');
    await page.keyboard.type('say fourth');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.body.innerText.includes('say fourth'));
    await ended(page);
    assert.ok(!(await page.innerText('.session-view')).match(/Stopped\D+0 steps/));
    assert.equal(await page.inputValue('.session-view .composer textarea'), '');
  } finally {
    await own.close();
  }
});

test('a message right after another is sent, too, before the page hears of the run of that one', async () => {
  const own = await open();
  try {
    const { page } = own;
    await page.waitForSelector('.welcome');
    await page.evaluate(() => {
      const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
      Object.defineProperty(WebSocket.prototype, 'onmessage', {
        set(take) { set.call(this, (event) => setTimeout(() => take(event), 700)); },
      });
    });
    await say(page, 'say first');
    await page.waitForSelector('.session-header [data-status="completed"]');
    const composer = page.locator('.session-view .composer textarea');
    for (const words of ['say second', 'say third']) {
      const sent = page.waitForResponse((answer) => answer.url().endsWith('/messages'));
      await composer.fill(words);
      await page.keyboard.press('Enter');
      if (words === 'say second') await sent;
    }
    await page.waitForFunction(() => document.querySelector('.transcript').innerText.includes('say third'));
    await ended(page);
    assert.equal(await composer.inputValue(), '');
  } finally {
    await own.close();
  }
});

test('what is sent while the first message is on its way is sent, too', async () => {
  const own = await open();
  try {
    const { page } = own;
    await page.waitForSelector('.welcome');
    const held = new Promise((resolve) => {
      page.route('**/sessions/*/messages', (route) => resolve(() => route.continue()), { times: 1 });
    });
    await page.fill('.composer textarea', 'wait 20');
    await page.keyboard.press('Enter');
    const goOn = await held;
    await page.keyboard.type('say the second line');
    await page.keyboard.press('Enter');
    await page.keyboard.type('say the third');
    await page.keyboard.press('Enter');
    await page.keyboard.type('a draft');
    await goOn();
    await page.waitForFunction(() => document.querySelector('.transcript-items')?.innerText.includes('the third'));
    await ended(page);
    assert.match(await page.innerText('.transcript-items'), /say the second line\s+say the third/);
    assert.ok(!(await page.innerText('.session-view')).match(/Stopped\D+0 steps/));
    assert.equal(await page.inputValue('.session-view .composer textarea'), 'a draft');
  } finally {
    await own.close();
  }
});

test('what was said is formatted, what was thought is folded', async () => {
  const { page } = web;
  assert.ok((await texts(page, '.said strong')).includes('terminal'));
  assert.ok((await texts(page, '.said code')).includes('look'));
  const thought = page.locator('.thinking .thought').first();
  assert.equal(await thought.isVisible(), false);
  await page.locator('.thinking summary').first().click();
  assert.equal(await thought.isVisible(), true);
});

test('actions are told in words, with their time and a marked picture', async () => {
  const { page } = web;
  const titles = await texts(page, '.call-title');
  assert.ok(titles.includes('Click at 300, 200'), titles.join('; '));
  assert.ok(titles.includes('Type echo hello'), titles.join('; '));
  assert.match(await page.textContent('.call:has-text("Click at") .call-state'), /\d+(\.\d)? m?s/);
  const mark = page.locator('.call:has-text("Click at") .marks circle').first();
  assert.deepEqual([await mark.getAttribute('cx'), await mark.getAttribute('cy')], ['300', '200']);
  await page.click('.call:has-text("Click at") .call-thumb');
  await page.waitForSelector('.lightbox img');
  await keep(page, 'picture');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.lightbox', { state: 'detached' });
});

test('output shows, and unfolds', async () => {
  const { page } = web;
  const card = page.locator('.call:has-text("echo from the shell")').first();
  assert.match(await card.locator('.call-preview').textContent(), /from the shell/);
  await card.locator('.call-toggle').click();
  assert.match(await card.locator('.call-output').textContent(), /from the shell/);
  assert.equal(await card.locator('.copyable .copy').count(), 1);
});

test('the list names the session after its task', async () => {
  const { page } = web;
  await page.waitForSelector('.entry-picture img');
  assert.equal(await page.textContent('.entry-title'), 'think First I look.');
  assert.equal(await page.textContent('.entry-status'), 'Done');
  await page.fill('.session-header .title', 'Hello to the terminal');
  await page.press('.session-header .title', 'Enter');
  await page.waitForFunction(() => document.querySelector('.entry-title').textContent === 'Hello to the terminal');
});

test('who looks on sees the new title at once', async () => {
  const { page } = web;
  await web.server.ask('PATCH', `sessions/${new URL(page.url()).hash.slice(1)}`, { title: 'Named by another' });
  await page.waitForFunction(() => document.querySelector('.session-header .title').value === 'Named by another');
  assert.match(await page.title(), /Named by another/);
  await page.waitForFunction(() => document.querySelector('.entry-title').textContent === 'Named by another');
});

test('lists keep their boxes and numbers', async () => {
  const { page } = web;
  await say(page, 'say - [x] ticked\nsay 3. third');
  await page.waitForFunction(() => document.querySelectorAll('.end').length === 2);
  assert.equal(await page.locator('.said li:has-text("ticked") input[type="checkbox"]').isChecked(), true);
  assert.equal(await page.locator('.said ol:has-text("third")').getAttribute('start'), '3');
});

test('a reload in the middle loses and doubles nothing', async () => {
  const { page } = web;
  await say(page, 'run echo one; sleep 1\nrun echo two\nwait 1\nrun echo three');
  await page.waitForFunction(() => document.querySelectorAll('.user').length === 3);
  await page.reload();
  await ended(page);
  const live = await texts(page, '.transcript-items > li:not(.thinking)');
  await page.reload();
  await ended(page);
  await sameTexts(page, '.transcript-items > li:not(.thinking)', live);
  assert.equal((await texts(page, '.user')).length, 3);
});

test('what was drawn before Markdown could be read is drawn anew', async () => {
  const { page } = web;
  const earlier = await texts(page, '.transcript-items > li');
  let load;
  const wanted = new Promise((resolve) => { load = resolve; });
  await page.route('**/marked.esm-*.js', async (route) => { await wanted; await route.continue(); });
  await page.reload({ waitUntil: 'commit' }); // where a request is open, Firefox's is not over
  await page.waitForSelector('.said .as-it-is:has-text("a **terminal** and `look`")');
  load();
  await page.waitForSelector('.said strong:text("terminal")');
  await sameTexts(page, '.transcript-items > li', earlier);
  await page.unrouteAll();
});

test('it comes back by itself when the server does', async () => {
  const { page, server } = web;
  const earlier = await texts(page, '.transcript-items > li');
  await server.down();
  await page.waitForSelector('.banner:visible');
  await keep(page, 'connection-lost');
  await server.up();
  await page.waitForSelector('.banner', { state: 'hidden' });
  await sameTexts(page, '.transcript-items > li', earlier);
  await say(page, 'say Here again.');
  await page.waitForSelector('.said:has-text("Here again.")');
  await ended(page);
});

test('a message during a run corrects the agent', async () => {
  const { page } = web;
  await say(page, 'wait 30');
  await page.waitForSelector('.call[data-state="running"]');
  await say(page, 'say Something else.');
  await page.waitForSelector('.end.interrupted');
  await page.waitForSelector('.said:has-text("Something else.")');
  await ended(page);
});

test('Escape twice stops the agent', async () => {
  const { page } = web;
  await say(page, 'wait 30');
  await page.waitForSelector('.call[data-state="running"]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await ended(page, 'Stopped');
  assert.match(await page.locator('.call-state').last().textContent(), /^Stopped after/);
  assert.equal(await page.textContent('.session-header .status'), 'Stopped');
});

test('a session is deleted from its menu', async () => {
  const { page } = web;
  await page.click('[aria-label="More"]');
  await page.click('text=Delete session');
  await page.click('dialog .filled');
  await page.waitForSelector('.welcome');
  await page.waitForSelector('.entry', { state: 'detached' });
});

test('who has no link logs in with the token', async () => {
  const { browser, server } = web;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.at('ui/?token=an-old-token-of-it'));
  await page.waitForSelector('.problem:has-text("link")');
  await page.fill('#token', 'not-the-token-of-it');
  await page.click('button');
  await page.waitForSelector('.problem:has-text("That token")');
  await page.fill('#token', kToken);
  await page.click('button');
  await page.waitForSelector('.welcome');
  await page.click('[aria-label="Log out"]');
  await page.waitForSelector('#token');
  await context.close();
});
