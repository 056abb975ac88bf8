// The files of a session: where they go, what they replace, how far they are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keep, open } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
let session;
before(async () => {
  web = await open();
  session = await web.server.ask('POST', 'sessions', {});
  await web.page.goto(web.server.at(`ui/#${session.id}`));
  await web.page.waitForSelector('.composer');
});
after(() => web.close());

const at = (path) => web.server.at(`sessions/${session.id}/files/${path}`);
const fields = { authorization: `Bearer ${kToken}` };
const put = (path, body) => fetch(at(path), { method: 'PUT', body, headers: fields });
const content = async (path) => {
  const answer = await fetch(at(path), { headers: fields });
  return answer.ok ? answer.text() : null;
};
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

async function showFolder(page, name) {
  await page.click('.session-header [aria-label="More"]');
  await page.click('.menu >> text="Files"');
  await page.click(`.files button.name:has-text("${name}")`);
  await page.waitForSelector(`.files-path:has-text("~/${name}")`);
}

async function choose(page, files, button = '.files-body >> text=Upload files') {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(button)]);
  await chooser.setFiles(files);
}

async function drop(page, where, name, text) {
  const data = await page.evaluateHandle(([called, words]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([words], called));
    return transfer;
  }, [name, text]);
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(where, type, { dataTransfer: data });
}

test('a file goes into the folder that is open, chosen or dropped', async () => {
  const { page } = web;
  await put('reports/old.txt', 'old');
  await showFolder(page, 'reports');
  await choose(page, file('chosen.txt', 'chosen'));
  await page.waitForSelector('.files a:has-text("chosen.txt")');
  await drop(page, '.files-body', 'dropped.txt', 'dropped');
  await page.waitForSelector('.files a:has-text("dropped.txt")');
  assert.equal(await page.textContent('.files-path'), '~/reports');
  assert.deepEqual([await content('reports/chosen.txt'), await content('reports/dropped.txt'),
    await content('chosen.txt')], ['chosen', 'dropped', null]);
});

test('a file that is there is replaced only by who says so', async () => {
  const { page } = web;
  await choose(page, [file('old.txt', 'new'), file('other.txt', 'other')]);
  await page.waitForSelector('dialog:has-text("Replace old.txt?"):has-text("~/reports")');
  await keep(page, 'files-replace');
  await page.click('text=Skip it');
  await page.waitForSelector('.files a:has-text("other.txt")');
  assert.equal(await content('reports/old.txt'), 'old');
  await choose(page, file('old.txt', 'new'));
  await page.click('dialog .danger:has-text("Replace")');
  await page.waitForSelector('.uploads', { state: 'hidden' });
  await page.waitForFunction(() => document.querySelectorAll('dialog').length === 1);
  for (let tries = 0; tries < 100 && await content('reports/old.txt') !== 'new'; ++tries) await page.waitForTimeout(50);
  assert.equal(await content('reports/old.txt'), 'new');
});

test('one that comes while another is brought is not replaced unasked', async () => {
  const { page } = web;
  await page.route('**/files/reports', async (route) => {
    const answer = await route.fetch();
    await put('reports/late.txt', 'the agent’s');
    await route.fulfill({ response: answer });
  });
  await choose(page, file('late.txt', 'mine'));
  await page.waitForSelector('dialog:has-text("Replace late.txt?")');
  await page.unroute('**/files/reports');
  await page.click('text=Skip it');
  await page.waitForSelector('.uploads', { state: 'hidden' });
  assert.equal(await content('reports/late.txt'), 'the agent’s');
  await page.keyboard.press('Escape');
});

test('what takes long shows how far it is, and can be cancelled', async () => {
  const { page } = web;
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions',
    { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 4_000_000 });
  await choose(page, [{ name: 'large.bin', mimeType: '', buffer: Buffer.alloc(40_000_000, 1) }, file('next.txt', 'x')],
    '.composer [aria-label="Attach files"]');
  await page.waitForFunction(() => document.querySelector('.chat-pane .upload progress')?.value > 1_000_000);
  assert.match(await page.textContent('.chat-pane .upload small'), /^[\d.]+ MB of 40\.0 MB$/);
  await keep(page, 'files-progress');
  await page.click('[aria-label="Cancel the upload of large.bin"]');
  await page.waitForFunction(() => document.querySelector('.composer textarea').value === '~/next.txt ');
  await network.send('Network.emulateNetworkConditions',
    { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  assert.equal(await content('large.bin'), null);
});

test('one that fails stays until it is sent again or put away', async () => {
  const { page } = web;
  await page.route('**/files/again.txt', (route) => route.abort(), { times: 1 });
  await choose(page, file('again.txt', 'again'), '.composer [aria-label="Attach files"]');
  await page.waitForSelector('.upload.failed:has-text("cannot be reached")');
  await keep(page, 'files-failed');
  await page.click('.upload >> text=Try again');
  await page.waitForSelector('.uploads', { state: 'hidden' });
  assert.equal(await content('again.txt'), 'again');
});
