// Who may ask, what is refused and how, and what lists and settings say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, Stream, kOrigin, kToken } from './client.mjs';

let server;
before(async () => { server = await Server.start(); });
after(() => server.stop());

const status = async (...args) => (await server.ask(...args)).status;

test('the token is asked for, in words that the page shows', async () => {
  const open = await server.ask('GET', '', undefined, {});
  assert.equal(open.status, 200);
  assert.equal(open.headers.get('x-api-version'), '2');
  assert.equal(open.json.api_version, 2);
  assert.equal(open.json.provider_configured, true);
  assert.equal(await status('GET', '/version', undefined, {}), 200);
  for (const authorization of ['Bearer wrong', `Basic ${kToken}`, kToken, ''])
    assert.equal(await status('GET', '/models', undefined, { authorization, accept: 'text/html' }), 401);
  assert.equal(await status('GET', '/models', undefined, { authorization: `bearer ${kToken}` }), 200);
  assert.equal(await status('GET', `/models?token=${kToken}`, undefined, {}), 401);
  assert.equal(await status('GET', '/nothing'), 404);
  assert.equal(await status('PUT', '/models'), 405);
});

test('a cookie opens what is read, and nothing else', async () => {
  assert.equal(await status('POST', '/auth/cookie', undefined, {}), 401);
  const given = await server.ask('POST', '/auth/cookie');
  assert.equal(given.json.ok, true);
  const field = given.headers.get('set-cookie');
  assert.match(field, /^gptme_auth=\S+; Max-Age=86400; Path=\/api\/; HttpOnly; SameSite=Lax$/);
  assert.ok(!field.includes(kToken));
  const cookie = field.split(';')[0];
  assert.equal(await status('GET', '/conversations', undefined, { cookie }), 200);
  assert.equal(await status('PUT', '/conversations/by-cookie', {}, { cookie }), 401);
  assert.equal(await status('GET', '/conversations', undefined, { cookie: cookie.slice(0, -1) + '-' }), 401);
  assert.match((await server.ask('DELETE', '/auth/cookie', undefined, {})).headers.get('set-cookie'), /Max-Age=0/);
  const main = await fetch(`http://127.0.0.1:${server.main}/sessions/`, { headers: { cookie } });
  assert.equal(main.status, 401);
});

test('named origins may, others may not', async () => {
  for (const origin of [kOrigin, 'tauri://localhost']) {
    const asks = { origin, 'access-control-request-method': 'PUT', 'access-control-request-private-network': 'true' };
    const preflight = await server.ask('OPTIONS', '/conversations/x', undefined, asks);
    assert.equal(preflight.status, 204);
    const refused = await server.ask('GET', '/models', undefined, { origin });
    for (const answer of [preflight, refused]) {
      assert.equal(answer.headers.get('access-control-allow-origin'), origin);
      assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
    }
    assert.match(preflight.headers.get('access-control-allow-methods'), /PUT.*PATCH.*DELETE/);
    assert.equal(preflight.headers.get('access-control-allow-private-network'), 'true');
  }
  const foreign = await server.ask('GET', '/version', undefined, { origin: 'https://evil.example' });
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  assert.equal(await status('POST', '/auth/cookie', undefined,
    { origin: 'https://evil.example', authorization: `Bearer ${kToken}` }), 403);
});

test('a stream of a named origin takes the token from its address', async () => {
  await server.good('PUT', '/conversations/streamed', {});
  const begun = server.said.length; // the addresses that the start prints have it
  const at = `http://127.0.0.1:${server.port}/api/v2/conversations/streamed/events?token=${kToken}`;
  assert.equal((await fetch(at)).status, 401);
  const stop = new AbortController();
  const named = await fetch(at, { headers: { origin: kOrigin }, signal: stop.signal });
  assert.equal(named.status, 200);
  stop.abort();
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.ok(!server.said.slice(begun).includes(kToken));
});

test('what is wrong with a new conversation is said before anything is made', async () => {
  const bad = [{ messages: {} }, { messages: ['x'] }, { messages: [{ role: 'king', content: 'x' }] },
    { messages: [{ role: 'user', content: 5 }] }, { messages: [{ role: 'user', content: 'x', timestamp: 'soon' }] },
    { messages: [{ role: 'user', content: 'x', files: [1] }] }, { config: 'x' }, { config: { chat: 1 } },
    { auto_confirm: 'true' }, { auto_confirm: 1.5 }, '{', '[]', '5'];
  for (const body of bad) assert.equal(await status('PUT', '/conversations/bad', body), 400, JSON.stringify(body));
  const missing = await server.ask('GET', '/conversations/bad');
  assert.deepEqual([missing.status, missing.json.error], [404, 'Conversation not found: bad']);
  for (const id of ['%20', '%01', '%00', 'a%5Cb', 'a%2Fb', `${'x'.repeat(256)}`, '%C3%A4'.repeat(128)])
    assert.ok([400, 404].includes(await status('PUT', `/conversations/${id}`, {})), id);
  assert.equal(await status('PUT', `/conversations/${'x'.repeat(255)}`, {}), 200);
  assert.equal(await status('PUT', '/conversations/fork+1.2', undefined), 200);
  assert.equal(await status('PUT', '/conversations/fork+1.2', {}), 409);
});

test('what is no name of a conversation is refused at every door', async () => {
  for (const name of ['.', '..', '%2e', '%2E%2e', '%20', '%00', '%1f', '%7f', 'a%5cb'])
    for (const [method, rest] of [['PUT', ''], ['GET', ''], ['POST', ''], ['DELETE', ''], ['GET', '/config'],
      ['PATCH', '/config'], ['GET', '/events'], ['POST', '/step'], ['POST', '/tool/confirm'], ['POST', '/interrupt'],
      ['GET', '/files/x'], ['POST', '/workspace/upload']])
      assert.equal(await server.statusOf(method, `/conversations/${name}${rest}`), 400, `${method} ${name}${rest}`);
  for (const name of ['a%2fb', '%2f', ''])
    assert.ok([400, 404, 405].includes(await server.statusOf('PUT', `/conversations/${name}`)), name);
  for (const name of ['...', '.a', 'a..b', '%C3%A4%20%F0%9F%98%80'])
    assert.equal(await status('PUT', `/conversations/${name}`, {}), 200, name);
});

test('attachments belong to their conversation', async () => {
  const one = await server.good('PUT', '/conversations/one', {});
  await server.good('PUT', '/conversations/two', {});
  for (const path of ['events?session_id=', 'step', 'interrupt', 'tool/confirm']) {
    const ask = (id, session) => path.startsWith('events')
      ? status('GET', `/conversations/${id}/${path}${session}`)
      : status('POST', `/conversations/${id}/${path}`, { session_id: session, tool_id: 'x', action: 'confirm' });
    assert.equal(await ask('two', one.session_id), 403, path);
    assert.equal(await ask('two', 'nonsense'), 404, path);
    assert.equal(await ask('none', one.session_id), 404, path);
  }
  for (const session_id of [undefined, '', ' ', 5])
    assert.equal(await status('POST', '/conversations/one/step', { session_id }), 400);
  for (const more of [{ stream: 'x' }, { auto_confirm: 'x' }, { model: 5 }])
    assert.equal(await status('POST', '/conversations/one/step', { session_id: one.session_id, ...more }), 400);
  assert.equal(await status('POST', '/conversations/one', { role: 'user' }), 400);
  assert.equal(await status('POST', '/conversations/none', { role: 'user', content: 'x' }), 404);
  assert.equal(await status('POST', '/conversations/one/tool/confirm', { action: 'confirm' }), 400);
  const gone = await server.ask('POST', '/conversations/one/tool/confirm', { tool_id: 'x', action: 'confirm' });
  assert.deepEqual([gone.status, gone.json.error], [404, 'Tool not found: x']); // by these words the page asks again
});

test('pages of a log', async () => {
  const messages = ['user', 'assistant', 'user', 'system'].map((role, i) => ({ role, content: `m${i}` }));
  await server.good('PUT', '/conversations/paged', { messages });
  const whole = await server.good('GET', '/conversations/paged');
  assert.deepEqual(whole.log.map(({ role, content }) => ({ role, content })), messages);
  assert.deepEqual(whole.branches.main, whole.log);
  const last = await server.good('GET', '/conversations/paged?limit=3');
  assert.deepEqual([last.total_messages, last.has_more, last.before], [4, true, 1]);
  const rest = await server.good('GET', '/conversations/paged?limit=3&before=1');
  assert.deepEqual([rest.log.length, rest.has_more, rest.before], [1, false, undefined]);
  assert.equal(await status('GET', '/conversations/paged?before=1'), 400);
});

test('the list has pages, words and sessions made elsewhere', async () => {
  const made = await fetch(`http://127.0.0.1:${server.main}/sessions/`, { method: 'POST',
    body: '{"title":"From elsewhere"}',
    headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' } });
  const { id } = await made.json();
  const bare = await server.good('GET', '/conversations?limit=1000');
  assert.ok(Array.isArray(bare));
  assert.equal(bare.find((item) => item.id === id).name, 'From elsewhere');
  const seen = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await server.good('GET', `/conversations?limit=2&paginated=1&detail=false&cursor=${cursor}`);
    seen.push(...page.conversations.map((item) => item.id));
    cursor = page.next_cursor;
  }
  assert.deepEqual(seen, bare.map((item) => item.id));
  const found = await server.good('GET', '/conversations?q=ELSEWHERE&paginated=1');
  assert.deepEqual(found.conversations.map((item) => item.id), [id]);
  for (const query of ['limit=0', 'limit=-1', 'limit=x', 'cursor=!!'])
    assert.equal(await status('GET', `/conversations?${query}`), 400, query);
  const item = bare.find((each) => each.id === 'paged');
  assert.ok(item.modified > 1.5e9 && item.modified < 5e9 && item.last_updated === item.modified);
  assert.deepEqual([item.messages, item.message_count, item.last_message_role, item.last_message_preview],
    [4, 4, 'system', 'm3']);
  assert.equal((await server.good('GET', `/conversations/${id}`)).log.length, 0);
});

test('a name is changed by the settings, and told', async () => {
  const made = await server.good('PUT', '/conversations/named', {});
  const stream = await Stream.open(server, 'named', made.session_id);
  const config = await server.good('GET', '/conversations/named/config');
  assert.match(config.chat.model, /^demo\/./);
  config.chat.name = 'A better name';
  const changed = await server.good('PATCH', '/conversations/named/config', config);
  assert.equal(changed.config.chat.name, 'A better name');
  const told = await stream.until('config_changed');
  assert.deepEqual([told.config.chat.name, told.changed_fields], ['A better name', ['name']]);
  stream.close();
  await server.good('DELETE', '/conversations/named');
  assert.equal(await status('GET', '/conversations/named'), 404);
  assert.equal(await status('DELETE', '/conversations/named'), 404);
});

test('models that answer can be chosen from, others are passed over', async () => {
  const { models, default: usual } = await server.good('GET', '/models');
  assert.deepEqual(models.map(({ id, provider, model }) => [id, `${provider}/${model}`]), [[usual, usual]]);
  for (const [name, model] of [['modelled', usual], ['elsewhere', 'demo/another']]) {
    await server.good('PUT', `/conversations/${name}`, { config: { chat: { model } } });
    assert.equal((await server.good('GET', `/conversations/${name}/config`)).chat.model, usual);
  }
});
