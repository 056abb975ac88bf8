// Whole tasks with the real binary through a strict server of chat completions: no rule may be broken, whatever the
// server answers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { StrictServer } from './strict_server.mjs';

const kToken = 'token-of-the-chat-tests';
const kKey = 'sk-of-the-chat-tests';
const kModel = 'qwen3-vl:8b';
const kOver = ['completed', 'error', 'interrupted', 'budget_paused'];
const models = new StrictServer(kKey);
let folder;
let child;
let base;

const settings = (more = {}) => ({ PATH: process.env.PATH, HOME: folder, PILOTHOUSE_DATA_DIR: join(folder, 'data'),
  DATABASE_URL: `sqlite:///${join(folder, 'db.sqlite3')}`, PILOTHOUSE_CHAT_API_KEY: kKey,
  PILOTHOUSE_CHAT_BASE_URL: modelsUrl, ...more });
let modelsUrl;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilothouse-chat-'));
  modelsUrl = await models.listen();
  models.listed = ['of the server', kModel, { id: 'blind', architecture: { input_modalities: ['text'] } }];
  child = spawn(process.env.PILOTHOUSE_BINARY,
    ['serve', '--port', '0', '--token', kToken, '--model', kModel, '--chat-models', 'other'],
    { cwd: folder, env: settings() });
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
});

after(async () => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  await models.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function own(method, path, body) {
  const answer = await fetch(`${base}${path}`, { method, body: body && JSON.stringify(body),
    headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
  return { status: answer.status, body: await answer.json() };
}

async function eventsOf(id) {
  const { body } = await own('GET', `/sessions/${id}/events?format=json&limit=1000`);
  return body.events ?? body;
}

/** Has `model` do a task by `script`: {id, events, requests}. */
async function task(model, script, options = {}) {
  models.scripts.set(model, [...script]);
  const { status, body: { id } } = await own('POST', '/sessions/', { model, ...options });
  assert.equal(status, 200);
  await own('POST', `/sessions/${id}/messages`, { message: 'Do it.' });
  for (let i = 0; i < 600; ++i) {
    const events = await eventsOf(id);
    if (events.some(({ type }) => kOver.includes(type))) {
      await own('POST', `/sessions/${id}/finish`);
      return { id, events, requests: models.requests.get(model) };
    }
    await pause(100);
  }
  throw new Error(`${model} did not come to an end`);
}

const last = (events) => events.findLast(({ type }) => kOver.includes(type));
const textsOf = ({ content }) =>
  (typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n'));

test('a task runs from the first look to the last word, and no rule is broken', async () => {
  const { events, requests } = await task(kModel, [
    { thinking: 'I must look first.', text: 'I look.', calls: [['computer', { action: 'screenshot' }]] },
    { calls: [['bash', { command: 'echo made > ~/made.txt; cat ~/made.txt' }],
      ['computer', { action: 'left_click', coordinate: [500, 500] }]] },
    { calls: [['computer', { action: 'cursor_position' }],
      ['computer', { action: 'left_click', coordinate: [1200, 500] }]] },
    { text: 'It is done.' }]);
  assert.deepEqual(models.violations, []);
  assert.equal(last(events).type, 'completed');
  assert.equal(requests.length, 4);

  const [, looked, acted, asked] = requests.map(({ messages }) => messages);
  const [thought, answer, picture] = looked.slice(-3);
  assert.deepEqual([thought.reasoning_content, thought.content], ['I must look first.', 'I look.']);
  assert.match(textsOf(answer), /See picture 1 below/);
  assert.ok(picture.role === 'user' && picture.content.some(({ type }) => type === 'image_url'));
  assert.ok(acted.some((message) => message.role === 'tool' && /made/.test(textsOf(message))));
  assert.ok(acted.some((message) => message.role === 'tool' && /Clicked/.test(textsOf(message))));
  const told = asked.filter(({ role }) => role === 'tool').slice(-2).map(textsOf);
  assert.match(told[0], /^X=500,Y=500/); // where it clicked, in its own thousandths
  assert.match(told[1], /0 to 999/);

  const counted = events.filter(({ type }) => type === 'usage').map(({ content }) => content.usage);
  assert.deepEqual([counted[0].input, counted[0].cache_read, counted[0].output], [40, 60, 10]);
  const click = events.find(({ type, content }) => type === 'tool_started' && content.action.kind === 'left_click');
  assert.deepEqual(click.content.action.coordinate, [640, 400]); // in pixels, for people
});

for (const [name, script, ends, asks] of [
  ['no finish reason', [{ text: 'Done.', finish: null }], 'completed', 1],
  ['calls that end with "stop"', [{ calls: [['bash', { command: 'true' }]], finish: 'stop' }, { text: 'Done.' }],
    'completed', 2],
  ['calls of the older end', [{ calls: [['bash', { command: 'true' }]], finish: 'function_call' }, { text: 'Done.' }],
    'completed', 2],
  ['a filter', [{ text: 'I', finish: 'content_filter' }], 'error', 1],
  ['a reply that is cut off', [{ text: 'Very long', finish: 'length' }], 'error', 1],
  ['a connection that breaks', [{ text: 'A long text that breaks off', cut: 3 }, { text: 'Done.' }], 'completed', 2],
  ['a connection that breaks within a call', [{ calls: [['bash', { command: 'true' }]], cut: 4 }, { text: 'Done.' }],
    'completed', 2],
  ['an error in the middle', [{ text: 'Hm', finish: null, broken: { message: 'worker died', code: 500 }, cut: 3 },
    { text: 'Done.' }], 'completed', 2],
  ['a server that is busy', [{ status: 429, error: { message: 'slow down' }, headers: { 'retry-after': '0' } },
    { status: 503, error: { message: 'loading' } }, { text: 'Done.' }], 'completed', 3],
  ['a key that is wrong', [{ status: 401, error: { message: 'bad key', code: 'invalid_api_key' } }], 'error', 1],
  ['a model without tools', [{ status: 400, error: { message: 'q does not support tools' } }], 'error', 1],
  ['an account without money', [{ status: 429, error: { message: 'x', code: 'insufficient_quota' } }], 'error', 1],
]) {
  test(`a run with ${name} ends as ${ends}`, async () => {
    const { events, requests } = await task(`of ${name}`, script, { provider: 'chat' });
    assert.deepEqual(models.violations, []);
    assert.equal(last(events).type, ends, JSON.stringify(last(events)));
    assert.equal(requests.length, asks);
  });
}

for (const [coordinate, code, says] of [
  [[750, 250], 0, /calls tools, sees pictures and names places by thousand/],
  [[960, 200], 1, /names places by pixels, not by thousand: clicks would miss[\s\S]*Set --coordinates pixels/],
]) {
  test(`doctor clicks a cross at ${coordinate} and says what that means`, async () => {
    const model = `qwen3-vl:${coordinate}`;
    models.listed = code === 0 ? models.listed : null;
    models.scripts.set(model, [{ calls: [['computer', { action: 'left_click', coordinate }]] }]);
    const doctor = spawn(process.env.PILOTHOUSE_BINARY, ['doctor', '--model', model], { cwd: folder,
      env: settings({ DATABASE_URL: `sqlite:///${join(folder, 'doctor.sqlite3')}` }) });
    let said = '';
    doctor.stdout.on('data', (bytes) => { said += bytes; });
    const ended = await new Promise((resolve) => doctor.once('exit', resolve));
    assert.match(said, says);
    assert.match(said, code === 0 ? /2 on its server: of the server, qwen3-vl:8b; \S+ is none of them/
      : /\/v1\/models does not list models: it answers with status 404/);
    if (code !== 0) assert.equal(ended, code);
    assert.deepEqual(models.violations, []);
    assert.ok(models.requests.get(model)[0].messages.at(-1).content.some(({ type }) => type === 'image_url'));
  });
}

test('a server that has no list is named once, and not waited for', async () => {
  const other = await mkdtemp(join(tmpdir(), 'pilothouse-chat-'));
  models.listed = null;
  const server = spawn(process.env.PILOTHOUSE_BINARY, ['serve', '--port', '0', '--model', kModel],
    { cwd: other, env: settings({ HOME: other, PILOTHOUSE_DATA_DIR: join(other, 'data'),
      DATABASE_URL: `sqlite:///${join(other, 'db.sqlite3')}` }) });
  let said = '';
  const told = new Promise((resolve) => {
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (bytes) => {
        said += bytes;
        if (/is ready/.test(said) && /does not list models/.test(said)) resolve();
      });
  });
  await told;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  assert.equal(await gone, 0);
  assert.equal(said.match(/does not list models: it answers with status 404/g).length, 1);
  assert.ok(!said.includes(kKey));
  await rm(other, { recursive: true, force: true, maxRetries: 5 });
});

test('what is wrong with the key is told with its name', async () => {
  const script = [{ status: 401, error: { message: 'bad key', code: 'invalid_api_key' } }];
  const { events } = await task('keyless', script, { provider: 'chat' });
  assert.match(JSON.stringify(last(events)), /PILOTHOUSE_CHAT_API_KEY/);
});

test('the models are listed with whose they are, and a session keeps its own', async () => {
  const { body: { models: listed, default: usual } } = await own('GET', '/models');
  assert.equal(usual, kModel);
  assert.deepEqual(listed.map(({ id, provider }) => [id, provider]),
    [[kModel, 'chat'], ['other', 'chat'], ['of the server', 'chat']]);
  const { body: offered } = await own('GET', '/v1/models');
  assert.deepEqual(offered.data.map(({ id }) => id), ['pilothouse', kModel, 'other', 'of the server']);
  const { body: session } = await own('POST', '/sessions/', { model: 'other' });
  assert.equal(session.provider, 'chat');
  const refused = await own('POST', '/sessions/', { model: 'claude-opus-5-5', provider: 'anthropic' });
  assert.equal(refused.status, 422);
  assert.match(JSON.stringify(refused.body), /set ANTHROPIC_API_KEY/);
});
