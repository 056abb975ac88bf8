// Answering well: what is corrected stays in full view, the screen beside it is current, and no mouse is needed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

let web;
before(async () => { web = await open({ args: ['--approval', 'all'] }); });
after(() => web.close());

const kWriting = '.composer textarea';
const question = (page, words) => page.waitForSelector(`.approval:has(h2:text("${words}"))`);
const about = (page, text) => page.waitForSelector(`.approval:not(.settling) .visible-text:text-is("${text}")`);
const focusIs = (page, selector) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

/** Where the mark is, in pixels of the picture. */
const marked = (page) => page.$eval('.approval .marks .mark-dot:last-of-type', (dot) =>
  [Number(dot.getAttribute('cx')), Number(dot.getAttribute('cy'))]);

/** Resolves with the place on the page of a pixel of the picture. */
async function placeOf(page, [x, y]) {
  const kPicture = '.approval-picture img';
  const picture = page.locator(kPicture);
  await page.waitForFunction((of) => document.querySelector(of)?.naturalWidth > 0, kPicture); // it may be another soon
  const box = await picture.boundingBox();
  const { width, height } = await picture.evaluate(({ naturalWidth, naturalHeight }) =>
    ({ width: naturalWidth, height: naturalHeight }));
  return [box.x + ((x + 0.5) / width) * box.width, box.y + ((y + 0.5) / height) * box.height];
}

test('hidden characters are marked while a text is corrected, and can be removed', async () => {
  const { page } = web;
  await say(page, 'screenshot\ntype one \u202Etwo\u200Bthree');
  await question(page, 'Type this?');
  await page.click('.approval >> text=Edit…');
  assert.deepEqual(await texts(page, '.hidden-below .hidden-character'), ['RLO', 'ZWSP']);
  await page.fill('.approval-edit', 'one \u202Etwo\u200B\u00A0three\u2066');
  assert.deepEqual(await texts(page, '.hidden-below .hidden-character'), ['RLO', 'ZWSP', 'NBSP', 'LRI']);
  assert.match(await page.textContent('.hidden-below .warning'), /^4 characters/);
  await keep(page, 'approval-edit-hidden');
  await page.click('text=Remove hidden characters');
  assert.equal(await page.inputValue('.approval-edit'), 'one two three');
  assert.equal(await page.locator('.hidden-below .warning').count(), 0);
  await focusIs(page, '.approval-edit');
  await page.click('text=Allow as edited');
  await page.waitForSelector('.call:has-text("Type one two three")[data-state="done"]');
  await ended(page);
});

test('a file that is corrected keeps its path in view', async () => {
  const { page, server } = web;
  await say(page, 'write /tmp/notes\u200B.txt: hello');
  await question(page, 'Write this?');
  await page.click('.approval >> text=Edit…');
  assert.deepEqual(await texts(page, '.approval .field > span'), ['path', 'file_text']);
  assert.equal(await page.inputValue('.field[data-name="path"] textarea'), '/tmp/notes\u200B.txt');
  assert.deepEqual(await texts(page, '.field[data-name="path"] .hidden-character'), ['ZWSP']);
  await focusIs(page, '.field[data-name="file_text"] textarea');
  await keep(page, 'approval-edit-file');
  await page.click('text=Remove hidden characters');
  await page.fill('.field[data-name="file_text"] textarea', 'good morning');
  await page.click('text=Allow as edited');
  await ended(page);
  const id = page.url().split('#')[1];
  const { events } = await server.ask('GET', `sessions/${id}/events?format=json&limit=1000`);
  const { input } = events.findLast(({ type }) => type === 'approval_decision').content;
  assert.deepEqual(input, { path: '/tmp/notes.txt', file_text: 'good morning' });
});

test('what is not touched is sent as it was, to the letter', async () => {
  const { page, server } = web;
  await say(page, 'scroll down 3 at 10 20');
  await question(page, 'Scroll down 3 at 10, 20?');
  await page.click('.approval >> text=Edit…');
  await page.fill('.field[data-name="scroll_amount"] input', '5');
  await page.click('text=Allow as edited');
  await ended(page);
  const id = page.url().split('#')[1];
  const { events } = await server.ask('GET', `sessions/${id}/events?format=json&limit=1000`);
  const { input } = events.findLast(({ type }) => type === 'approval_decision').content;
  assert.deepEqual(input, { coordinate: [10, 20], scroll_amount: 5, scroll_direction: 'down' });
});

test('a click is corrected by clicking on the picture', async () => {
  const { page } = web;
  await say(page, 'click 300 200');
  await question(page, 'Click at 300, 200?');
  await page.click('.approval >> text=Edit…');
  await page.mouse.click(...await placeOf(page, [640, 400]));
  const [x, y] = await marked(page);
  assert.ok(Math.abs(x - 640) < 3 && Math.abs(y - 400) < 3, `${x}, ${y}`);
  assert.deepEqual(await page.$$eval('.approval-number', (all) => all.map((one) => Number(one.value))), [x, y]);
  await page.fill('[aria-label="coordinate, from the left"]', '17');
  assert.deepEqual(await marked(page), [17, y]);
  await keep(page, 'approval-edit-click');
  await page.click('text=Back');
  assert.deepEqual(await marked(page), [300, 200]);
  await page.mouse.click(...await placeOf(page, [600, 300]));
  assert.deepEqual(await marked(page), [300, 200]); // nothing is corrected by mistake
  await page.click('.approval >> text=Edit…');
  await page.mouse.click(...await placeOf(page, [500, 100]));
  const place = await marked(page);
  await page.click('text=Allow as edited');
  await page.waitForSelector(`.call:has-text("Click at ${place.join(', ')}")[data-state="done"]`);
  await ended(page);
});

test('the first click of all is marked in the pixels of the model, however large the screen is', async () => {
  const { server, newPage } = web;
  const session = await server.ask('POST', 'sessions', { width: 3840, height: 2400 });
  await server.ask('POST', `sessions/${session.id}/messages`, { message: 'click 300 200' });
  const page = await newPage(`ui/#${session.id}`);
  await question(page, 'Click at 300, 200?');
  assert.deepEqual(await marked(page), [300, 200]);
  assert.equal(await page.getAttribute('.approval .marks', 'viewBox'),
    `0 0 ${session.picture_width} ${session.picture_height}`);
  await page.click('.approval >> text=Edit…');
  const place = await placeOf(page, [1920, 1200]); // in the middle
  await page.mouse.click(...place);
  const [x, y] = await marked(page);
  assert.ok(Math.abs(x - session.picture_width / 2) < 4 && Math.abs(y - session.picture_height / 2) < 4, `${x}, ${y}`);
  await page.click('text=Allow as edited');
  await ended(page);
  await page.close();
});

test('a drag is corrected by drawing its way', async () => {
  const { page } = web;
  await say(page, 'drag 10 20 to 30 40');
  await question(page, 'Drag from 10, 20 to 30, 40?');
  await page.click('.approval >> text=Edit…');
  await page.mouse.move(...await placeOf(page, [200, 100]));
  await page.mouse.down();
  await page.mouse.move(...await placeOf(page, [800, 500]));
  await page.mouse.up();
  const values = await page.$$eval('.approval-number', (all) => all.map((one) => Number(one.value)));
  for (const [i, value] of [200, 100, 800, 500].entries())
    assert.ok(Math.abs(values[i] - value) < 3, String(values));
  await page.click('text=Allow as edited');
  await page.waitForSelector(`.call:has-text("Drag from ${values[0]}, ${values[1]} to ${values[2]}, ${values[3]}")`);
  await ended(page);
});

test('a place outside of the picture is refused', async () => {
  const { page } = web;
  await say(page, 'click 30 40');
  await question(page, 'Click at 30, 40?');
  await page.click('.approval >> text=Edit…');
  await page.fill('[aria-label="coordinate, from the left"]', '99999');
  await page.click('text=Allow as edited');
  await page.waitForSelector('.toast:has-text("coordinate, from the left: this number will not do.")');
  await page.click('text=Back');
  await page.click('.approval .primary');
  await ended(page);
});

for (const size of [{ width: 1360, height: 850 }, { width: 390, height: 844 }]) {
  test(`a long text does not push the answers away (${size.width} x ${size.height})`, async () => {
    const { page } = web;
    await page.setViewportSize(size);
    await say(page, `run echo ${'many words '.repeat(400)}`);
    await page.click('.approval:not(.settling) button:has-text("Show all")');
    for (const end of [0, 1e6, 700]) {
      await page.$eval('.approvals', (all, top) => { all.scrollTop = top; }, end);
      for (const words of ['Allow', 'Deny…', 'Edit…']) {
        const isSeen = await page.getByRole('button', { name: words, exact: true }).evaluate((button) => {
          const { left, top, width, height } = button.getBoundingClientRect();
          return document.elementFromPoint(left + width / 2, top + height / 2) === button;
        });
        assert.ok(isSeen, `${words} after scrolling to ${end}`);
      }
    }
    await keep(page, `approval-long-${size.width}`);
    await page.click('.approval .primary');
    await ended(page);
    await page.setViewportSize({ width: 1360, height: 850 });
  });
}

test('there is a current picture as long as a question is open', async () => {
  const { page } = web;
  const asked = [];
  page.on('request', (request) => { if (/screenshot\?.*quality=85/.test(request.url())) asked.push(request.url()); });
  const next = () => page.waitForRequest(/screenshot\?.*quality=85/, { timeout: 20_000 });
  await say(page, 'type a'); // no place, yet a picture
  await next();
  await page.waitForSelector('.approval-picture img[alt="The screen now"]');
  await next();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const unseen = asked.length;
  await page.waitForTimeout(4500);
  assert.equal(asked.length, unseen);
  await Promise.all([page.waitForRequest(/screenshot\?.*quality=85/, { timeout: 900 }), page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  })]);
  await page.click('.approval .primary');
  await ended(page);
  const answered = asked.length;
  await page.waitForTimeout(4500);
  assert.equal(asked.length, answered);
});

test('a question without a screen has no picture, and one whose picture cannot be had says so', async () => {
  const { page } = web;
  await say(page, 'run echo a\ntype b');
  await question(page, 'Run this?');
  assert.equal(await page.locator('.approval-picture').count(), 0);
  await page.route('**/screenshot?*quality=85', (route) => route.fulfill({ status: 409, json: { error: 'No.' } }));
  await page.click('.approval .primary');
  await question(page, 'Type this?');
  await page.waitForSelector('.approval-picture figcaption:has-text("As the model saw it last")');
  await keep(page, 'approval-picture-earlier');
  await page.unroute('**/screenshot?*quality=85');
  await page.waitForSelector('.approval-picture figcaption:empty', { state: 'attached' });
  await page.click('.approval .primary');
  await ended(page);
});

test('two keys answer, and the focus goes from question to question', async () => {
  const { page } = web;
  await say(page, 'run echo a\nrun echo b\nrun echo c');
  await about(page, 'echo a');
  assert.equal(await page.getAttribute('.approval .primary', 'aria-keyshortcuts'), 'Alt+Y');
  assert.equal(await page.getAttribute('.approval .primary', 'title'), 'Allow (Alt+Y)');
  assert.equal(await page.getAttribute('.approval button:text("Deny…")', 'aria-keyshortcuts'), 'Alt+X');
  await page.focus('.approval .primary');
  await page.keyboard.press('Enter');
  await about(page, 'echo b');
  await focusIs(page, '.approval');
  for (const key of ['Enter', ' ', 'y', 'x']) await page.keyboard.press(key); // no bare key answers
  assert.equal(await page.locator('.approval').count(), 1);
  await page.keyboard.press('Alt+y');
  await about(page, 'echo c');
  await focusIs(page, '.approval');
  await page.keyboard.press('Alt+x');
  await page.waitForSelector('.call:has-text("echo c")[data-state="denied"]');
  await ended(page);
  await focusIs(page, kWriting);
});

test('the keys work while a message is written, and leave it alone', async () => {
  const { page } = web;
  await say(page, 'run echo a\nrun echo b');
  await about(page, 'echo a');
  await page.fill(kWriting, 'later');
  await page.keyboard.press('Alt+y');
  await about(page, 'echo b');
  await focusIs(page, kWriting);
  assert.equal(await page.inputValue(kWriting), 'later');
  const typed = { key: '¥', code: 'KeyY', altKey: true, bubbles: true }; // as on a Mac
  await page.$eval(kWriting, (area, keys) => area.dispatchEvent(new KeyboardEvent('keydown', keys)), typed);
  await page.$eval(kWriting, (area) =>
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', altKey: true, repeat: true, bubbles: true })));
  assert.equal(await page.locator('.approval button:disabled').count(), 0);
  await page.fill(kWriting, '');
  await page.click('.approval');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog dd:text("Allow what the agent asks")');
  await page.keyboard.press('Alt+y'); // what a dialog hides is not answered
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await page.locator('.approval button:disabled').count(), 0);
  await page.click('.approval >> text=Edit…');
  await page.fill('.approval-edit', 'echo other');
  await page.keyboard.press('Alt+y');
  await page.waitForSelector('.call:has-text("echo other")[data-state="done"]');
  await ended(page);
});
