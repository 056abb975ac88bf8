// A model that does not answer: the step says so, the stream too, and the conversation goes on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Server, Stream } from './client.mjs';

const kRefusal = { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } };
let asked = 0;
let server;
const api = createServer((request, response) => {
  ++asked;
  request.resume().on('end', () => response.writeHead(401, { 'content-type': 'application/json' })
    .end(JSON.stringify(kRefusal)));
});

before(async () => {
  await once(api.listen(0, '127.0.0.1'), 'listening');
  server = await Server.start({ args: ['--base-url', `http://127.0.0.1:${api.address().port}`],
    environment: { ANTHROPIC_API_KEY: 'sk-ant-wrong' } });
});
after(async () => {
  await server.stop();
  api.close();
});

test('a step whose model fails at once says so, and the next one tries again', async () => {
  const made = await server.good('PUT', '/conversations/refused', { messages: [{ role: 'user', content: 'hello' }] });
  const stream = await Stream.open(server, 'refused', made.session_id);
  const step = () => server.ask('POST', '/conversations/refused/step', { session_id: made.session_id });
  for (let round = 1; round <= 2; ++round) {
    const from = stream.events.length;
    const failed = await step();
    assert.equal(failed.status, 500);
    assert.deepEqual(Object.keys(failed.json).sort(), ['error', 'status']);
    assert.equal(failed.json.status, 'error');
    assert.match(failed.json.error, /key/i);
    assert.equal((await stream.until('error', from)).error, failed.json.error);
    assert.equal(asked, round);
    const { session, log } = await server.good('GET', '/conversations/refused');
    assert.deepEqual([session.generating, session.last_error], [false, failed.json.error]);
    assert.equal(log.at(-1).content, `Error: ${failed.json.error}`);
    assert.deepEqual(log, [log[0], ...stream.log]);
  }
  stream.close();
});
