// In German, whose words are longer, on the narrowest phone: nothing is cut, nothing sticks out, answers are in reach.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, enter, keep, open, say } from './browser.mjs';

const texts = join(process.env.PILOTHOUSE_SOURCE, 'resources/web/ui/texts');
const { default: german } = await import(join(texts, 'de.js'));

let web;
let page;
let asking;

before(async () => {
  web = await open({ args: ['--share-links'] });
  const { server } = web;
  asking = (await server.ask('POST', 'sessions', { approval: 'all', title: 'Eine, die fragt' })).id;
  await server.ask('POST', `sessions/${asking}/messages`, { message: 'run echo hello' });
  await server.ask('POST', 'templates', { name: 'Vorlage', task: 'Lies {{page}}' });
  const context = await web.browser.newContext({ locale: 'de-DE', viewport: { width: 320, height: 640 },
    isMobile: true, hasTouch: true, reducedMotion: 'reduce' });
  page = await context.newPage();
  await enter(page, server);
});
after(() => web?.close());

/** What is cut or lies beyond the page, or beyond the card or dialog that it is in. */
const faultsOf = () => page.evaluate(() => {
  const within = document.querySelector('dialog[open]') ?? document.body;
  const isOut = (element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const edge = element.closest('.card, .desktop-bar, dialog')?.getBoundingClientRect()
      ?? { left: 0, right: innerWidth };
    return width > 0 && (right > edge.right + 1 || left < edge.left - 1);
  };
  const isCut = (field) => {
    const drawn = document.createElement('canvas').getContext('2d');
    const { font, paddingLeft, paddingRight } = getComputedStyle(field);
    drawn.font = font;
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    return drawn.measureText(field.placeholder).width > room;
  };
  const shown = (selector) => [...within.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  return [
    ...shown('a, button, input, select, h1, h2, time, .entry-status, .session-header').filter(isOut),
    ...shown('[placeholder]:placeholder-shown').filter(isCut),
  ].map((one) => `${one.className}: ${one.textContent || one.placeholder}`);
});

async function assertNeat(name) {
  await keep(page, `narrow_${name}`);
  assert.deepEqual(await faultsOf(), [], name);
}

async function to(hash, selector) {
  await page.evaluate((wanted) => { location.hash = wanted; }, hash);
  await page.waitForSelector(selector);
}

test('the first page with its desktops keeps to its width', async () => {
  await to('', '.card');
  await assertNeat('first');
  await page.setViewportSize({ width: 390, height: 844 });
  await assertNeat('first_wider');
  await page.setViewportSize({ width: 320, height: 640 });
});

test('a question shows all its answers at once', async () => {
  await to(asking, '.approval:not(.settling)');
  for (const key of ['chat.edit', 'chat.deny_why', 'chat.allow']) {
    const isInSight = await page.locator(`.approval button:has-text("${german[key]}")`).evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return [y + 2, y + height - 2].every((at) => button.contains(document.elementFromPoint(x + width / 2, at)));
    });
    assert.ok(isInSight, key);
  }
  await assertNeat('question');
});

test('the bar over the desktop has room for all it offers', async () => {
  await page.tap('.tab[data-name="desktop"]');
  await page.waitForSelector('.wheel-button:visible');
  await assertNeat('desktop');
  await page.tap('.wheel-button');
  await page.waitForSelector('.wheel-button.steering');
  await assertNeat('wheel');
  await page.tap('.wheel-button');
  await page.waitForSelector('.wheel-button:not(.steering)');
});

test('a template that is used has all its ways in its dialog', async () => {
  await to('', '.example.template');
  await page.tap('.example.template');
  await page.waitForSelector('dialog .template-task');
  await assertNeat('template');
  await page.keyboard.press('Escape');
});

test('a shared session has its title beside its mark', async () => {
  const { server } = web;
  const told = (await server.ask('POST', 'sessions', { title: 'Ein Titel, der länger ist als das Telefon breit' })).id;
  await web.page.goto(`${server.at('ui/')}#${told}`);
  await say(web.page, 'screenshot');
  await ended(web.page);
  const { url } = await server.ask('POST', `sessions/${told}/shares`, { expires_in_s: 3600 });
  await page.goto(server.at(url.slice(1)));
  await page.waitForSelector('.shared-header h1');
  const tops = await page.$$eval('.shared-header > :is(img, h1, button)', (all) =>
    all.map((one) => { const { top, bottom } = one.getBoundingClientRect(); return Math.round((top + bottom) / 2); }));
  assert.ok(Math.max(...tops) - Math.min(...tops) < 12, String(tops));
  await assertNeat('shared');
});
