// For who listens, or has only a keyboard: what is told, what it is called, and what can be reached.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ended, open, say, texts } from './browser.mjs';

let web;
before(async () => {
  web = await open({ args: ['--approval', 'all'] });
  // All that was ever told, in order: sentences go after a while.
  await web.page.addInitScript(() => {
    globalThis.told = [];
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if (target.matches?.('[aria-live="polite"]'))
          globalThis.told.push(...[...addedNodes].map((one) => one.textContent));
    }).observe(document, { childList: true, subtree: true });
  });
  await web.page.reload();
});
after(() => web.close());

const toldBy = (page) => page.evaluate(() => globalThis.told);
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test('a question and the end are told in a sentence, not as a whole card', async () => {
  const { page } = web;
  await say(page, 'say Here\nrun echo hello > kept.txt');
  await page.waitForSelector('.approval');
  await page.waitForFunction(() => globalThis.told.length === 1);
  assert.match((await toldBy(page))[0], /^The agent asks: .*echo hello/);
  await page.click('.approval .primary');
  await ended(page);
  await page.waitForFunction(() => globalThis.told.length === 2);
  assert.match((await toldBy(page))[1], /^Done after \d steps?$/);
  await say(page, 'wait 60');
  await page.waitForSelector('.call[data-state="running"], .approval');
  await page.click('.run-buttons [aria-label="Stop"]');
  await ended(page, 'Stopped');
  await page.waitForFunction(() => globalThis.told.at(-1) === 'Stopped');
  assert.equal(await page.locator('[aria-live="assertive"]').count(), 0);
});

test('the conversation is a log that says who speaks, below one heading', async () => {
  const { page } = web;
  const log = page.getByRole('log', { name: 'Conversation' });
  assert.match(await log.locator('.user').first().textContent(), /^You said: say Here/);
  assert.match(await log.locator('.said').last().textContent(), /^The agent said: /);
  const [heading, ...more] = await texts(page, 'h1');
  assert.equal(heading, await page.inputValue('.session-header .title'));
  assert.deepEqual(more, []);
  await page.getByRole('group', { name: 'Code' }).first().focus();
  assert.ok(await page.evaluate(() => document.activeElement.matches('.said pre')));
});

test('a menu is gone through by arrows, Home, End and the letters that its entries begin with', async () => {
  const { page } = web;
  await page.focus('[aria-label="More"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.menu :text-is("Replay"):visible');
  await page.waitForFunction(() => document.activeElement.textContent === 'Replay');
  const steps = [['End', 'Delete session'], ['Home', 'Replay'], ['n', 'Network'], ['e', 'Export as web page'],
    ['e', 'Export as JSON'], ['ArrowUp', 'Export as web page']];
  for (const [key, words] of steps) {
    await page.keyboard.press(key);
    assert.equal(await focused(page), words, key);
  }
  await page.keyboard.press('Escape');
});

test('a sentence at the foot stands over a dialog, where it can be read and put away', async () => {
  const { page } = web;
  await page.route('**/files/**', (route) => (route.request().method() === 'DELETE'
    ? route.fulfill({ status: 409, contentType: 'application/json', body: '{"detail":"Not now."}' })
    : route.continue()));
  await page.click('[aria-label="More"]');
  await page.click('.menu :text-is("Files")');
  await page.click('.files [aria-label^="Remove"]');
  await page.click('dialog .danger.filled');
  await page.waitForSelector('.toast:has-text("Not now.")');
  const isOnTop = await page.$eval('.toast', (toast) => {
    const { x, y, width, height } = toast.getBoundingClientRect();
    return toast.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  assert.ok(isOnTop);
  assert.ok((await toldBy(page)).includes('Not now.'));
  await page.click('.toast [aria-label="Dismiss"]');
  assert.equal(await page.locator('.toast').count(), 0);
  await page.keyboard.press('Escape');
  await page.unrouteAll();
});

/** Controls whose edge differs from what is around them by less than three to one; theirs is the ground inside, too. */
const faintEdges = (page) => page.evaluate(() => {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    .getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (color) => {
    const [r, g, b] = rgba(color).slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (rgba(color)[3] === 255) return color;
    }
    return 'white';
  };
  const hasEdge = (element) => {
    const { borderTopWidth, borderTopColor } = getComputedStyle(element);
    return parseFloat(borderTopWidth) > 0 && rgba(borderTopColor)[3] === 255 && element.checkVisibility();
  };
  const controls = [...document.querySelectorAll(
    'button, .button, input:not([type="checkbox"]), textarea, select, .composer')];
  return controls.filter((one) => hasEdge(one) && !one.disabled)
    .map((one) => [one.textContent || one.ariaLabel || one.className,
      contrast(getComputedStyle(one).borderTopColor, groundOf(one.parentElement))])
    .filter(([, value]) => value < 3);
});

test('the edges of controls are seen in both themes, and nothing moves for those who ask for that', async () => {
  const { page } = web;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    assert.deepEqual(await faintEdges(page), [], colorScheme);
    await page.click('.new-options');
    await page.waitForSelector('dialog form');
    assert.deepEqual(await faintEdges(page), [], colorScheme);
    await page.keyboard.press('Escape');
  }
  await say(page, 'run sleep 60');
  await page.waitForSelector('.approval');
  const moving = () => page.evaluate(
    () => document.getAnimations().filter((one) => one.playState === 'running').length);
  await page.click('.approval .primary');
  await page.waitForSelector('[data-status="running"]');
  assert.equal(await moving(), 0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.notEqual(await moving(), 0);
  await page.click('.run-buttons [aria-label="Stop"]');
  await ended(page, 'Stopped');
});
