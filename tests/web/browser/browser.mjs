// The browser (Chromium, or Firefox where PILOTHOUSE_BROWSER says so), and what the tests do with it.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { chromium, firefox } from 'playwright-core';
import { Server } from './server.mjs';

const kFirefox = process.env.PILOTHOUSE_BROWSER === 'firefox';
const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const kPatience = 60_000; // milliseconds for any one thing to happen
// A desktop that is off, or not to be had live, is no mistake of the page.
// Nor are bytes that noVNC still has when it is left while it draws: it goes on with them once the picture is done,
// whatever happened meanwhile (flush() in _framebufferUpdate() of rfb.js), says so, and leaves them.
const kExpected = new RegExp('Failed to load resource|WebSocket connection to|on-error event|Failed when connecting' +
  '|^Got data while (in an invalid state|disconnected)$');
// Firefox's words for the same; and the style "body {}" that Playwright adds before a screenshot.
const kExpectedOfFirefox = /can’t establish a connection|was interrupted while the page was loading|YjaKGiklmzC6wjXA513HAMmzus8VE61XCOT\+SmwNZWA=/;
const isExpected = (words) => kExpected.test(words) || (kFirefox && kExpectedOfFirefox.test(words));

/** The distribution's own browser; Firefox is spoken to in the standard protocol (WebDriver BiDi). */
function launch() {
  return kFirefox ? firefox.launch({ channel: 'moz-firefox', executablePath: '/usr/bin/firefox-esr' })
    : chromium.launch({ executablePath: '/usr/bin/chromium', args: kFlags });
}

/** Logs a page in by the printed link, and waits for the end of it: who leads elsewhere before is led back. */
export async function enter(page, server) {
  await page.goto(server.url);
  await page.waitForURL(server.at('ui/')); // the way in leads over a page of its own
}

/** A server, a browser and a logged-in page; `options`: those of a browser context, and `args`. */
export async function open({ args = [], ...options } = {}) {
  const server = await Server.start(args);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1360, height: 850 }, locale: 'en-US', ...options });
  context.setDefaultTimeout(kPatience);
  const complaints = [];
  const newPage = async (path = '') => {
    const page = await context.newPage();
    const note = (words) => { if (!isExpected(words)) complaints.push(words); };
    page.on('pageerror', (error) => note(`${error.message}\n${error.stack}`));
    page.on('console', (message) => { if (message.type() === 'error') note(message.text()); });
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(server.base).host)
        complaints.push(`outside request: ${request.url()}`);
    });
    await enter(page, server);
    if (path) await page.goto(server.at(path));
    return page;
  };
  const close = async () => {
    await browser.close();
    await server.stop();
    assert.deepEqual(complaints, []);
  };
  return { server, browser, context, newPage, close, page: await newPage() };
}

const kEnds = '.transcript-items > li.end';
const endsBefore = new WeakMap(); // the newest end that a page shows when somebody says something

/** Writes a message as a person does, line by line, and sends it. */
export async function say(page, text) {
  endsBefore.set(page, await page.$$eval(kEnds, (all) => all.at(-1)?.dataset.key));
  const [first, ...more] = text.split('\n');
  await page.fill('.composer textarea', first);
  for (const line of more) {
    await page.press('.composer textarea', 'Shift+Enter');
    await page.keyboard.insertText(line);
  }
  await page.press('.composer textarea', 'Enter');
}

/** Waits for the end of what was said last. */
export async function ended(page, word = 'Done') {
  await page.waitForFunction(([wanted, before]) => {
    const last = document.querySelector('.transcript-items > li:last-child.end');
    return last && last.dataset.key !== before && last.querySelector('strong').textContent === wanted;
  }, [word, endsBefore.get(page)], { timeout: 120_000 });
}

/** Keeps what the page looks like, in the build folder. */
export async function keep(page, name) {
  const folder = kFirefox ? 'screenshots/firefox' : 'screenshots';
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

export const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));

/** Waits until these texts are there, in this order; then says what differs if they are not. */
export async function sameTexts(page, selector, expected) {
  await page.waitForFunction(([wanted, of]) => JSON.stringify(
    [...document.querySelectorAll(of)].map((one) => one.textContent.trim())) === JSON.stringify(wanted),
  [expected, selector]).catch(() => {}); // the comparison tells it better
  assert.deepEqual(await texts(page, selector), expected);
}
