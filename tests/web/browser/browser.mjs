// Chromium, and what the tests do with it.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { Server } from './server.mjs';

const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const kPatience = 20_000; // milliseconds for any one thing to happen
// A desktop that is off, or not to be had live, is no mistake of the page.
const kExpected = /Failed to load resource|WebSocket connection to|on-error event|Failed when connecting/;

/** A server, a browser and a logged-in page; `options`: those of a browser context, and `args`. */
export async function open({ args = [], ...options } = {}) {
  const server = await Server.start(args);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: kFlags });
  const context = await browser.newContext({ viewport: { width: 1360, height: 850 }, ...options });
  context.setDefaultTimeout(kPatience);
  const complaints = [];
  const newPage = async (path = '') => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.stack));
    page.on('console', (message) => {
      if (message.type() === 'error' && !kExpected.test(message.text())) complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(server.base).host) complaints.push(`outside request: ${request.url()}`);
    });
    await page.goto(server.url);
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

/** Writes a message and sends it. */
export async function say(page, text) {
  await page.fill('.composer textarea', text);
  await page.press('.composer textarea', 'Enter');
}

/** Waits for the end of the newest run. */
export async function ended(page, word = 'Done') {
  await page.waitForFunction((wanted) => document.querySelector('.transcript-items > li:last-child.end strong')?.textContent === wanted,
    word, { timeout: 60_000 });
}

/** Keeps what the page looks like, in the build folder. */
export async function keep(page, name) {
  await mkdir('screenshots', { recursive: true });
  await page.screenshot({ path: `screenshots/${name}.png` });
}

export const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));
