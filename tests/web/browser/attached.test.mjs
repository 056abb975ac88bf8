// What goes with a message: pictures for the model, files for the desktop.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
before(async () => { web = await open(); });
after(() => web.close());

const kComposer = '.composer textarea';
const openSession = (page) => page.url().split('#')[1].split('/')[0];

/** Pastes or drops, as a person does, a picture that is drawn here, or a file of words. */
async function bring(page, how, where, files) {
  await page.evaluate(async ([kind, selector, list]) => {
    const transfer = new DataTransfer();
    for (const { name, words, colour } of list) {
      const canvas = new OffscreenCanvas(640, 400);
      if (colour) {
        canvas.getContext('2d').fillStyle = colour;
        canvas.getContext('2d').fillRect(40, 40, 500, 300);
      }
      const content = colour ? await canvas.convertToBlob({ type: 'image/png' }) : words;
      transfer.items.add(new File([content], name, { type: colour ? 'image/png' : 'text/plain' }));
    }
    const target = document.querySelector(selector);
    const options = { bubbles: true, cancelable: true };
    if (kind === 'paste') {
      target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
      return;
    }
    for (const type of ['dragenter', 'dragover', 'drop'])
      target.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: transfer }));
  }, [how, where, files]);
}

const picture = (name, colour = 'teal') => ({ name, colour });
const content = async (page, path) => {
  const answer = await fetch(web.server.at(`sessions/${openSession(page)}/files/${path}`),
    { headers: { authorization: `Bearer ${kToken}` } });
  return answer.ok ? answer.text() : null;
};
const messages = async (page) =>
  (await web.server.ask('GET', `sessions/${openSession(page)}/events?format=json&limit=1000`)).events
    .filter(({ type }) => type === 'user').map((event) => event.content);

test('the very first message takes a picture and files, by button, drop and paste', async () => {
  const { page } = web;
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('[aria-label="Attach files"]')]);
  await chooser.setFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('bread') });
  await bring(page, 'drop', '.welcome', [{ name: 'list.txt', words: 'cheese' }]);
  await bring(page, 'paste', kComposer, [picture('shot.png')]);
  await page.waitForSelector('.picture-attachment img');
  assert.equal(await page.locator('.attachment').count(), 3);
  await keep(page, 'attached-first');
  await say(page, 'say hello');
  await ended(page);
  assert.equal(await content(page, 'list.txt'), 'bread');
  assert.equal(await content(page, 'list (2).txt'), 'cheese');
  const [message] = await messages(page);
  assert.equal(message.text, 'say hello\n\nOn the desktop: ~/list.txt, ~/list (2).txt');
  assert.deepEqual([message.images.length, message.images[0].width, message.images[0].height], [1, 640, 400]);
  await page.waitForFunction(() => document.querySelector('.sent-picture img')?.naturalWidth === 640);
  assert.equal(await page.locator('.attachment').count(), 0);
  await keep(page, 'attached-sent');
});

test('a sent picture is shown large', async () => {
  const { page } = web;
  await page.click('.sent-picture');
  await page.waitForSelector('.lightbox:has-text("Sent with a message") img');
  await page.keyboard.press('Escape');
});

test('pictures that are pasted or dropped go with the next message, without words too', async () => {
  const { page } = web;
  await bring(page, 'paste', kComposer, [picture('one.png', 'red')]);
  await bring(page, 'drop', '.chat-pane', [picture('two.png', 'blue'), { name: 'notes.txt', words: 'notes' }]);
  await page.waitForFunction(() => document.querySelectorAll('.picture-attachment').length === 2);
  await page.waitForFunction((area) => document.querySelector(area).value === '~/notes.txt ', kComposer);
  await page.click('[aria-label="Take off one.png"]');
  await page.fill(kComposer, '');
  await page.press(kComposer, 'Enter');
  await page.waitForFunction(() => document.querySelectorAll('.sent-picture').length === 2);
  const message = (await messages(page)).at(-1);
  assert.deepEqual([message.text, message.images.length], ['', 1]);
});

test('a message that is edited or tried again keeps its pictures, which can be taken off', async () => {
  const { page } = web;
  const old = page.url();
  const sent = page.locator('.item.user', { has: page.locator('.sent-picture') }).first();
  const elsewhere = (from) => page.waitForFunction((address) => location.href !== address, from);
  await sent.hover();
  await sent.locator('[aria-label="Try again"]').click();
  await elsewhere(old);
  await page.waitForFunction(() => document.querySelector('.sent-picture img')?.naturalWidth > 0);
  await page.goto(old);
  await page.waitForSelector('.sent-picture');
  await sent.hover();
  await sent.locator('[aria-label^="Edit"]').click();
  await elsewhere(old);
  await page.waitForFunction(() => document.querySelector('.picture-attachment img')?.naturalWidth > 0);
  await keep(page, 'edited-with-picture');
  await page.click('.picture-attachment [aria-label^="Take off"]');
  await page.waitForSelector('.picture-attachment', { state: 'detached' });
  await page.goto(old);
  await page.waitForSelector('.sent-picture');
});

test('words that are copied with a picture of them are pasted as words', async () => {
  const { page } = web;
  const isTaken = await page.evaluate((area) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'cells.png', { type: 'image/png' }));
    transfer.setData('text/plain', 'A1');
    return !document.querySelector(area).dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer }));
  }, kComposer);
  assert.equal(isTaken, false);
  assert.equal(await page.locator('.attachment').count(), 0);
});

test('a message that stops the agent carries its picture', async () => {
  const { page } = web;
  await say(page, 'wait 20');
  await page.waitForSelector('.call[data-state="running"]');
  await bring(page, 'paste', kComposer, [picture('look.png', 'green')]);
  await say(page, 'say seen');
  await page.waitForFunction(() => document.querySelectorAll('.sent-picture').length === 3);
  await ended(page);
  assert.deepEqual((await messages(page)).at(-1).images.length, 1);
});

test('nothing is lost when one of them fails', async () => {
  const { page } = web;
  await page.goto(web.server.at('ui/#'));
  await page.route('**/files/bad.txt', (route) => route.abort(), { times: 1 });
  await bring(page, 'drop', '.welcome', [{ name: 'good.txt', words: 'good' }, { name: 'bad.txt', words: 'bad' },
    picture('kept.png')]);
  await page.waitForFunction(() => document.querySelectorAll('.attachment').length === 3);
  await page.fill(kComposer, 'say both');
  await page.press(kComposer, 'Enter');
  await page.waitForSelector('.attachment.failed:has-text("bad.txt")');
  await page.waitForSelector('.attachment:has-text("On the desktop")');
  await keep(page, 'attached-failed');
  assert.equal(await page.inputValue(kComposer), 'say both');
  await page.press(kComposer, 'Enter');
  await page.waitForSelector('.sent-picture');
  await ended(page);
  assert.deepEqual([await content(page, 'good.txt'), await content(page, 'bad.txt')], ['good', 'bad']);
  assert.match((await messages(page))[0].text, /~\/good.txt, ~\/bad.txt$/);
});

test('what is attached waits while somebody looks elsewhere, and is not left without a question', async () => {
  const { page } = web;
  const first = openSession(page);
  await bring(page, 'paste', kComposer, [picture('draft.png')]);
  await page.waitForSelector('.picture-attachment');
  await page.goto(web.server.at('ui/#'));
  await page.waitForSelector('.welcome');
  assert.equal(await page.locator('.attachment').count(), 0);
  await page.goto(web.server.at(`ui/#${first}`));
  await page.waitForSelector('.picture-attachment');
  const asked = new Promise((resolve) => page.once('dialog', (dialog) => {
    resolve(dialog.type());
    dialog.dismiss();
  }));
  await page.click(kComposer);
  await page.evaluate(() => setTimeout(() => location.reload()));
  assert.equal(await asked, 'beforeunload');
  await page.click('[aria-label="Take off draft.png"]');
});

test('a picture that the server cannot read is refused in words and stays', async () => {
  const { page } = web;
  await page.evaluate((area) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['no picture'], 'odd.png', { type: 'image/png' }));
    document.querySelector(area).dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer }));
  }, kComposer);
  await page.fill(kComposer, 'say x');
  await page.press(kComposer, 'Enter');
  await page.waitForSelector('.toast:has-text("no PNG, JPEG, WebP or GIF")');
  await page.waitForSelector('.picture-attachment');
  assert.equal(await page.inputValue(kComposer), 'say x');
  await page.click('[aria-label="Take off odd.png"]');
  await page.fill(kComposer, '');
});
