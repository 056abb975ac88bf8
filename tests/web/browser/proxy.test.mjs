// Behind a reverse proxy that puts the server below a path of its own.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { ended, open, say, texts } from './browser.mjs';
import { kToken } from './server.mjs';

const kPrefix = '/desk/pilot';

/** A proxy as nginx is with "location /desk/pilot/ { proxy_pass http://server/; }". */
function startProxy(base) {
  const { hostname, port } = new URL(base);
  const proxy = createServer((ask, answer) => {
    if (!ask.url.startsWith(kPrefix + '/')) {
      answer.writeHead(404).end('outside');
      return;
    }
    const headers = { ...ask.headers, host: `${hostname}:${port}` };
    if (headers.origin) headers.origin = base.replace(/\/$/, '');
    ask.pipe(request({ hostname, port, method: ask.method, path: ask.url.slice(kPrefix.length), headers }, (reply) => {
      answer.writeHead(reply.statusCode, reply.rawHeaders);
      reply.pipe(answer);
    }).on('error', () => answer.destroy()));
  });
  proxy.on('upgrade', (ask, socket) => {
    const server = connect(Number(port), hostname);
    const headers = { ...ask.headers, host: `${hostname}:${port}`, origin: base.replace(/\/$/, '') };
    server.write(`GET ${ask.url.slice(kPrefix.length)} HTTP/1.1\r\n` +
      Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('') + '\r\n');
    server.pipe(socket).pipe(server);
    server.on('error', () => socket.destroy());
    socket.on('error', () => server.destroy());
  });
  const sockets = new Set();
  proxy.on('connection', (socket) => { sockets.add(socket); socket.once('close', () => sockets.delete(socket)); });
  proxy.lose = () => { // nobody comes through any more, and nobody stays
    proxy.close();
    sockets.forEach((socket) => socket.destroy());
  };
  return new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(proxy)));
}

let web;
let proxy;
let outside;
before(async () => {
  web = await open();
  proxy = await startProxy(web.server.base);
  outside = `http://127.0.0.1:${proxy.address().port}${kPrefix}/`;
});
after(async () => {
  await web.close();
  proxy.lose();
});

test('from the login to a done task, all of it stays below the path', async () => {
  const context = await web.browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  const strays = [];
  page.on('request',
    (asked) => { if (!asked.url().startsWith(outside) && asked.url().startsWith('http')) strays.push(asked.url()); });
  await page.goto(outside);
  await page.waitForSelector('#token');
  await page.fill('#token', kToken);
  await page.click('button');
  await page.waitForSelector('.welcome');
  assert.equal(page.url(), `${outside}ui/`);
  await say(page, 'screenshot\nsay It is **there**.');
  await ended(page);
  await page.waitForSelector('.call-thumb img');
  await page.waitForSelector('.said strong');
  await page.waitForSelector('.entry-picture img');
  await page.goto(`${outside}vnc.html`);
  await page.waitForSelector('.screen-picture:visible, .stage.live');
  await page.goto(`${outside}docs`);
  await page.waitForSelector('.opblock');
  await page.goto(`${outside}chat`);
  await page.click('[aria-label="Log out"]');
  await page.waitForSelector('#token');
  assert.deepEqual(strays, []);
  await context.close();
});

test('a network that is lost in the middle of a run loses and doubles nothing', async () => {
  const context = await web.browser.newContext();
  const page = await context.newPage();
  await page.goto(outside);
  await page.fill('#token', kToken);
  await page.click('button');
  await page.waitForSelector('.welcome');
  await say(page, 'run echo one; sleep 1\nrun echo two\nwait 1\nrun echo three');
  await page.waitForSelector('.call[data-state="running"]');
  const { port } = proxy.address();
  proxy.lose();
  await page.waitForSelector('.banner:visible');
  await new Promise((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  await page.waitForSelector('.banner', { state: 'hidden' });
  await ended(page);
  const items = () => texts(page, '.transcript-items > li:not(.thinking)');
  const seen = await items();
  assert.equal(seen.filter((words) => words.includes('Run echo')).length, 3);
  await page.reload();
  await ended(page);
  assert.deepEqual(await items(), seen);
  await context.close();
});
