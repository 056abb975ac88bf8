// The fields of answers, each with its kind: what the page reads without asking whether it is there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Server, kToken } from './client.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

const kinds = (value) => Object.fromEntries(Object.entries(value)
  .map(([name, each]) => [name, Array.isArray(each) ? 'list' : each === null ? 'null' : typeof each]));

test('the root says which server and which contract this is', async () => {
  const version = execFileSync(process.env.PILOTHOUSE_BINARY, ['--version']).toString().trim().split(' ').at(-1);
  for (const path of ['', '/']) {
    const { json, headers } = await server.ask('GET', path, undefined, {});
    assert.equal(typeof json.message, 'string');
    assert.equal(typeof json.documentation, 'string');
    assert.deepEqual(json, { message: json.message, documentation: json.documentation, version, api_version: 2,
      contract_revision: 2, provider_configured: true,
      capabilities: { external_session_catalog: false, external_session_transcript: false } });
    assert.equal(headers.get('x-api-version'), '2');
  }
  const { json } = await server.ask('GET', '/version', undefined, {});
  assert.deepEqual(json, { api_version: 2, contract_revision: 2 });
});

test('each model has all that the page shows of it', async () => {
  const answer = await server.good('GET', '/models');
  assert.deepEqual(kinds(answer), { models: 'list', default: 'string', recommended: 'list', favorites: 'list' });
  assert.ok(answer.models.length > 0);
  for (const model of answer.models) {
    assert.deepEqual(kinds(model), { id: 'string', provider: 'string', model: 'string', context: 'number',
      max_output: 'number', supports_streaming: 'boolean', supports_vision: 'boolean', supports_reasoning: 'boolean',
      price_input: 'number', price_output: 'number', deprecated: 'boolean' });
    assert.equal(model.id, `${model.provider}/${model.model}`);
    assert.ok(model.context > 0 && model.max_output > 0 && model.price_input >= 0 && model.price_output >= 0);
    assert.deepEqual([model.supports_streaming, model.supports_vision, model.deprecated], [true, true, false]);
  }
  const ids = answer.models.map(({ id }) => id);
  assert.ok(ids.includes(answer.default));
  for (const id of [...answer.recommended, ...answer.favorites]) assert.ok(ids.includes(id), id);
  const ours = await fetch(`http://127.0.0.1:${server.main}/models`,
    { headers: { authorization: `Bearer ${kToken}` } });
  const known = new Map((await ours.json()).models.map((model) => [model.id, model]));
  for (const { model, context, max_output } of answer.models) {
    assert.equal(context, known.get(model).context_tokens);
    assert.equal(max_output, known.get(model).max_output_tokens);
  }
});

test('an item of the list has all of its fields', async () => {
  await server.good('PUT', '/conversations/one', { messages: [{ role: 'user', content: 'x'.repeat(200) }] });
  const [item] = await server.good('GET', '/conversations');
  assert.deepEqual(kinds(item), { id: 'string', name: 'string', path: 'string', created: 'number', modified: 'number',
    last_updated: 'number', messages: 'number', message_count: 'number', branches: 'number', workspace: 'string',
    model: 'string', total_cost: 'number', total_input_tokens: 'number', total_output_tokens: 'number',
    last_message_role: 'string', last_message_preview: 'string' });
  assert.equal(item.last_message_preview, 'x'.repeat(100));
});

test('a conversation has its log twice, and says how it is', async () => {
  const messages = [{ role: 'user', content: 'hidden', hide: true, timestamp: '2026-11-28T05:38:23.301Z' },
    { role: 'user', content: 'shown', files: ['attachments/a.txt'] }];
  await server.good('PUT', '/conversations/whole', { messages });
  const whole = await server.good('GET', '/conversations/whole');
  assert.deepEqual(kinds(whole), { id: 'string', name: 'string', log: 'list', logfile: 'string', branches: 'object',
    workspace: 'string', session: 'object' });
  assert.deepEqual(whole.branches, { main: whole.log });
  assert.deepEqual(kinds(whole.session), { id: 'string', generating: 'boolean', last_error: 'null' });
  assert.deepEqual(whole.log[0], messages[0]);
  assert.deepEqual(whole.log[1], { ...messages[1], timestamp: whole.log[1].timestamp });
  assert.match(whole.log[1].timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
});

test('settings of a conversation, and of the person', async () => {
  await server.good('PUT', '/conversations/set', { config: { chat: { name: 'Set' } } });
  const config = await server.good('GET', '/conversations/set/config');
  assert.deepEqual(kinds(config), { chat: 'object', env: 'object', mcp: 'object' });
  assert.deepEqual(kinds(config.chat), { name: 'string', model: 'string', stream: 'boolean', interactive: 'boolean',
    tools: 'list', tool_format: 'string', workspace: 'string' });
  assert.deepEqual(config.mcp, { enabled: false, auto_start: false, servers: [] });
  const patched = await server.good('PATCH', '/conversations/set/config', config);
  assert.deepEqual(kinds(patched), { status: 'string', message: 'string', config: 'object', tools: 'list' });
  assert.deepEqual(patched.config, config);
  const foreign = { ...config, chat: { ...config.chat, workspace: '/etc' } }; // is passed over
  assert.deepEqual((await server.good('PATCH', '/conversations/set/config', foreign)).config, config);
  assert.deepEqual(await server.good('GET', '/user'), { name: 'You', avatar: null });
  const settings = await server.good('GET', '/user/settings');
  assert.equal(settings.default_model, (await server.good('GET', '/models')).default);
});

test('what the page asks for on each load is there', async () => {
  for (const [path, answer] of [['providers/health', { providers: {} }], ['tasks', { tasks: [] }],
    ['tools', { tools: [] }], ['server/health', { status: 'ok' }]])
    assert.deepEqual(await server.good('GET', `/${path}`), answer);
  assert.equal((await server.ask('GET', '/external-sessions?days=7')).status, 404);
});
