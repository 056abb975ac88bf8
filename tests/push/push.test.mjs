// The real server calls a browser through a push service, which other programs play: what it sends is decrypted by
// http_ece, and named as web-push names it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { stat, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ece from 'http_ece';
import webPush from 'web-push';

const kToken = 'token-of-the-push-tests';
const answers = [];
const arrived = [];
let folder;
let child;
let base;
let service;
let said = '';

/** What a browser keeps of its subscription, and what it tells. */
function newBrowser(path) {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  return { keys, auth, subscription: { endpoint: `http://127.0.0.1:${service.address().port}${path}`,
    keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') } } };
}

async function start() {
  child = spawn(process.env.PILOTHOUSE_BINARY,
    ['serve', '--port', '0', '--token', kToken, '--approval', 'all', '--webhook-allow', '127.0.0.1'],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: `sqlite:///${join(folder, 'db.sqlite3')}` } });
  said = '';
  base = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const ready = /is ready: (http:\/\/[^/]+)/.exec(said);
      if (ready) resolve(ready[1]);
    });
    child.stderr.on('data', (bytes) => { said += bytes; });
    child.on('exit', () => reject(new Error(said)));
  });
}

async function end(signal = 'SIGTERM') {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilothouse-push-'));
  service = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const status = answers.shift() ?? 201;
    response.writeHead(status).end();
    arrived.push({ path: request.url, headers: request.headers, body: Buffer.concat(parts), status });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  await start();
});

after(async () => {
  await end();
  service.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const own = async (method, path, body) => {
  const answer = await fetch(`${base}${path}`, { method, body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
  return { status: answer.status, json: await answer.json() };
};
const newSession = async () => (await own('POST', '/sessions', { title: 'Tidy up' })).json.id;

async function until(holds, what) {
  for (let left = 600; left > 0; --left) {
    const found = await holds();
    if (found) return found;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`${what}\n${said}`);
}
const arrival = (count) => until(() => arrived.length >= count && arrived[count - 1], `push ${count}`);

const opened = (browser, { body }) => JSON.parse(ece.decrypt(body, { version: 'aes128gcm', privateKey: browser.keys,
  authSecret: browser.auth.toString('base64url') }));

/** RFC 8292: whose key signed, for whom, and until when. */
function assertVapid(message, key) {
  const [, token, named] = /^vapid t=([^,]+), k=(.+)$/.exec(message.headers.authorization);
  assert.equal(named, key);
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const [head, claims, signature] = token.split('.');
  assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url')));
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url'));
  assert.equal(aud, `http://127.0.0.1:${service.address().port}`);
  assert.ok(exp > Date.now() / 1000 + 3600 && exp < Date.now() / 1000 + 24 * 3600);
  assert.match(sub, /^(mailto|https):/);
}

test('a question and an end reach a browser, sealed for it alone', async () => {
  const browser = newBrowser('/v2/tk_secret');
  const { key } = (await own('GET', '/push')).json;
  assert.equal((await own('POST', '/push', { ...browser.subscription, label: 'Firefox' })).status, 201);
  const session = await newSession();
  await own('POST', `/sessions/${session}/messages`, { message: 'run echo 1' });
  const asks = await arrival(1);
  assert.equal(asks.path, '/v2/tk_secret');
  assertVapid(asks, key);
  const question = opened(browser, asks);
  assert.equal(question.kind, 'ask');
  assert.equal(question.session, session);
  assert.equal(question.title, 'Tidy up');
  assert.match(question.text, /echo 1/);
  assert.deepEqual(Object.keys(question).sort(), ['kind', 'seq', 'session', 'text', 'title']);
  assert.ok(!asks.body.includes('echo'));

  const usual = webPush.generateRequestDetails({ ...browser.subscription, endpoint: 'https://push.example/x' }, 'text',
    { TTL: 86400, urgency: 'high', vapidDetails: { subject: 'mailto:a@b.example', ...webPush.generateVAPIDKeys() } });
  for (const [name, value] of Object.entries(usual.headers)) {
    if (name === 'Authorization')
      assert.match(asks.headers.authorization, /^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/);
    else if (name !== 'Content-Length') assert.equal(asks.headers[name.toLowerCase()], String(value), name);
  }

  const pending = (await own('GET', `/sessions/${session}/events?format=json`)).json;
  const call = (pending.events ?? pending).find((event) => event.type === 'approval_request')?.content.tool_use_id;
  assert.equal((await own('POST', `/sessions/${session}/approvals/${call}`, { decision: 'allow' })).status, 200);
  assert.equal(opened(browser, await arrival(2)).kind, 'completed');
  assert.ok(!said.includes('tk_secret'));
});

test('the key stays the same over restarts, and lies there for the server\'s user alone', async () => {
  const { key } = (await own('GET', '/push')).json;
  await end('SIGKILL');
  await start();
  assert.equal((await own('GET', '/push')).json.key, key);
  assert.equal((await stat(join(folder, 'data', 'push-key'))).mode & 0o777, 0o600);
});

test('what a kill kept from a browser comes after the restart, and a browser that is gone is forgotten', async () => {
  const had = arrived.length;
  answers.push(503, 410);
  const session = await newSession();
  await own('POST', `/sessions/${session}/messages`, { message: 'say hello' });
  await arrival(had + 1);
  await end('SIGKILL');
  await start();
  assert.equal((await arrival(had + 2)).status, 410);
  await until(async () => (await own('GET', '/push')).json.browsers.length === 0, 'forgotten');
  const audit = JSON.stringify((await own('GET', '/audit')).json);
  assert.match(audit, /push_unsubscribed/);
  assert.ok(!audit.includes('tk_secret'));
});

test('who has no token may neither look nor be called', async () => {
  for (const method of ['GET', 'POST'])
    assert.equal((await fetch(`${base}/push`, { method, headers: { 'content-type': 'application/json' },
      body: method === 'POST' ? JSON.stringify(newBrowser('/x').subscription) : undefined })).status, 401);
});

test('addresses inside are refused unless the server names them', async () => {
  const { subscription } = newBrowser('/x');
  for (const endpoint of ['https://10.0.0.1/x', 'https://localhost/x', 'http://push.example/x', 'https://[::1]/x'])
    assert.equal((await own('POST', '/push', { ...subscription, endpoint })).status, 422, endpoint);
});
