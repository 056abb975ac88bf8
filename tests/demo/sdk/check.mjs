// The official SDK as the client of our demo model: if the SDK can read its replies, so can any
// client, and what the SDK sends is what our rules must let pass.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

import Anthropic from '@anthropic-ai/sdk';
import { BetaAbstractComputerToolset20260801 } from '@anthropic-ai/sdk/helpers/beta/toolsets/computer';

const model = 'claude-opus-5-5';
const bash = { type: 'bash_20250124', name: 'bash' };
// One pixel: the smallest PNG that is whole.
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server;
let where;
let client;

before(async () => {
  server = spawn(process.env.PILOTHOUSE_DEMO_SERVER, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  where = JSON.parse(line);
  client = new Anthropic({ ...where, maxRetries: 0 });
});

after(async () => {
  server.stdin.end();
  await once(server, 'exit');
});

const ask = (content, more = {}) => ({
  model,
  max_tokens: 1024,
  messages: [{ role: 'user', content }],
  ...more,
});
const textOf = (message) => message.content.filter((b) => b.type === 'text').map((b) => b.text).join('');

test('creates a message', async () => {
  const message = await client.messages.create(ask('say Grüße 😀'));
  assert.equal(message.role, 'assistant');
  assert.equal(message.model, model);
  assert.equal(message.stop_reason, 'end_turn');
  assert.match(textOf(message), /demo model.*Grüße 😀$/s);
  assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  assert.ok(message._request_id.startsWith('req_'));
});

test('streams the same message', async () => {
  const whole = await client.messages.create(ask('say a text that comes in several pieces'));
  const stream = client.messages.stream(ask('say a text that comes in several pieces'));
  let told = '';
  let pieces = 0;
  stream.on('text', (piece) => {
    told += piece;
    pieces += 1;
  });
  const streamed = await stream.finalMessage();
  assert.deepEqual(streamed.content, whole.content);
  assert.deepEqual(streamed.usage, whole.usage);
  assert.equal(streamed.stop_reason, whole.stop_reason);
  assert.equal(told, textOf(whole));
  assert.ok(pieces > 3);
});

test('streams thinking, its signature and a tool call', async () => {
  const request = ask('think it over\nrun echo "hello there" # and some more text', {
    tools: [bash],
    thinking: { type: 'adaptive', display: 'summarized' },
  });
  const message = await client.messages.stream(request).finalMessage();
  const [thinking, text, call] = message.content;
  assert.equal(thinking.type, 'thinking');
  assert.equal(thinking.thinking, 'it over');
  assert.ok(thinking.signature.length > 20);
  assert.equal(text.type, 'text');
  assert.equal(call.type, 'tool_use');
  assert.deepEqual(call.input, { command: 'echo "hello there" # and some more text' });
  assert.equal(message.stop_reason, 'tool_use');
});

test('counts tokens', async () => {
  const request = ask('x'.repeat(4000));
  delete request.max_tokens;
  const { input_tokens } = await client.messages.countTokens(request);
  assert.ok(input_tokens >= 1000);
});

test('lists models and knows one of them', async () => {
  const ids = [];
  for await (const one of client.models.list()) ids.push(one.id);
  assert.ok(ids.includes(model));
  assert.equal((await client.models.retrieve(model)).max_tokens, 128000);
  await assert.rejects(client.models.retrieve('no-such-model'), Anthropic.NotFoundError);
});

test('refuses a wrong key', async () => {
  const stranger = new Anthropic({ ...where, apiKey: 'wrong', maxRetries: 0 });
  await assert.rejects(stranger.messages.create(ask('say hi')), (error) => {
    assert.ok(error instanceof Anthropic.AuthenticationError);
    assert.equal(error.status, 401);
    assert.ok(error.requestID.startsWith('req_'));
    return true;
  });
});

test('refuses what the API refuses, with and without a stream', async () => {
  const forced = ask('say hi', { tools: [bash], tool_choice: { type: 'any' } });
  await assert.rejects(client.messages.create(forced), (error) => {
    assert.ok(error instanceof Anthropic.BadRequestError);
    assert.match(error.message, /tool_choice/);
    return true;
  });
  await assert.rejects(client.messages.stream(forced).finalMessage(), Anthropic.BadRequestError);
  const last = { role: 'assistant', content: 'I' };
  const prefilled = ask('say hi');
  prefilled.messages.push(last);
  await assert.rejects(client.messages.create(prefilled), Anthropic.BadRequestError);
});

/** A desktop that writes down what it is asked to do. */
class Desktop extends BetaAbstractComputerToolset20260801 {
  done = [];
  screenshot() {
    this.done.push('screenshot');
    return { data: picture };
  }
  zoom(_, { region }) {
    this.done.push(`zoom ${region}`);
    return { data: picture };
  }
  left_click(_, { coordinate }) {
    this.done.push(`click ${coordinate}`);
  }
  key(_, { text }) {
    this.done.push(`key ${text}`);
  }
  type_(_, { text }) {
    this.done.push(`type ${text}`);
  }
  wait() {
    this.done.push('wait');
  }
  scroll(_, { scroll_direction, scroll_amount }) {
    if (scroll_amount > 5) throw new Error('The wheel is stuck.');
    this.done.push(`scroll ${scroll_direction}`);
  }
}

const shell = (commands) => ({
  ...bash,
  parse: (input) => input,
  run: ({ command }) => {
    commands.push(command);
    return `ran ${command}`;
  },
});

for (const stream of [false, true]) {
  test(`works a desktop through the tool runner, ${stream ? 'streamed' : 'whole'}`, async () => {
    const desktop = new Desktop({ confirm: () => true });
    const commands = [];
    const content = 'screenshot\nclick 10 20 ; type hello\nrun ls\nzoom 0 0 40 30\nkey Return';
    const runner = client.beta.messages.toolRunner({
      ...ask(content, { tools: [desktop, shell(commands)], stream }),
      max_iterations: 10,
    });
    const last = await runner.runUntilDone();
    assert.deepEqual(desktop.done, ['screenshot', 'click 10,20', 'type hello', 'zoom 0,0,40,30', 'key Return']);
    assert.deepEqual(commands, ['ls']);
    assert.equal(last.stop_reason, 'end_turn');
    assert.match(textOf(last), /ran ls/);
    assert.match(textOf(last), /all 6 steps/);
  });
}

test('hears of a failed action and of those not executed', async () => {
  const desktop = new Desktop({ confirm: () => true });
  const runner = client.beta.messages.toolRunner({
    ...ask('key a\nscroll down 9\nkey b', { tools: [desktop] }),
    max_iterations: 5,
  });
  const last = await runner.runUntilDone();
  assert.deepEqual(desktop.done, ['key a']);
  assert.match(textOf(last), /The wheel is stuck/);
  assert.match(textOf(last), /Not executed: an earlier computer action in this turn failed/);
});
