// Pictures, files and the panel of the desktop.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, Stream, kToken } from './client.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

const headers = { authorization: `Bearer ${kToken}` };
const at = (path) => `http://127.0.0.1:${server.port}/api/v2${path}`;

async function upload(id, files) {
  const form = new FormData();
  form.append('note', 'a field that is no file');
  for (const [name, bytes] of files) form.append('file', new Blob([bytes], { type: 'text/plain' }), name);
  const answer = await fetch(at(`/conversations/${id}/workspace/upload`), { method: 'POST', body: form, headers });
  return { status: answer.status, json: await answer.json() };
}

test('a screenshot is a file of its message, for whoever has the cookie', async () => {
  assert.equal((await server.ask('GET', '/computer/screenshot')).status, 503);
  assert.equal((await server.good('GET', '/computer/status')).screenshot_available, false);
  const made = await server.good('PUT', '/conversations/seen', { messages: [{ role: 'user', content: 'screenshot' }] });
  const stream = await Stream.open(server, 'seen', made.session_id);
  await server.good('POST', '/conversations/seen/step', { session_id: made.session_id });
  const pending = await stream.until('tool_pending');
  const { tool, args } = pending.tooluse;
  assert.deepEqual([pending.auto_confirm, tool, args], [true, 'computer', ['screenshot']]);
  await stream.until('tool_complete');
  const [path] = stream.log.find((message) => message.files).files;
  const cookie = (await server.ask('POST', '/auth/cookie')).headers.get('set-cookie').split(';')[0];
  const picture = await fetch(at(`/conversations/seen/files/${path}`), { headers: { cookie } });
  assert.equal(picture.status, 200);
  assert.equal(picture.headers.get('content-type'), 'image/png');
  assert.equal(picture.headers.get('cross-origin-resource-policy'), 'same-site');
  assert.ok((await picture.arrayBuffer()).byteLength > 1000);
  for (const other of ['screenshots/999.png', 'screenshots/1.png', 'none.txt'])
    assert.equal((await server.ask('GET', `/conversations/seen/files/${other}`)).status, 404, other);
  const panel = await fetch(at('/computer/screenshot?quality=75'), { headers });
  assert.deepEqual([panel.status, panel.headers.get('content-type'), panel.headers.get('cache-control')],
    [200, 'image/jpeg', 'no-store']);
  assert.equal((await server.good('GET', '/computer/status')).screenshot_available, true);
  assert.equal((await server.ask('GET', '/computer/screenshot?quality=0')).status, 400);
  stream.close();
});

test('files that are brought lie in the home, under names of their own', async () => {
  await server.good('PUT', '/conversations/brought', {});
  const first = await upload('brought', [['a.txt', 'one'], ['a.txt', 'two\r\n--x']]);
  assert.equal(first.status, 200, JSON.stringify(first.json));
  assert.deepEqual(first.json.files.map((file) => [file.name, file.path, file.size, file.mime_type]),
    [['a.txt', 'attachments/a.txt', 3, 'text/plain'], ['a-1.txt', 'attachments/a-1.txt', 8, 'text/plain']]);
  const back = await fetch(at('/conversations/brought/files/attachments/a-1.txt'), { headers });
  assert.equal(await back.text(), 'two\r\n--x');
  const odd = await upload('brought', [['../../x.txt', 'x']]);
  assert.equal(odd.json.files[0].path, 'attachments/x.txt');
  assert.equal((await upload('brought', [['..', 'x']])).status, 400);
  assert.equal((await upload('brought', [])).status, 400);
  assert.equal((await upload('none', [['a', 'x']])).status, 404);
  const path = '/conversations/brought/workspace/upload';
  const form = { ...headers, 'content-type': 'multipart/form-data' };
  assert.equal((await server.ask('POST', path, 'x', form)).status, 400);
  assert.equal((await server.ask('POST', path, 'x')).status, 400);
});
