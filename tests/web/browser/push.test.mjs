// Calls while no page is open: the settings of it, and what the worker shows. Chromium has no push service here, so
// the subscription is made up; everything behind it is real.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { keep, open, texts } from './browser.mjs';
import { kToken } from './server.mjs';

const arrived = [];
let service;
let web;

before(async () => {
  service = createServer((request, response) => {
    arrived.push(request.url);
    request.resume().on('end', () => response.writeHead(201).end());
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  web = await open({ args: ['--approval', 'all', '--webhook-allow', '127.0.0.1'] });
});
after(async () => {
  await web.close();
  service.close();
});

const endpoint = () => `http://127.0.0.1:${service.address().port}/browser`;

/** A browser with a push service, which is allowed to call. */
async function pushable(page) {
  await page.context().grantPermissions(['notifications'], { origin: new URL(web.server.at('')).origin });
  await page.addInitScript((address) => {
    const made = (key) => ({ options: { applicationServerKey: Uint8Array.from(key).buffer },
      async unsubscribe() { localStorage.removeItem('made-up'); },
      toJSON: () => ({ endpoint: address, keys: { auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4' } }) });
    globalThis.PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      localStorage.setItem('made-up', JSON.stringify([...applicationServerKey]));
      return made(applicationServerKey);
    };
    globalThis.PushManager.prototype.getSubscription = async () => {
      const key = localStorage.getItem('made-up');
      return key && made(JSON.parse(key));
    };
  }, endpoint());
  await page.reload();
}

async function ask(path, body) {
  const answer = await fetch(web.server.at(path), { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${kToken}` } });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
}

async function until(holds) {
  for (let left = 300; left > 0; --left) {
    if (await holds()) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error('in vain');
}

const kBox = '.push-part input[type="checkbox"]';
async function showSettings(page) {
  await page.keyboard.press('Control+,');
  await page.waitForSelector(`${kBox}:enabled`);
}

test('the settings have this browser called, list it, and call it no more', async () => {
  const page = await web.newPage();
  await pushable(page);
  await showSettings(page);
  await page.check(kBox);
  await page.waitForSelector('.pushed li');
  assert.match((await texts(page, '.pushed li > span'))[0], / · Linux \(this one\)/);
  await keep(page, 'push-settings');
  assert.deepEqual((await ask('push')).browsers[0].events, ['ask', 'completed', 'failed', 'interrupted', 'budget']);
  await page.uncheck('label:has-text("A task has failed") input');
  await until(async () => (await ask('push')).browsers[0].events.length === 4);
  const session = await ask('sessions', { title: 'Invoices' });
  await ask(`sessions/${session.id}/messages`, { message: 'run echo hello' });
  await until(() => arrived.length > 0);
  assert.deepEqual(arrived, ['/browser']);
  await page.reload();
  await showSettings(page);
  await page.waitForSelector('.pushed li:has-text("this one")');
  await page.click('.pushed li button');
  await page.waitForSelector('.pushed', { state: 'hidden' });
  assert.ok(!await page.isChecked(kBox));
  assert.deepEqual((await ask('push')).browsers, []);
  await page.close();
});

/** The worker gets what a push service would bring; what it shows then, while no page of ours is open. */
async function shownFor(page, message) {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => { if (first) resolve(first); });
  });
  await cdp.send('ServiceWorker.enable');
  const { registrationId } = await registered;
  await page.goto('about:blank');
  await cdp.send('ServiceWorker.deliverPushMessage', { origin: new URL(web.server.at('')).origin, registrationId,
    data: JSON.stringify(message) });
  await page.waitForTimeout(500);
  await page.goto(web.server.at('ui/'));
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
  });
}

test('the worker shows a question while no page is open, and leads to its session', async () => {
  const page = await web.newPage();
  await pushable(page);
  await showSettings(page);
  await page.check(kBox);
  await page.waitForSelector('.pushed li');
  const session = await ask('sessions', { title: 'Letters' });
  const others = page.context().pages().filter((each) => each !== page);
  for (const other of others) await other.close(); // who looks is not called
  const shown = await shownFor(page,
    { kind: 'ask', session: session.id, seq: 3, title: 'Letters', text: 'run ls' });
  assert.deepEqual(shown, [{ title: 'The agent asks · Pilothouse', body: 'Letters\nMay it do this? run ls',
    tag: `pilothouse-${session.id}`, data: { session: session.id } }]);
  const [worker] = page.context().serviceWorkers();
  const opened = await worker.evaluate(async () => {
    const [notification] = await globalThis.registration.getNotifications();
    const told = [];
    globalThis.Clients.prototype.openWindow = async (url) => told.push(url); // only a real click may
    globalThis.WindowClient.prototype.focus = async function focus() { return this; };
    globalThis.WindowClient.prototype.postMessage = (data) => told.push(data);
    const event = new globalThis.NotificationEvent('notificationclick', { notification });
    const waits = [];
    event.waitUntil = (work) => waits.push(work);
    globalThis.dispatchEvent(event);
    await Promise.all(waits);
    return told;
  });
  assert.deepEqual(opened, [{ session: session.id }]);
});
