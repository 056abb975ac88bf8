// OpenAI's own client on the real server with the demo model.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { Described } from './document.mjs';

const described = new Described('openai.json');
const fetchHeld = async (url, options = {}) => {
  const answer = await fetch(url, options);
  described.hold((options.method ?? 'GET').toUpperCase(), url, answer.status);
  return answer;
};
const kToken = 'token-of-the-openai-tests';
let server;
let base;
let client;

/** A server of its own; `end()` ends it and removes what it wrote. */
async function begin(...options) {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-openai-'));
  const child = spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', '0', '--token', kToken, ...options],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: `sqlite:///${join(folder, 'db.sqlite3')}` } });
  let said = '';
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const ready = /is ready: (http:\/\/[^/]+)/.exec(said);
      if (ready) resolve(ready[1]);
    });
    child.stderr.on('data', (bytes) => { said += bytes; });
    child.on('exit', () => reject(new Error(said)));
  });
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { address, end };
}
const clientOf = (address) => new OpenAI({ apiKey: kToken, baseURL: `${address}/v1`, maxRetries: 1,
  fetch: fetchHeld });

before(async () => {
  server = await begin();
  base = server.address;
  client = clientOf(base);
});

after(() => server.end());

const user = (content) => ({ role: 'user', content });
const ask = (more) => ({ model: 'pilothouse', ...more });
const own = (method, path, body) => fetch(`${base}${path}`, { method, body: body && JSON.stringify(body),
  headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
const sessions = async () => (await own('GET', '/sessions/')).json();

test('the models are listed, and one that is not there is not', async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.equal(ids.length, 2); // the demo model answers, and no other
  assert.ok(ids.includes('pilothouse'));
  assert.equal((await client.models.retrieve(ids[1])).id, ids[1]);
  await assert.rejects(client.chat.completions.create({ model: 'none', messages: [user('x')] }),
    (error) => error instanceof OpenAI.NotFoundError && /does not exist/.test(error.message));
});

test('what a chat program asks by itself begins no run', async () => {
  const count = (await sessions()).length;
  const content = '### Task:\nGenerate a concise, 3-5 word title\n### Output:\nJSON format: { "title": "x" }\n' +
    '### Chat History:\n<chat_history>\nUSER: Tidy up\nASSISTANT: Done.\n</chat_history>';
  const whole = await client.chat.completions.create(ask({ messages: [user(content)], user: 'titles' }));
  assert.deepEqual(JSON.parse(whole.choices[0].message.content), { title: 'Tidy up' });
  assert.equal(whole.usage.total_tokens, 0);
  const streamed = await client.chat.completions.stream(ask({ messages: [user(content)],
    stream_options: { include_usage: true } })).finalChatCompletion();
  assert.equal(streamed.choices[0].message.content, whole.choices[0].message.content);
  assert.equal((await sessions()).length, count);
});

test('a wrong key and a wrong request are what the client takes them for', async () => {
  const stranger = new OpenAI({ apiKey: 'wrong', baseURL: `${base}/v1`, maxRetries: 0, fetch: fetchHeld });
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

test('who runs the server says what is asked, and the trail has it', async () => {
  for (const [options, policy] of [[['--openai-approval', 'auto', '--approval', 'all'], 'auto'],
    [['--openai-approval', 'all'], 'all'], [['--approval', 'all'], 'all'], [[], 'sensitive']]) {
    const other = await begin(...options);
    try {
      // What shows needs no question under any of them.
      const { response } = await clientOf(other.address).chat.completions.create(
        ask({ messages: [user(policy === 'auto' ? 'run echo unasked' : 'say x')] })).withResponse();
      const session = response.headers.get('x-pilothouse-session');
      const held = { headers: { authorization: `Bearer ${kToken}` } };
      const { approval } = await (await fetch(`${other.address}/sessions/${session}`, held)).json();
      const { entries } = await (await fetch(`${other.address}/audit?session=${session}`, held)).json();
      assert.deepEqual([approval, entries[0].action, entries[0].detail], [policy, 'session_created',
        { approval: policy, provider: 'demo' }]);
    } finally {
      await other.end();
    }
  }
});

test('all that is described was asked', () => assert.deepEqual(described.unasked, []));
