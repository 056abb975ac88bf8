// What people see of a model that cannot answer at once: a real server that asks one which fails.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { ended, keep, open, say, texts } from './browser.mjs';

const kReply = [
  ['message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [],
    stop_reason: null, usage: { input_tokens: 3, output_tokens: 1 } } }],
  ['content_block_start', { index: 0, content_block: { type: 'text', text: '' } }],
  ['content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Here I am.' } }],
  ['content_block_stop', { index: 0 }],
  ['message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } }],
  ['message_stop', {}],
];

let overloads = 0; // answers that are still refused
let isSpent = false; // the account's limit
const model = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (isSpent) {
      response.writeHead(429, { 'Content-Type': 'application/json' });
      response.end('{"type":"error","error":{"type":"rate_limit_error","message":"Spent",' +
        '"details":{"error_code":"enforced_spend_limit_reached"}}}');
      return;
    }
    if (overloads > 0) {
      overloads -= 1;
      response.writeHead(529, { 'Content-Type': 'application/json', 'Retry-After': '4' });
      response.end('{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const [type, data] of kReply) response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    response.end();
  });
});

let web;
before(async () => {
  model.listen(0, '127.0.0.1');
  await once(model, 'listening');
  web = await open({ args: ['--base-url', `http://127.0.0.1:${model.address().port}`] });
});
after(async () => {
  await web.close();
  model.close();
});

test('a model that is overloaded says so in the conversation, with the time of the next try', async () => {
  const { page } = web;
  overloads = 1;
  await say(page, 'Are you there?');
  await page.waitForSelector('.retry');
  const [words] = await texts(page, '.retry');
  assert.match(words, /overloaded/i);
  assert.match(words, /Attempt 2 in [1-4] s\./);
  await page.waitForFunction((old) => document.querySelector('.retry')?.textContent !== old, words);
  await keep(page, 'model_overloaded');
  await page.reload(); // who comes while it waits is told the same
  await page.waitForSelector('.retry');
  await ended(page);
  assert.deepEqual(await texts(page, '.retry'), []);
  assert.deepEqual(await texts(page, '.said'), ['Here I am.']);
});

test("an account that may spend no more says what helps, for as long as one looks", async () => {
  const { page } = web;
  isSpent = true;
  await say(page, 'Go on');
  await ended(page, 'Failed');
  isSpent = false;
  await page.reload();
  await page.waitForSelector('.end.error');
  assert.match((await texts(page, '.end.error')).at(-1),
    /spend limit for this month is reached: raise it, or wait for the first of next month.*Resume asks again/);
  await keep(page, 'model_spend_limit');
  await page.click('.run-buttons >> text=Resume');
  await ended(page);
});
