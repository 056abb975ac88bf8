// The desktop with fingers: enlarged and moved while watching, steered directly or as on a trackpad.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, enter, keep, open, say } from './browser.mjs';
import { kToken } from './server.mjs';

let web;
let phone;
let touches; // the browser's own way to put fingers on the page

before(async () => {
  web = await open();
  await say(web.page, 'open terminal');
  await ended(web.page);
  const context = await web.browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true,
    hasTouch: true });
  phone = await context.newPage();
  await enter(phone, web.server);
  await phone.goto(web.page.url());
  await phone.tap('.tab[data-name="desktop"]');
  await phone.waitForSelector('.stage.live');
  touches = await context.newCDPSession(phone);
});
after(() => web.close());

const finger = (kind, ...points) => touches.send('Input.dispatchTouchEvent',
  { type: kind, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

/** Fingers that move from where they are to where they go, in some steps. */
async function slide(from, to, steps = 6) {
  await finger('touchStart', ...from);
  for (let step = 1; step <= steps; ++step) {
    await finger('touchMove', ...from.map(([x, y], at) =>
      [x + (to[at][0] - x) * step / steps, y + (to[at][1] - y) * step / steps]));
  }
  await finger('touchEnd');
}

async function tap(...points) {
  await finger('touchStart', ...points);
  await finger('touchEnd');
}

const screen = () => phone.locator('.vnc-screen canvas').boundingBox();
const isWide = (least, most, page = phone) => page.waitForFunction(([from, to]) => {
  const { width } = document.querySelector('.vnc-screen canvas').getBoundingClientRect();
  return width >= from && width <= to;
}, [least, most]);
const scrolled = () => phone.$eval('.screen-frame', (frame) => [frame.scrollLeft, frame.scrollTop]);

async function middle() {
  const { x, y, width, height } = await phone.locator('.screen-frame').boundingBox();
  return [x + width / 2, y + height / 2];
}

async function type(words) {
  await phone.locator('.touch-field').focus();
  await phone.keyboard.insertText(words);
}

/** The text of a file of the session, once it is there and not empty. */
async function fileText(name) {
  const path = `sessions/${web.page.url().split('#')[1]}/files/${name}`;
  let text = '';
  for (let tries = 0; tries < 100 && !text; ++tries) {
    const answer = await fetch(web.server.at(path), { headers: { authorization: `Bearer ${kToken}` } });
    text = answer.ok ? await answer.text() : '';
    if (!text) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(text, `there is no ${name}`);
  return text;
}

/** What the terminal is told of the mouse while `deeds` are done: ESC [ < button ; column ; row M. */
async function mouseOf(name, deeds) {
  await type(`clear; printf '\\e[?1000h\\e[?1006h'; head -n1 > ${name}; printf '\\e[?1000l'\n`);
  await phone.waitForTimeout(700);
  await deeds();
  await type('\n');
  const text = await fileText(name);
  return [...text.matchAll(/<(\d+);(\d+);(\d+)M/g)].map(([, button, column, row]) =>
    ({ button: Number(button), column: Number(column), row: Number(row) }));
}

test('who watches enlarges the desktop with two fingers and moves it with one', async () => {
  const whole = await screen();
  assert.ok(whole.width <= 390);
  const [x, y] = await middle();
  await slide([[x - 30, y], [x + 30, y]], [[x - 100, y], [x + 100, y]]);
  await isWide(2.5 * whole.width, 4 * whole.width);
  assert.equal(await phone.evaluate(() => window.visualViewport.scale), 1); // the page itself is as it was
  await keep(phone, 'phone-enlarged');
  const [start] = await scrolled();
  await slide([[x, y]], [[x - 80, y]]);
  const [afterwards] = await scrolled();
  assert.ok(afterwards - start > 60, `${start} to ${afterwards}`);
});

test('two taps show the whole desktop, and two more a part of it', async () => {
  const [x, y] = await middle();
  await tap([x, y]);
  await tap([x, y]);
  await isWide(300, 390);
  await tap([x - 90, y]);
  await tap([x - 90, y]);
  await isWide(700, 3000);
  await phone.tap('[aria-label="Fit into the window"]');
  await isWide(300, 390);
});

test('at the wheel a finger clicks where it is, two enlarge', async () => {
  await phone.tap('.wheel-button');
  await phone.waitForSelector('.desktop-pane.steered .key-bar:visible');
  const { x, y, width, height } = await screen();
  await tap([x + width * 0.3, y + height * 0.3]); // the terminal has the keys
  const clicks = await mouseOf('direct', async () => {
    await tap([x + width * 0.2, y + height * 0.2]);
    await tap([x + width * 0.4, y + height * 0.4], [x + width * 0.6, y + height * 0.4]);
  });
  assert.deepEqual(clicks.map(({ button }) => button), [0, 2]);
  assert.ok(clicks[1].column > 2 * clicks[0].column && clicks[1].row > clicks[0].row);
  await slide([[x + 120, y + 60], [x + 180, y + 60]], [[x + 60, y + 60], [x + 240, y + 60]]);
  await isWide(2 * width, 4 * width);
  await keep(phone, 'phone-steering');
  await phone.tap('[aria-label="Fit into the window"]');
});

test('Ctrl of the bar holds for the next key of the keyboard', async () => {
  await type('sleep 100\n');
  await phone.tap('.key-bar [data-key="ctrl"]');
  assert.equal(await phone.getAttribute('.key-bar [data-key="ctrl"]', 'aria-pressed'), 'true');
  assert.ok(await phone.$eval('.touch-field', (field) => field === document.activeElement)); // it did not go down
  await type('c');
  await phone.waitForSelector('.key-bar [data-key="ctrl"][aria-pressed="false"]');
  await type('echo on > stopped\n');
  assert.match(await fileText('stopped'), /on/);
});

test('Ctrl of the bar holds for a tap, and for one alone', async () => {
  await type('stdbuf -oL xev -geometry 200x120+0+0 -event button > taps &\n');
  await fileText('taps'); // its window is there
  const { x, y, width, height } = await screen();
  const buttons = async (count) => {
    let states = [];
    for (let tries = 0; tries < 100 && states.length < count; ++tries) {
      states = [...(await fileText('taps')).matchAll(/state 0x([0-9a-f]+), button 1/g)].map(([, state]) => state);
      await phone.waitForTimeout(50);
    }
    return states;
  };
  await phone.tap('.key-bar [data-key="ctrl"]');
  await tap([x + width * 0.06, y + height * 0.1]);
  await phone.waitForSelector('.key-bar [data-key="ctrl"][aria-pressed="false"]');
  assert.deepEqual(await buttons(2), ['4', '104']); // pressed and let go
  await tap([x + width * 0.06, y + height * 0.1]);
  assert.deepEqual(await buttons(4), ['4', '104', '0', '100']);
  await tap([x + width * 0.3, y + height * 0.3]);
  await type('kill %%\n');
});

test('the bar has Tab and arrows, each as large as a finger', async () => {
  await type('echo twice >> history\n');
  await phone.tap('.key-bar [data-key="Up"]');
  await type('\n');
  await type('ls stop');
  await phone.tap('.key-bar [data-key="Tab"]');
  await type(' > completed\n');
  assert.match(await fileText('completed'), /stopped/);
  assert.match(await fileText('history'), /twice\ntwice/);
  for (const button of await phone.locator('.key-bar button, .desktop-bar button:visible').all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 40 && height >= 44, `${await button.getAttribute('aria-label')}: ${width} x ${height}`);
  }
});

test('as a trackpad the finger moves the pointer, clicks where that is, and scrolls with two', async () => {
  await phone.tap('[aria-label^="Trackpad"]');
  const [x, y] = await middle();
  await slide([[x, y]], [[x - 390, y - 390]]); // to the corner
  await slide([[x, y]], [[x + 40, y + 40]]);
  const clicks = await mouseOf('trackpad', async () => {
    await tap([x, y + 100]);
    await slide([[x, y]], [[x + 40, y]]);
    await tap([x - 100, y + 100], [x - 40, y + 100]);
    await slide([[x - 30, y], [x + 30, y]], [[x - 30, y - 120], [x + 30, y - 120]]);
  });
  assert.deepEqual(clicks.slice(0, 2).map(({ button }) => button), [0, 2]);
  assert.ok(clicks[1].column > clicks[0].column && clicks[1].row === clicks[0].row);
  assert.ok(clicks.length > 3 && clicks.slice(2).every(({ button }) => button === 65)); // down
  await keep(phone, 'phone-trackpad');
});

/** Whether no two of what is seen of these lie over each other. */
const areApart = (page, ...selectors) => page.evaluate((names) => {
  const boxes = names.flatMap((name) => [...document.querySelectorAll(name)]).map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 0);
  return boxes.length > 1 && boxes.every((one, at) => boxes.slice(at + 1).every((other) =>
    one.right <= other.left + 1 || other.right <= one.left + 1 || one.bottom <= other.top + 1
    || other.bottom <= one.top + 1));
}, selectors);

test('a sentence at the foot of the page covers nothing', async () => {
  await web.page.click('.wheel-button:has-text("Take over")');
  await web.page.click('dialog .filled');
  await phone.waitForSelector('.toast:has-text("Another person took the wheel.")');
  await keep(phone, 'phone-toast');
  assert.ok(await areApart(phone, '.toast', '.session-header', '.desktop-bar', '.stage', '.tabs'));
  await phone.tap('.tab[data-name="chat"]');
  assert.ok(await areApart(phone, '.toast', '.transcript', '.composer', '.tabs'));
  await phone.tap('.toast button');
  await phone.waitForFunction(() => getComputedStyle(document.body).paddingBottom === '0px');
  await web.page.click('.wheel-button');
  await phone.tap('.tab[data-name="desktop"]');
  await phone.tap('.wheel-button:has-text("Take the wheel")');
  await phone.waitForSelector('.desktop-pane.steered');
});

test('the trackpad is remembered', async () => {
  await phone.reload();
  await phone.tap('.tab[data-name="desktop"]');
  await phone.waitForSelector('.desktop-pane.steered .stage.live');
  assert.equal(await phone.getAttribute('[aria-label^="Trackpad"]', 'aria-pressed'), 'true');
  await phone.tap('.wheel-button');
  await phone.waitForSelector('.desktop-pane:not(.steered)');
  assert.equal(await phone.locator('.key-bar:visible').count(), 0);
});

test('at full size the mouse moves the picture of who watches', async () => {
  const { page } = web;
  await page.click('[aria-label="Show at full size"]');
  const { x, y, width, height } = await page.locator('.screen-frame').boundingBox();
  await isWide(width + 200, 3000, page);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 150, y + height / 2, { steps: 4 });
  await page.mouse.up();
  assert.ok(await page.$eval('.screen-frame', (frame) => frame.scrollLeft > 100));
  await keep(page, 'full-size');
  await page.click('[aria-label="Fit into the window"]');
});

test('a field that is refused is opened, marked and scrolled to', async () => {
  await phone.goto(web.server.at('ui/'));
  await phone.tap('.show-list');
  await phone.tap('.new-options');
  await phone.tap('dialog summary:has-text("More")');
  await phone.fill('dialog [name="screenshot_quality"]', '3');
  await phone.tap('dialog summary:has-text("More")');
  await phone.tap('dialog button:has-text("Create session")');
  await phone.waitForSelector('dialog [name="screenshot_quality"][aria-invalid="true"]:visible');
  const { y, height } = await phone.locator('dialog [name="screenshot_quality"]').boundingBox();
  assert.ok(y > 60 && y + height < 844);
  await keep(phone, 'phone-invalid');
  await phone.fill('dialog [name="screenshot_quality"]', '50');
  await phone.waitForSelector('dialog [name="screenshot_quality"]:not([aria-invalid])');
});

test('buttons to copy stand beside the text', async () => {
  await phone.goto(web.server.at(`ui/${new URL(web.page.url()).hash}`));
  await phone.reload(); // the dialog goes
  await phone.tap('.tab[data-name="chat"]');
  await say(web.page, 'run seq -s " and " 60');
  await ended(web.page);
  await phone.locator('.call-toggle').last().tap();
  await phone.waitForSelector('.call-body .copyable .copy');
  assert.ok(await areApart(phone, '.call-body .copyable > pre', '.call-body .copyable > .copy'));
  await keep(phone, 'phone-copy');
});

test('enlarged to 400 %, the conversation has room', async () => {
  const { page } = web;
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 256 });
  const { height } = await page.locator('.transcript').boundingBox();
  await keep(page, 'enlarged-page');
  assert.ok(height >= 110, `${height} of 256`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const { y, height: tall } = await page.locator('.tabs').boundingBox();
  assert.ok(y + tall <= 257);
  await page.setViewportSize(usual);
});
