// The stand-in itself: OpenAI's own client understands all that it says, and each rule is seen to refuse.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import OpenAI from 'openai';
import { acts, actsOnce, calls, refuses, says, thinks } from './script.mjs';
import { failsWith, kKey, standIn } from './stand_in.mjs';

let api;
let client;

before(async () => {
  api = await standIn();
  client = new OpenAI({ apiKey: kKey, baseURL: api.url, maxRetries: 0 });
});
after(() => api.close());
beforeEach(() => { Object.assign(api, { steps: [], broken: [], requests: [] }); api.prefixes.clear(); });

const kPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const user = (text) => ({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
const shot = (call, more = {}) => ({ type: 'computer_call_output', call_id: call.call_id, ...more,
  output: { type: 'computer_screenshot', image_url: `data:image/png;base64,${kPng}`, detail: 'original' } });
const done = (call) => ({ type: 'function_call_output', call_id: call.call_id, output: 'done' });
const kStrict = { type: 'object', properties: { command: { type: 'string' } }, required: ['command'],
  additionalProperties: false };
const bash = { type: 'function', name: 'bash', parameters: kStrict, strict: true };

const ask = (input, more = {}) => ({ model: 'gpt-5.4', input, store: false, stream: true,
  include: ['reasoning.encrypted_content'], tools: [{ type: 'computer' }, bash], prompt_cache_key: 'a', ...more });

async function replyTo(body) {
  const events = [];
  for await (const event of await client.responses.create(body)) events.push(event);
  return events;
}

const output = (events) => events.at(-1).response.output;

test('the official client reads a conversation with each kind of item', async () => {
  const turns = [[thinks('First', 'then'), says('Looking…')],
    [thinks(), acts([{ type: 'screenshot' }, { type: 'wait' }])],
    [actsOnce({ type: 'click', button: 'left', x: 1, y: 2 })], [calls('bash', { command: 'ls' })], [refuses('No.')]];
  api.steps = turns.map((items) => ({ output: items }));
  const input = [user('Go')];
  for (const items of turns) {
    const events = await replyTo(ask(input));
    assert.deepEqual(events.map((event) => event.sequence_number), events.map((_, index) => index));
    assert.deepEqual(output(events), items.map(({ item }) => item));
    input.push(...output(events));
    const call = input.at(-1);
    if (call.type === 'computer_call') input.push(shot(call));
    else if (call.type === 'function_call') input.push(done(call));
    else input.push(user('Go on'));
  }
  assert.deepEqual(api.broken, []);
});

test('ends that are none, and errors, reach the official client as what they are', async () => {
  const last = async (step) => {
    api.steps = [step];
    return (await replyTo(ask([user('Go')]))).at(-1);
  };
  for (const reason of ['max_output_tokens', 'content_filter']) {
    const event = await last({ output: [says('Half')], incomplete: reason });
    assert.equal(event.type, 'response.incomplete');
    assert.equal(event.response.incomplete_details.reason, reason);
  }
  const failed = await last({ output: [], failed: { code: 'server_error', message: 'Oh.' } });
  assert.equal(failed.type, 'response.failed');
  const broken = await last({ output: [says('x')], error: { code: 'server_error', message: 'Broken.' } });
  assert.deepEqual([broken.type, broken.code, broken.message], ['error', 'server_error', 'Broken.']);
  await assert.rejects(last({ output: [says('x'.repeat(400))], cutAfter: 3000 }));
  const kinds = { 400: 'BadRequestError', 401: 'AuthenticationError', 403: 'PermissionDeniedError',
    404: 'NotFoundError',
    409: 'ConflictError', 422: 'UnprocessableEntityError', 429: 'RateLimitError', 500: 'InternalServerError' };
  for (const [status, kind] of Object.entries(kinds))
    await assert.rejects(last(failsWith(Number(status), 'No.')), OpenAI[kind]);
  assert.deepEqual(api.broken, []);
});

const good = () => ask([user('Go')]);
const said = async (...items) => {
  api.steps = [{ output: items }];
  return output(await replyTo(good()));
};
const url = (data, type = 'image/png') => `data:${type};base64,${data}`;
const withPicture = (image) => ask([{ role: 'user',
  content: [{ type: 'input_image', image_url: image, detail: 'original' }] }]);

// Each gives a body that is refused with these words.
const kRefused = {
  'a member that there is not': [/Unknown parameter: 'max_tokens'/, () => ({ ...good(), max_tokens: 5 })],
  'no input': [/Missing required parameter: 'input'/, () => ({ ...good(), input: undefined })],
  'an effort that there is not': [/reasoning|Supported values/, () => ({ ...good(), reasoning: { effort: 'huge' } })],
  'too few tokens': [/Expected 16/, () => ({ ...good(), max_output_tokens: 5 })],
  'a display size of the older tool': [/Unknown parameter: 'tools\[0\].display_width'/,
    () => ({ ...good(), tools: [{ type: 'computer', display_width: 5 }] })],
  'the tool of older models': [/Supported values are: 'computer'/,
    () => ({ ...good(), tools: [{ type: 'computer_use_preview' }] })],
  'a strict function that is open': [/additionalProperties/, () => ({ ...good(), tools: [{ ...bash,
    parameters: { ...kStrict, additionalProperties: undefined } }] })],
  'a strict function with an optional member': [/every key/, () => ({ ...good(), tools: [{ ...bash,
    parameters: { ...kStrict, required: [] } }] })],
  'two tools of one name': [/unique/, () => ({ ...good(), tools: [bash, bash] })],
  'a conversation that is stored': [/must not be stored/, () => ({ ...good(), store: true })],
  'reasoning that is lost': [/reasoning is lost/, () => ({ ...good(), include: [] })],
  'an id of a response before': [/previous_response_id/, () => ({ ...good(), previous_response_id: 'resp_1' })],
  'an item of another API': [/Supported values/, () => ask([{ type: 'tool_result', call_id: 'x' }])],
  'an empty text': [/0 to|1 to/, () => ask([user('')])],
  'half of a character': [/surrogate/, () => ask([user('\ud800')])],
  'a call without its answer': [/No tool output found for computer call/,
    async () => ask([user('Go'), ...await said(acts([{ type: 'wait' }]))])],
  'a call that is answered after something else': [/No tool output found/, async () => {
    const [call] = await said(acts([{ type: 'wait' }]));
    return ask([user('Go'), call, user('What?'), shot(call)]);
  }],
  'a call that is answered twice': [/No tool call found for computer call output/, async () => {
    const [call] = await said(acts([{ type: 'wait' }]));
    return ask([user('Go'), call, shot(call), shot(call)]);
  }],
  'an answer to no call': [/No tool call found for function call output/,
    () => ask([user('Go'), done({ call_id: 'c' })])],
  'an answer of the wrong kind': [/No tool call found/, async () => {
    const [call] = await said(acts([{ type: 'wait' }]));
    return ask([user('Go'), call, done(call)]);
  }],
  'a call without the reasoning before it': [/without its required 'reasoning' item/, async () => {
    const [, call] = await said(thinks('x'), calls('bash', { command: 'ls' }));
    return ask([user('Go'), call, done(call)]);
  }],
  'reasoning without what it led to': [/without its required following item/, async () => {
    const [thought] = await said(thinks('x'), says('y'));
    return ask([user('Go'), thought, user('Go on')]);
  }],
  'an item that was changed': [/is not what the model said/, async () => {
    const [call] = await said(calls('bash', { command: 'ls' }));
    return ask([user('Go'), { ...call, arguments: '{"command": "ls"}' }, done(call)]);
  }],
  'an item with its members in another order': [/is not what the model said/, async () => {
    const [{ id, ...rest }] = await said(says('y'));
    return ask([user('Go'), { ...rest, id }, user('Go on')]);
  }],
  'an item that nobody said': [/not found/, () => ask([user('Go'), thinks('x').item, says('y').item])],
  'safety checks that nobody let pass': [/have not been acknowledged/, async () => {
    const [call] = await said(acts([{ type: 'wait' }], [{ id: 'sc_1', code: 'x', message: 'Sure?' }]));
    return ask([user('Go'), call, shot(call)]);
  }],
  'safety checks that were not asked for': [/did not ask for/, async () => {
    const [call] = await said(acts([{ type: 'wait' }]));
    return ask([user('Go'), call, shot(call, { acknowledged_safety_checks: [{ id: 'sc_1' }] })]);
  }],
  'a safety check with other words': [/did not ask for|not been acknowledged/, async () => {
    const [call] = await said(acts([{ type: 'wait' }], [{ id: 'sc_1', code: 'x', message: 'Sure?' }]));
    const other = [{ id: 'sc_1', code: 'x', message: 'Yes' }];
    return ask([user('Go'), call, shot(call, { acknowledged_safety_checks: other })]);
  }],
  'a beginning that changed': [/has changed: the cache/, async () => {
    await said(says('y'));
    return ask([user('Went')]);
  }],
  'no key of the cache': [/prompt_cache_key/, () => ({ ...good(), prompt_cache_key: undefined })],
  'a picture elsewhere': [/data URL/, () => withPicture('https://example.org/x.png')],
  'a picture of no kind': [/is no image\/png/, () => withPicture(url(Buffer.from('hello').toString('base64')))],
  'a picture that is cut off': [/is no image\/png/, () => withPicture(url(
    Buffer.from(kPng, 'base64').subarray(0, 50).toString('base64')))],
  'a picture with another label': [/is no image\/jpeg/, () => withPicture(url(kPng, 'image/jpeg'))],
  'a picture of a kind that is not read': [/not supported/, () => withPicture(url(kPng, 'image/bmp'))],
  'a picture that would be scaled': [/detail must be original/, () => ask([{ role: 'user',
    content: [{ type: 'input_image', image_url: url(kPng), detail: 'high' }] }])],
  'a picture with a broken sum': [/is no image\/png/, () => {
    const bytes = Buffer.from(kPng, 'base64');
    bytes[bytes.length - 14] ^= 1;
    return withPicture(url(bytes.toString('base64')));
  }],
};

for (const [name, [words, make]] of Object.entries(kRefused)) {
  test(`${name} is refused`, async () => {
    const body = await make();
    api.steps = [{ output: [says('Taken.')] }];
    await assert.rejects(replyTo(body), (error) => error.status === 400 && words.test(error.message));
    assert.equal(api.broken.length, 1);
  });
}

test('who comes to the wrong door is refused', async () => {
  const door = async (path, method, headers) => {
    const body = method === 'POST' ? JSON.stringify(good()) : undefined;
    const answer = await fetch(api.url + path, { method, headers, body });
    return answer.status;
  };
  const json = { 'content-type': 'application/json', authorization: `Bearer ${kKey}` };
  assert.equal(await door('/responses', 'POST', { ...json, authorization: 'Bearer sk-other' }), 401);
  assert.equal(await door('/responses', 'POST', { 'content-type': 'application/json' }), 401);
  assert.equal(await door('/responses', 'POST', { ...json, 'content-type': 'text/plain' }), 400);
  assert.equal(await door('/responses', 'GET', json), 405);
  assert.equal(await door('/chat/completions', 'POST', json), 404);
});

test('a large picture is refused where a smaller one is not', async () => {
  const sums = Uint32Array.from({ length: 256 }, (_, n) => {
    let sum = n;
    for (let bit = 0; bit < 8; ++bit) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
    return sum;
  });
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const sum = body.reduce((old, byte) => sums[(old ^ byte) & 0xff] ^ (old >>> 8), 0xffffffff) ^ 0xffffffff;
    const ends = [Buffer.alloc(4), Buffer.alloc(4)];
    ends[0].writeUInt32BE(data.length);
    ends[1].writeUInt32BE(sum >>> 0);
    return Buffer.concat([ends[0], body, ends[1]]);
  };
  const grey = (width, height) => {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head[8] = 8;
    return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head),
      chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
      chunk('IEND', Buffer.alloc(0))]).toString('base64');
  };
  api.steps = [{ output: [says('Taken.')] }];
  await replyTo(withPicture(url(grey(3840, 2160))));
  api.prefixes.clear();
  await assert.rejects(replyTo(withPicture(url(grey(5120, 2880)))), /too large/);
});
