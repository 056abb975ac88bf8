// The official clients, old and new, on the real server with real desktops: over HTTP and stdio.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import * as recent from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  ElicitRequestSchema, ResourceListChangedNotificationSchema, ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';

const token = '0123456789abcdef0123';
const folder = mkdtempSync(join(tmpdir(), 'pilothouse-mcp-'));
const environment = { ...process.env, PILOTHOUSE_TOKEN: token };
delete environment.ANTHROPIC_API_KEY;

const store = (name) => ['--data-dir', join(folder, name), '--database-url', `sqlite:///${folder}/${name}.sqlite3`];

let server;
let origin;

before(async () => {
  server = spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', '0', ...store('http')],
    { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  ({ origin } = new URL(line.split(': ')[1]));
});

after(async () => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

const endpoint = () => new URL('/mcp', origin);
const headers = (shown = token) => ({ requestInit: { headers: { authorization: `Bearer ${shown}` } } });

async function oldClient(answer) {
  const client = new OldClient({ name: 'old', version: '1' }, { capabilities: answer ? { elicitation: {} } : {} });
  if (answer) client.setRequestHandler(ElicitRequestSchema, answer);
  await client.connect(new OldTransport(endpoint(), headers()));
  return { call: (name, args, options) => client.callTool({ name, arguments: args }, undefined, options), client };
}

async function newClient(mode, transport = new recent.StreamableHTTPClientTransport(endpoint(), headers())) {
  const client = new recent.Client({ name: 'new', version: '2' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return { call: (name, args, options) => client.callTool({ name, arguments: args }, options), client };
}

const words = (result) => result.content.filter(({ type }) => type === 'text').map(({ text }) => text).join('\n');
const sessionIn = (result) => /session_id: (\S+)/.exec(words(result))[1];

// Where the X server says the pointer is.
const pointer = `python3 -c '
import ctypes as c
x = c.CDLL("libX11.so.6")
x.XOpenDisplay.restype = c.c_void_p
x.XDefaultRootWindow.restype = c.c_ulong
display = c.c_void_p(x.XOpenDisplay(None))
found = [c.c_ulong(), c.c_ulong()] + [c.c_int() for _ in range(4)] + [c.c_uint()]
x.XQueryPointer(display, c.c_ulong(x.XDefaultRootWindow(display)), *map(c.byref, found))
print("pointer", found[2].value, found[3].value)'`;

const eras = [
  ['the old client', () => oldClient()],
  ['the new client in the old era', () => newClient('legacy')],
  ['the new client in the new era', () => newClient('auto')],
];

for (const [name, connect] of eras) {
  test(`${name} gives the agent a task and hears of its progress`, async () => {
    const { call, client } = await connect();
    const heard = [];
    const { tools } = await client.listTools();
    assert.ok(tools.length > 15);
    const onprogress = ({ message }) => heard.push(message);
    const result = await call('run_task', { task: 'run echo hello\nsay fine' }, { onprogress });
    assert.equal(result.structuredContent.status, 'completed');
    assert.match(result.structuredContent.last_words, /hello/);
    assert.ok(heard.some((line) => line.includes('echo hello')));
    await client.close();
  });

  test(`${name} operates a desktop and clicks exactly where it says`, async () => {
    const { call, client } = await connect();
    const opened = await call('open_desktop', { width: 1000, height: 700, purpose: 'Click exactly' });
    const session_id = sessionIn(opened);
    const picture = opened.content.find(({ type }) => type === 'image');
    const png = Buffer.from(picture.data, 'base64');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1000, 700]);
    assert.match(words(opened), /Picture 1000x700 = the whole screen/);
    for (const [x, y] of [[0, 0], [501, 333], [999, 699]]) {
      await call('click', { session_id, x, y, kind: 'move', look: false });
      const told = words(await call('run_command', { session_id, command: pointer }));
      assert.match(told, new RegExp(`pointer ${x} ${y}$`, 'm'));
    }
    for (const [x, y] of [[0, 0], [200, 133], [399, 279]]) { // each pixel is 2.5 of the screen
      const moved = await call('click', { session_id, x, y, kind: 'move', picture_width: 400 });
      const shown = Buffer.from(moved.content.find(({ type }) => type === 'image').data, 'base64');
      assert.deepEqual([shown.readUInt32BE(16), shown.readUInt32BE(20)], [400, 280]);
      const told = words(await call('run_command', { session_id, command: pointer }));
      const [, atX, atY] = /pointer (\d+) (\d+)$/m.exec(told);
      assert.deepEqual([Math.floor(atX / 2.5), Math.floor(atY / 2.5)], [x, y]);
    }
    const beyond = await call('click', { session_id, x: 1000, y: 10 });
    assert.ok(beyond.isError);
    await call('write_file', { session_id, path: '/home/agent/note.txt', text: 'hello' });
    const closed = await call('close_desktop', { session_id });
    assert.ok(!closed.isError, words(closed));
    await client.close();
  });
}

const whenHeard = async (heard, ...wanted) => {
  for (let tries = 0; !wanted.every((each) => heard.includes(each)); tries += 1) {
    assert.ok(tries < 100, heard.join());
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
};

test('the old client hears what changes on its own stream', async () => {
  const { call, client } = await oldClient();
  const heard = [];
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => heard.push(params.uri));
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => heard.push('list'));
  await client.subscribeResource({ uri: 'pilothouse://sessions' });
  await call('run_task', { task: 'say hello' });
  await whenHeard(heard, 'list', 'pilothouse://sessions');
  await client.close();
});

test('the new client hears what changes on the stream of its request', async () => {
  const { call, client } = await newClient('auto');
  const heard = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => heard.push(params.uri));
  client.setNotificationHandler('notifications/resources/list_changed', () => heard.push('list'));
  const listening = await client.listen(
    { resourcesListChanged: true, resourceSubscriptions: ['pilothouse://sessions'] });
  await call('run_task', { task: 'say hello' });
  await whenHeard(heard, 'list', 'pilothouse://sessions');
  await listening.close();
  await client.close();
});

test('the old client asks its user what the agent asks', async () => {
  const asked = [];
  const { call, client } = await oldClient(async ({ params }) => {
    asked.push(params.message);
    return { action: 'accept', content: { decision: 'allow' } };
  });
  const result = await call('run_task', { task: 'run echo hello', approval: 'all' });
  assert.equal(result.structuredContent.status, 'completed');
  assert.match(asked.join(), /echo hello/);
  await client.close();
});

test('a call that is given up ends what it began', async () => {
  const { call, client } = await newClient('legacy');
  const giveUp = new AbortController();
  const options = { signal: giveUp.signal, onprogress: () => giveUp.abort() };
  const running = call('run_task', { task: 'wait 300' }, options);
  await assert.rejects(running);
  for (let tries = 0; ; tries += 1) {
    const { sessions } = (await call('list_sessions', { limit: 1 })).structuredContent;
    if (sessions[0].status === 'interrupted') break;
    assert.ok(tries < 100, sessions[0].status);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  await client.close();
});

test('nobody gets in without the token, or from a foreign page', async () => {
  const post = (fields) => fetch(endpoint(), {
    method: 'POST',
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    headers: { 'content-type': 'application/json', ...fields },
  });
  const bare = await post({});
  assert.equal(bare.status, 401);
  assert.match(bare.headers.get('www-authenticate'), /^Bearer/);
  assert.equal((await post({ authorization: `Bearer ${token}x` })).status, 401);
  assert.equal((await post({ authorization: `Bearer ${token}`, origin: 'https://evil.example' })).status, 403);
  assert.equal((await post({ authorization: `Bearer ${token}` })).status, 200);
});

for (const [sets, wanted] of [['computer', ['open_desktop']], ['agent', ['run_task']],
  ['computer,agent', ['open_desktop', 'run_task']], ['off', []]]) {
  test(`what is offered is what the server's operator says: ${sets}`, async () => {
    const own = spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', '0', '--mcp', sets, ...store(`mcp-${sets}`)],
      { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = await once(createInterface({ input: own.stdout }), 'line');
      const answer = await fetch(new URL('/mcp', line.split(': ')[1]), {
        method: 'POST',
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      });
      assert.equal(answer.status, sets === 'off' ? 404 : 200);
      const names = sets === 'off' ? [] : (await answer.json()).result.tools.map(({ name }) => name);
      assert.deepEqual(names.filter((name) => ['open_desktop', 'run_task'].includes(name)), wanted);
    } finally {
      own.kill('SIGTERM');
      await once(own, 'exit');
    }
  });
}

const program = (...args) => new StdioClientTransport({
  command: process.env.PILOTHOUSE_BINARY, args: ['mcp', ...args], env: environment, cwd: folder, stderr: 'ignore',
});

for (const mode of ['legacy', 'auto']) {
  test(`a program speaks to one of its own on stdio (${mode})`, async () => {
    const data = join(folder, `stdio-${mode}`);
    const { call, client } = await newClient(mode, program('--data-dir', data));
    const result = await call('run_task', { task: 'say hello' });
    assert.equal(result.structuredContent.status, 'completed');
    assert.match(result.structuredContent.watch_url, /^http:\/\/127\.0\.0\.1:\d+\/ui\/#/);
    await client.close();
    assert.ok(existsSync(join(data, 'db.sqlite3')));
    assert.ok(!existsSync(join(folder, 'db.sqlite3')), 'nothing is left where the client was started');
  });

  test(`and to a server that runs (${mode})`, async () => {
    const { call, client } = await newClient(mode, program('--connect', origin));
    const { sessions } = (await call('list_sessions', {})).structuredContent;
    assert.ok(sessions.length > 0);
    await client.close();
  });
}
