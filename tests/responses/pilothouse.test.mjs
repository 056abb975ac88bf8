// Tasks from end to end: the real server and its desktop, the stand-in as the model, and no rule broken.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Pilothouse, runOnce } from './pilothouse.mjs';
import { complaintsAbout } from './recorded_types.mjs';
import { acts, actsOnce, calls, refuses, says, thinks } from './script.mjs';
import { failsWith, standIn } from './stand_in.mjs';

let api;
let own;
const recorded = [];

before(async () => {
  api = await standIn();
  own = await Pilothouse.start(api);
});
after(async () => {
  await own.stop();
  await api.close();
});
beforeEach(() => {
  recorded.push(...api.requests);
  Object.assign(api, { steps: [], broken: [], requests: [] });
  api.prefixes.clear();
});

const of = (events, type) => events.filter((event) => event.type === type).map((event) => event.content);
const outputs = (request, type) => request.input.filter((item) => item.type === type);
const texts = (request) => request.input.filter((item) => item.role === 'user').flatMap((item) => item.content)
  .map((part) => part.text);
const shot = { type: 'screenshot' };
const click = (x, y, more = {}) => ({ type: 'click', button: 'left', x, y, ...more });

async function play(steps, options = {}) {
  api.steps = steps.map((step) => (Array.isArray(step) ? { output: step } : step));
  const session = await own.open(options);
  const events = await own.run(session, 'Do it');
  return { session, events, end: events.at(-1).content };
}

function nothingWasBroken() {
  assert.deepEqual(api.broken, []);
  assert.equal(api.steps.length, 0, 'the whole script was played');
}

test('a plain answer is told with its tokens', async () => {
  const { events, end } = await play([[thinks('Let me see.'), says('Hello, Ada.')]]);
  nothingWasBroken();
  assert.deepEqual(of(events, 'text').map((block) => block.text), ['Hello, Ada.']);
  assert.deepEqual(of(events, 'thinking').map((block) => block.thinking), ['Let me see.']);
  assert.equal(end.outcome, 'completed');
  const [request] = api.requests;
  assert.equal(request.model, 'gpt-5.4');
  assert.equal(request.store, false);
  assert.deepEqual(request.tools[0], { type: 'computer' });
  const [usage] = of(events, 'usage');
  assert.equal(usage.usage.cache_read, 1000);
  assert.equal(usage.usage.input, 200);
});

test('one action is answered by one picture', async () => {
  const { events } = await play([[thinks(), acts([shot])], [says('A desktop.')]]);
  nothingWasBroken();
  const [output] = outputs(api.requests[1], 'computer_call_output');
  assert.equal(output.output.detail, 'original');
  assert.equal(of(events, 'tool_result').length, 1);
});

test('an action as older models say it is carried out, too', async () => {
  await play([[actsOnce(click(20, 20))], [says('Done.')]]);
  nothingWasBroken();
  assert.equal(outputs(api.requests[1], 'computer_call_output').length, 1);
});

test('a batch of actions is carried out in order and answered once', async () => {
  const { events } = await play([[thinks('Hm'), acts([click(300, 300), { type: 'keypress', keys: ['CTRL', 'A'] },
    { type: 'scroll', x: 300, y: 300, scroll_x: 0, scroll_y: 200 }, { type: 'wait' },
    { type: 'drag', path: [{ x: 100, y: 100 }, { x: 150, y: 100 }, { x: 150, y: 150 }] }])], [says('Done.')]]);
  nothingWasBroken();
  assert.deepEqual(of(events, 'tool_started').map((each) => each.action.kind),
    ['left_click', 'key', 'scroll', 'wait', 'left_click_drag']);
  const results = of(events, 'tool_result');
  assert.deepEqual(results.map((each) => each.images.length), [0, 0, 0, 0, 1]);
  assert.equal(outputs(api.requests[1], 'computer_call_output').length, 1);
  assert.deepEqual(texts(api.requests[1]), ['Do it']);
});

test('a failing action halts the batch; picture and words go back', async () => {
  await play([[acts([shot, click(5000, 5000), { type: 'type', text: 'x' }])], [says('I see.')]]);
  nothingWasBroken();
  assert.equal(outputs(api.requests[1], 'computer_call_output').length, 1);
  const [, told] = texts(api.requests[1]);
  assert.match(told, /Action 2 of 3 \(left_click\): .*5000/);
  assert.match(told, /Action 3 of 3 \(type\): Not executed/);
});

test('an action that there is not is told as an error', async () => {
  await play([[acts([{ type: 'pinch', x: 1 }])], [says('I see.')]]);
  nothingWasBroken();
  assert.match(texts(api.requests[1])[1], /Action 1 of 1 \(pinch\): .*no action 'pinch'/);
  api.requests = []; // their types know no such action
});

test('functions and own tools are called and answered', async () => {
  const { events } = await play([[thinks(), calls('bash', { command: 'echo one', restart: null }),
    calls('clipboard', { action: 'write', text: 'two' })], [calls('windows', { action: 'list', id: null,
    coordinate: null, size: null, picture: null })], [says('Done.')]]);
  nothingWasBroken();
  assert.deepEqual(of(events, 'tool_started').map((each) => each.tool), ['bash', 'clipboard', 'windows']);
  const [bash] = outputs(api.requests[1], 'function_call_output');
  assert.match(bash.output, /one/);
  const functions = api.requests[0].tools.filter((tool) => tool.type === 'function');
  assert.ok(functions.length > 5 && functions.every((tool) => tool.strict));
});

test('functions and actions in one reply are answered together', async () => {
  await play([[acts([shot]), calls('bash', { command: 'true', restart: null }), acts([click(5, 5)])], [says('Done.')]]);
  nothingWasBroken();
  assert.equal(outputs(api.requests[1], 'computer_call_output').length, 2);
  assert.equal(outputs(api.requests[1], 'function_call_output').length, 1);
});

test('a conversation goes on with all that was said, byte for byte, over a restart of the server', async () => {
  const { session } = await play([[thinks('A'), acts([shot])], [thinks('B'), says('One.', { phase: 'final_answer' })]]);
  await own.down();
  await own.up();
  api.steps = [{ output: [thinks('C'), acts([click(9, 9)])] }, { output: [says('Two.')] }];
  await own.run(session, 'And now?');
  nothingWasBroken();
  assert.deepEqual(api.requests[3].input.map((item) => item.type), ['message', 'reasoning', 'computer_call',
    'computer_call_output', 'reasoning', 'message', 'message', 'reasoning', 'computer_call', 'computer_call_output']);
});

test('an interrupted call does not go back without a picture, and the next message goes on', async () => {
  api.steps = [{ output: [thinks(), calls('bash', { command: 'sleep 60', restart: null }), acts([click(7, 7)])] },
    { output: [says('Stopped.')] }];
  const session = await own.open();
  await own.ask('POST', `/sessions/${session}/messages`, { message: 'Do it' });
  await own.until(session, 0, (event) => event.type === 'tool_started');
  await own.ask('POST', `/sessions/${session}/interrupt`);
  await own.until(session, 0, (event) => ['completed', 'error'].includes(event.type));
  await own.run(session, 'Go on');
  nothingWasBroken();
  const told = outputs(api.requests[1], 'function_call_output').map((item) => item.output);
  assert.equal(told.length, 2);
  assert.match(told[1], /Not executed: the run was stopped/);
});

test('a reply on its way is given up at once when somebody interrupts', async () => {
  api.steps = [{ output: [says('A long story…')], holdBefore: 'response.output_text.done' },
    { output: [says('Fine.')] }];
  const session = await own.open();
  await own.ask('POST', `/sessions/${session}/messages`, { message: 'Tell' });
  while (api.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const begun = Date.now();
  await own.ask('POST', `/sessions/${session}/interrupt`);
  await own.until(session, 0, (event) => ['completed', 'error'].includes(event.type));
  assert.ok(Date.now() - begun < 3000);
  await own.run(session, 'Go on');
  nothingWasBroken();
  assert.match(texts(api.requests[1]).join(), /A long story/);
});

const kChecks = [{ id: 'sc_1', code: 'malicious_instructions', message: 'The page gives orders.' }];

async function answered(decision) {
  api.steps = [{ output: [thinks(), acts([click(8, 8), { type: 'wait' }], kChecks)] }, { output: [says('So be it.')] }];
  const session = await own.open({ approval: 'auto' });
  await own.ask('POST', `/sessions/${session}/messages`, { message: 'Do it' });
  const asked = await own.until(session, 0, (event) => event.type === 'approval_request');
  const question = of(asked, 'approval_request')[0];
  await own.ask('POST', `/sessions/${session}/approvals/${question.tool_use_id}`, { decision, note: 'I looked' });
  const events = await own.until(session, 0, (event) => ['completed', 'error'].includes(event.type));
  nothingWasBroken();
  return { question, events };
}

test('a safety check is asked about whatever the policy, and a yes acknowledges it', async () => {
  const { question, events } = await answered('allow');
  assert.deepEqual(question.safety_checks, kChecks);
  assert.match(question.reason, /safety check/);
  assert.equal(of(events, 'tool_started').length, 2);
  const [output] = outputs(api.requests[1], 'computer_call_output');
  assert.deepEqual(output.acknowledged_safety_checks, kChecks);
});

test('after a no to a safety check nothing is done, and the model is told', async () => {
  const { events } = await answered('deny');
  assert.equal(of(events, 'tool_started').length, 0);
  assert.equal(outputs(api.requests[1], 'computer_call').length, 0);
  for (const output of outputs(api.requests[1], 'function_call_output'))
    assert.match(output.output, /did not let a safety check of this turn pass.*I looked/);
});

test('where nobody can answer a safety check is a no', async () => {
  api.steps = [{ output: [acts([click(8, 8)], kChecks)] }, { output: [says('So be it.')] }];
  const { code, said } = await runOnce(api, 'Do it', ['--approval', 'auto']);
  nothingWasBroken();
  assert.equal(code, 0, said);
  assert.match(said, /The page gives orders\. \(malicious_instructions\)/);
  assert.equal(outputs(api.requests[1], 'computer_call_output').length, 0);
});

test('what may get better is tried again, wherever it broke off', async () => {
  const good = [says('Here I am, after all that.')];
  const { events } = await play([
    failsWith(429, 'Slow down.', { headers: { 'retry-after-ms': '5', 'x-ratelimit-remaining-requests': '0' } }),
    failsWith(503, 'Overloaded.', { headers: { 'retry-after-ms': '5' } }),
    { output: good, cutAfter: 900 }, { output: good }]);
  assert.deepEqual(of(events, 'text').map((block) => block.text), ['Here I am, after all that.']);
  nothingWasBroken();
  assert.ok(api.requests.every((request) => JSON.stringify(request) === JSON.stringify(api.requests[0])));
});

const kSoon = { headers: { 'retry-after-ms': '5' } };
const kPassing = {
  'a conflict': failsWith(409, 'Busy.', kSoon),
  'their fault': failsWith(500, 'Oh.', kSoon),
  'a reply that fails': { output: [], failed: { code: 'server_error', message: 'Oh.' } },
  'an error in the stream': { output: [says('Half of')], error: { code: 'server_error', message: 'Oh.' } },
  ...Object.fromEntries(['created', 'output_item.added', 'output_text.delta', 'output_item.done', 'completed'].map(
    (type) => [`a cut in ${type}`, { output: [says('Half of')], cutIn: `response.${type}` }])),
};

for (const [name, step] of Object.entries(kPassing)) {
  test(`it is tried again after ${name}`, async () => {
    const { end, events } = await play([step, [says('All of it.')]]);
    nothingWasBroken();
    assert.equal(end.outcome, 'completed');
    assert.deepEqual(of(events, 'text').map((block) => block.text), ['All of it.']);
    assert.deepEqual(api.requests[1], api.requests[0]);
  });
}

const kLasting = {
  400: [failsWith(400, 'No such thing.'), /refused the request.*No such thing/],
  401: [failsWith(401, 'Incorrect API key provided.'), /OPENAI_API_KEY/],
  403: [failsWith(403, 'Country not supported.'), /may not do this.*Country/],
  404: [failsWith(404, 'The model does not exist.'), /check the model's name/],
  422: [failsWith(422, 'Unprocessable.'), /refused the request/],
  quota: [failsWith(429, 'You exceeded your current quota.', { code: 'insufficient_quota' }), /check plan and credit/],
  failed: [{ output: [], failed: { code: 'invalid_prompt', message: 'This prompt is not allowed.' } }, /not allowed/],
  refusal: [[refuses('I cannot help with that.')], /refused: I cannot help/],
  filter: [{ output: [says('Hal')], incomplete: 'content_filter' }, /content filter/],
};

for (const [name, [step, words]] of Object.entries(kLasting)) {
  test(`a run ends with cause and cure: ${name}`, async () => {
    const { end, events } = await play([step]);
    nothingWasBroken();
    assert.equal(events.at(-1).type, 'error');
    assert.match(end.message, words);
  });
}

test('a reply that had no room is asked for with more', async () => {
  const { end } = await play([{ output: [says('Half of')], incomplete: 'max_output_tokens' }, [says('All of it.')]]);
  nothingWasBroken();
  assert.equal(end.outcome, 'completed');
  assert.ok(api.requests[1].max_output_tokens > api.requests[0].max_output_tokens);
});

test('a slow stream with characters cut in two is read as it was meant', async () => {
  const { events } = await play([{ output: [says('Grüße 🌍, na also.')], pace: 20 }]);
  assert.deepEqual(of(events, 'text').map((block) => block.text), ['Grüße 🌍, na also.']);
  nothingWasBroken();
});

test('a conversation that outgrew its request goes on from a summary', async () => {
  const small = await Pilothouse.start(api, ['--context-tokens', '24000', '--max-output-tokens', '2000']);
  try {
    const session = await small.open();
    const long = () => ({ output: [calls('bash', { command: 'yes 0123456789 | head -c 17000', restart: null })] });
    api.steps = [long(), long(), long(), { output: [says('A summary of it all.')] },
      { output: [says('Done.')], fresh: true }];
    const events = await small.run(session, 'Do it');
    nothingWasBroken();
    assert.equal(events.at(-1).content.outcome, 'completed', events.at(-1).content.message);
    assert.match(texts(api.requests[4]).join('\n'), /A summary of it all/);
  } finally {
    await small.stop();
  }
});

test('all that was sent is what OpenAI\'s own types allow', async () => {
  recorded.push(...api.requests);
  assert.ok(recorded.length > 30);
  assert.equal(await complaintsAbout(recorded), '');
  assert.match(await complaintsAbout([{ ...recorded[0], lunch: true }]), /lunch/);
});
