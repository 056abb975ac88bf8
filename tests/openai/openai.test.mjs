// OpenAI's own client on the real server with the demo model.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';

const kToken = 'token-of-the-openai-tests';
let folder;
let child;
let base;
let client;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilothouse-openai-'));
  child = spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', '0', '--token', kToken], { cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: `sqlite:///${join(folder, 'db.sqlite3')}` } });
  let said = '';
  base = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const ready = /is ready: (http:\/\/[^/]+)/.exec(said);
      if (ready) resolve(ready[1]);
    });
    child.stderr.on('data', (bytes) => { said += bytes; });
    child.on('exit', () => reject(new Error(said)));
  });
  client = new OpenAI({ apiKey: kToken, baseURL: `${base}/v1`, maxRetries: 1 });
});

after(async () => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const user = (content) => ({ role: 'user', content });
const ask = (more) => ({ model: 'pilothouse', ...more });
const own = (method, path, body) => fetch(`${base}${path}`, { method, body: body && JSON.stringify(body),
  headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
const sessions = async () => (await own('GET', '/sessions/')).json();

test('the models are listed, and one that is not there is not', async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.ok(ids.includes('pilothouse') && ids.length > 1);
  assert.equal((await client.models.retrieve(ids[1])).id, ids[1]);
  await assert.rejects(client.chat.completions.create({ model: 'none', messages: [user('x')] }),
    (error) => error instanceof OpenAI.NotFoundError && /does not exist/.test(error.message));
});

test('a wrong key and a wrong request are what the client takes them for', async () => {
  const stranger = new OpenAI({ apiKey: 'wrong', baseURL: `${base}/v1`, maxRetries: 0 });
  await assert.rejects(stranger.models.list(), (error) => error instanceof OpenAI.AuthenticationError &&
    /token/.test(error.message));
  const elsewhere = { type: 'image_url', image_url: { url: 'http://x/y.png' } };
  const bad = [{ messages: [] }, { messages: [user('')] }, { messages: [{ role: 'assistant', content: 'x' }] },
    { messages: [user('x')], n: 2 }, { messages: [user([elsewhere])] }];
  for (const each of bad)
    await assert.rejects(client.chat.completions.create(ask(each)), OpenAI.BadRequestError, JSON.stringify(each));
  assert.equal((await sessions()).length, 0);
});

test('a whole answer tells steps as lines and pictures as links', async () => {
  const answer = await client.chat.completions.create(ask({ messages: [user('screenshot')] }));
  const [choice] = answer.choices;
  assert.equal(answer.object, 'chat.completion');
  assert.deepEqual([choice.message.role, choice.finish_reason], ['assistant', 'stop']);
  assert.ok(answer.usage.total_tokens === answer.usage.prompt_tokens + answer.usage.completion_tokens);
  const picture = /▸ [^\n]+ \[picture\]\((http[^)]+)\)/.exec(choice.message.content)[1];
  const shown = await fetch(picture);
  assert.deepEqual([shown.status, shown.headers.get('content-type')], [200, 'image/png']);
  assert.notEqual((await fetch(picture, { redirect: 'manual' })).status, 200);
});

test('a streamed answer says the same in pieces, and a chat goes on in its session', async () => {
  const messages = [{ role: 'system', content: 'Be short.' }, user('say one')];
  const stream = client.chat.completions.stream(ask({ messages, stream_options: { include_usage: true } }));
  const first = await stream.finalChatCompletion();
  assert.equal(first.choices[0].finish_reason, 'stop');
  assert.ok(first.usage.total_tokens > 0);
  assert.match(first.choices[0].message.content, /one/);
  const count = (await sessions()).length;
  const more = [...messages, first.choices[0].message, user('say two')];
  const second = await client.chat.completions.create(ask({ messages: more }));
  assert.match(second.choices[0].message.content, /two/);
  assert.equal((await sessions()).length, count);
});

test('a client keeps a conversation by a name or by the session', async () => {
  const { data, response } = await client.chat.completions.create(ask({ messages: [user('say a')], user: 'me' }))
    .withResponse();
  assert.ok(data.id);
  const session = response.headers.get('x-pilothouse-session');
  const again = await client.chat.completions.create(ask({ messages: [user('say b')], user: 'me' })).withResponse();
  assert.equal(again.response.headers.get('x-pilothouse-session'), session);
  const headers = { 'X-Pilothouse-Session': session };
  const third = await client.chat.completions.create(ask({ messages: [user('say c')] }), { headers }).withResponse();
  assert.equal(third.response.headers.get('x-pilothouse-session'), session);
  await assert.rejects(client.chat.completions.create(ask({ messages: [user('say c')] }),
    { headers: { 'X-Pilothouse-Session': 'none' } }), OpenAI.NotFoundError);
});

test('a question shows where to answer, and waits', async () => {
  const stream = await client.chat.completions.create(ask({ messages: [user('run echo asked')], stream: true,
    user: 'asked' }));
  let text = '';
  let session;
  for await (const chunk of stream) {
    text += chunk.choices[0].delta.content ?? '';
    const link = /❓ .* Answer at (http\S+\/ui\/#(\S+))/.exec(text);
    if (!link || session) continue;
    session = link[2];
    await assert.rejects(client.chat.completions.create(ask({ messages: [user('say x')], user: 'asked' })),
      OpenAI.ConflictError);
    const [question] = (await own('GET', `/sessions/${session}/events?format=json`).then((answer) => answer.json()))
      .events.filter((event) => event.type === 'approval_request');
    await own('POST', `/sessions/${session}/approvals/${question.content.tool_use_id}`, { decision: 'allow' });
  }
  assert.ok(session, text);
  assert.match(text, /▸ /);
});

test('a client that leaves stops the run', async () => {
  const stream = await client.chat.completions.create(ask({ messages: [user('run sleep 60')], stream: true,
    user: 'leaving' }));
  let session;
  let text = '';
  for await (const chunk of stream) {
    text += chunk.choices[0].delta.content ?? '';
    session = /#(\S+)/.exec(text)?.[1];
    if (session) break;
  }
  for (let tries = 0; ; ++tries) {
    const { status } = await (await own('GET', `/sessions/${session}`)).json();
    if (status === 'interrupted') break;
    assert.ok(tries < 50, status);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
});
