// What gptme's clients rely on, from the first request to the last event.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, Stream } from './client.mjs';

let server;
let count = 0;
before(async () => { server = await Server.start(); });
after(() => server.stop());

/** A conversation that has said `text`, and a stream of it. */
async function begin(text) {
  const id = `chat-2026-11-28T05-38-23-30${++count}Z`;
  const made = await server.good('PUT', `/conversations/${id}`,
    { messages: [{ role: 'user', content: text, timestamp: '2026-11-28T05:38:23.301Z' }] });
  assert.equal(made.conversation_id, id);
  const stream = await Stream.open(server, id, made.session_id);
  const step = (more = {}) => server.ask('POST', `/conversations/${id}/step`, { session_id: made.session_id, ...more });
  const confirm = (more) => server.ask('POST', `/conversations/${id}/tool/confirm`,
    { session_id: made.session_id, ...more });
  const log = async () => (await server.good('GET', `/conversations/${id}`)).log;
  return { id, session: made.session_id, stream, step, confirm, log };
}

const kWithTool = ['generation_started', 'generation_progress', 'message_added', 'generation_complete', 'tool_pending',
  'tool_executing', 'tool_output', 'message_added', 'tool_complete', 'generation_started', 'generation_progress',
  'message_added', 'generation_complete'];

test('a task with one tool goes as the page expects it, and its log is what was told', async () => {
  const { stream, step, confirm, log, id } = await begin('run echo hello-from-shell');
  assert.deepEqual(stream.events[0], { ...stream.events[0], generating: false, last_error: null, pending_tools: [] });
  await stream.until('ping');
  assert.equal((await step()).status, 200);
  const pending = await stream.until('tool_pending');
  assert.deepEqual(pending.tooluse, { tool: 'shell', args: [], content: 'echo hello-from-shell' });
  assert.equal(pending.auto_confirm, false);
  assert.match(stream.log.at(-1).content, /```shell\necho hello-from-shell\n```$/);
  assert.equal((await step()).status, 409);
  assert.equal((await server.ask('POST', `/conversations/${id}`, { role: 'user', content: 'x' })).status, 409);
  assert.equal((await server.ask('DELETE', `/conversations/${id}`)).status, 409);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'confirm' })).status, 200);
  const done = await stream.until('tool_complete');
  assert.equal(done.success, true);
  const from = stream.events.indexOf(done);
  await stream.until('generation_complete', from);
  assert.deepEqual(stream.types().filter((type) => !['connected', 'config_changed'].includes(type)), kWithTool);
  assert.match(stream.log[1].content, /^Ran command: `echo hello-from-shell`[^]*hello-from-shell/);
  assert.deepEqual((await log()).slice(1), stream.log);
  stream.close();
});

test('an edited call, and automatic ones', async () => {
  const { stream, step, confirm, log } = await begin('run echo one\nrun echo two\nrun echo three');
  await step();
  let pending = await stream.until('tool_pending');
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'edit' })).status, 400);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'auto', count: 0 })).status, 400);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'auto', count: true })).status, 400);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'auto', count: '5' })).status, 400);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'auto' })).status, 400);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'fly' })).status, 400);
  assert.equal((await confirm({ tool_id: 'other', action: 'confirm' })).status, 404);
  await confirm({ tool_id: pending.tool_id, action: 'edit', content: 'echo edited-$((40+2))' });
  const from = stream.events.indexOf(await stream.until('tool_complete'));
  assert.match(stream.log.at(-1).content, /edited-42/);
  pending = await stream.until('tool_pending', from);
  assert.equal((await confirm({ tool_id: pending.tool_id, action: 'auto', count: 5 })).status, 200);
  const automatic = await stream.until('tool_pending', stream.events.indexOf(pending) + 1);
  assert.equal(automatic.auto_confirm, true);
  assert.equal((await confirm({ tool_id: automatic.tool_id, action: 'confirm' })).status, 200);
  const last = await stream.until('tool_complete', stream.events.indexOf(automatic));
  await stream.until('generation_complete', stream.events.indexOf(last));
  const ran = (await log()).filter((message) => message.role === 'system').map((message) => message.content);
  assert.deepEqual(ran.map((text) => text.split('\n')[0]), ['Ran command: `echo edited-$((40+2))`',
    'Ran command: `echo two`', 'Ran command: `echo three`']);
  stream.close();
});

test('accept all means all that comes in this run', async () => {
  const { stream, step, confirm, log } = await begin('run echo 1\nrun echo 2\nrun echo 3\nrun echo 4');
  await step();
  const first = await stream.until('tool_pending');
  assert.equal((await confirm({ tool_id: first.tool_id, action: 'auto', count: 999999 })).status, 200);
  let last = -1;
  for (let done = 0; done < 4; ++done) last = stream.events.indexOf(await stream.until('tool_complete', last + 1));
  const pending = stream.events.filter((event) => event.type === 'tool_pending');
  assert.deepEqual(pending.map((event) => event.auto_confirm), [false, true, true, true]);
  await stream.until('generation_complete', last);
  assert.equal((await log()).filter((message) => message.role === 'system').length, 4);
  stream.close();
});

test('settings are not changed while it runs', async () => {
  const { stream, step, confirm, session, id } = await begin('run sleep 30');
  const config = await server.good('GET', `/conversations/${id}/config`);
  const patched = async (name) => {
    const changed = { ...config, chat: { ...config.chat, name } };
    return (await server.ask('PATCH', `/conversations/${id}/config`, changed)).status;
  };
  assert.equal(await patched('Before'), 200);
  await step();
  const pending = await stream.until('tool_pending');
  await confirm({ tool_id: pending.tool_id, action: 'confirm' });
  await stream.until('tool_executing');
  assert.equal(await patched('While it runs'), 409);
  await server.good('POST', `/conversations/${id}/interrupt`, { session_id: session });
  assert.equal((await server.good('GET', `/conversations/${id}`)).name, 'Before');
  assert.equal(await patched('Afterwards'), 200);
  stream.close();
});

test('a skipped call is not run, and the model is told', async () => {
  const { stream, step, confirm } = await begin('run touch skipped');
  await step();
  const pending = await stream.until('tool_pending');
  await confirm({ tool_id: pending.tool_id, action: 'skip' });
  const skipped = await stream.until('tool_complete');
  assert.equal(skipped.success, false);
  assert.match(stream.log.at(-1).content, /^Error: .*did not want/);
  assert.ok(!stream.types().includes('tool_executing'));
  await stream.until('generation_complete', stream.events.indexOf(skipped));
  stream.close();
});

test('a step allows so many calls unasked as it says', async () => {
  const { stream, step } = await begin('run echo one\nrun echo two');
  await step({ auto_confirm: true, branch: 'main', stream: true, max_tokens: 5 });
  const first = await stream.until('tool_pending');
  assert.equal(first.auto_confirm, true);
  const done = await stream.until('tool_complete');
  const second = await stream.until('tool_pending', stream.events.indexOf(done));
  assert.equal(second.auto_confirm, false);
  stream.close();
});

test('a page that is loaded anew finds the call that waits', async () => {
  const { id, stream, step, confirm } = await begin('run echo later');
  await step();
  const pending = await stream.until('tool_pending');
  stream.close();
  const shown = await server.good('GET', `/conversations/${id}`);
  const again = await Stream.open(server, id, shown.session.id);
  assert.deepEqual(again.events[0].pending_tools.map((tool) => tool.tool_id), [pending.tool_id]);
  await confirm({ tool_id: pending.tool_id, action: 'confirm', session_id: shown.session.id });
  const done = await again.until('tool_complete');
  await again.until('generation_complete', again.events.indexOf(done));
  again.close();
});

test('what happens between two connects is told at the second', async () => {
  const { id, session, stream, step } = await begin('say hello');
  await stream.until('ping');
  stream.close();
  await step();
  for (let tries = 0; (await server.good('GET', `/conversations/${id}`)).log.length < 2; ++tries) {
    assert.ok(tries < 100);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const again = await Stream.open(server, id, session);
  await again.until('generation_complete');
  assert.equal(again.log.length, 1);
  again.close();
});

test('an interrupt ends it: nothing comes after', async () => {
  const { stream, step, confirm, session, id } = await begin('run sleep 30');
  await step();
  const pending = await stream.until('tool_pending');
  await confirm({ tool_id: pending.tool_id, action: 'confirm' });
  await stream.until('tool_executing');
  const stopped = await server.good('POST', `/conversations/${id}/interrupt`, { session_id: session });
  assert.equal(stopped.message, 'Interrupted');
  const interrupted = await stream.until('interrupted');
  await server.good('POST', `/conversations/${id}`, { role: 'user', content: 'say on' });
  await step();
  const from = stream.events.indexOf(interrupted);
  await stream.until('generation_complete', from);
  assert.deepEqual(stream.types(from), ['interrupted', 'message_added', 'generation_started', 'generation_progress',
    'message_added', 'generation_complete']);
  const idle = await server.good('POST', `/conversations/${id}/interrupt`, { session_id: session });
  assert.equal(idle.message, 'Already interrupted or not generating');
  stream.close();
});

test('messages wait for a step, also over a crash, and attachments hold', async () => {
  const { id, session, stream } = await begin('say first');
  await server.good('POST', `/conversations/${id}`, { role: 'user', content: 'say second' });
  await stream.until('message_added');
  stream.close();
  await server.restart('SIGKILL');
  const log = (await server.good('GET', `/conversations/${id}`)).log;
  assert.deepEqual(log.map((message) => message.content), ['say first', 'say second']);
  const again = await Stream.open(server, id, session);
  assert.equal((await server.ask('POST', `/conversations/${id}/step`, { session_id: session })).status, 200);
  await again.until('generation_complete');
  const whole = (await server.good('GET', `/conversations/${id}`)).log;
  assert.deepEqual(whole.slice(0, 2), log);
  assert.equal(whole.length, 3);
  await server.restart();
  assert.deepEqual((await server.good('GET', `/conversations/${id}`)).log, whole);
  again.close();
});
