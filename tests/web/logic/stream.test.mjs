import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayBefore, EventStream } from '../../../resources/web/ui/session/stream.js';

/** A stream over sockets and a clock that the test moves. */
function fixture({ mayReconnect = async () => {} } = {}) {
  const made = { sockets: [], timers: [], events: [], states: [], gone: [], lastSeq: 0 };
  const stream = new EventStream({
    open: (after) => {
      const socket = { after, readyState: 1, sent: [], close() { this.isClosed = true; },
        send(text) { this.sent.push(JSON.parse(text)); } };
      made.sockets.push(socket);
      return socket;
    },
    lastSeq: () => made.lastSeq,
    mayReconnect,
    setTimeout: (f, ms) => made.timers.push({ f, ms }),
    clearTimeout: () => {},
  });
  stream.on('event', (event) => { made.events.push(event); made.lastSeq = event.seq ?? made.lastSeq; });
  stream.on('state', (state) => made.states.push(state));
  stream.on('gone', (why) => made.gone.push(why));
  stream.start();
  return Object.assign(made, { stream, last: () => made.sockets.at(-1),
    tell: (event) => made.last(made).onmessage({ data: JSON.stringify(event) }),
    elapse: async () => { await made.timers.shift().f(); } });
}

test('after a break it goes on behind the last event', async () => {
  const f = fixture();
  f.last().onmessage({ data: '{"type":"user","seq":7}' });
  f.last().onclose({ code: 1006 });
  await f.elapse();
  assert.equal(f.last().after, 7);
  assert.deepEqual(f.states, ['connecting', 'live', 'waiting', 'connecting']);
});

test('what an old connection still says is not heard', async () => {
  const f = fixture();
  const old = f.last();
  old.onclose({ code: 1006 });
  await f.elapse();
  old.onmessage({ data: '{"type":"user","seq":1}' });
  assert.deepEqual(f.events, []);
});

test('pauses grow, and end with the first word', async () => {
  const f = fixture();
  for (let i = 0; i < 4; ++i) {
    f.last().onclose({ code: 1006 });
    const [{ ms }] = f.timers;
    assert.ok(ms >= 400 * 2 ** i && ms <= 500 * 2 ** i, `${ms}`);
    await f.elapse();
  }
  f.last().onmessage({ data: '{"type":"snapshot"}' });
  f.last().onclose({ code: 1006 });
  assert.ok(f.timers[0].ms <= 500);
  assert.ok(delayBefore(50) <= 10_000);
});

test('a command goes over the open connection and is known to be done', async () => {
  const f = fixture();
  const done = f.stream.ask({ type: 'interrupt' });
  const refused = f.stream.ask({ type: 'approve' });
  assert.deepEqual(f.last().sent, [{ type: 'interrupt', ref: '1' }, { type: 'approve', ref: '2' }]);
  f.tell({ type: 'error', content: { error: 'Too late.', code: 'not_found', ref: '2' } });
  f.tell({ type: 'done', content: { ref: '1' } });
  await done;
  await assert.rejects(refused, { message: 'Too late.', status: 404 });
  assert.deepEqual(f.events, []);
});

test('a command without an open connection, or without an answer, is lost', async () => {
  const f = fixture();
  f.last().readyState = 0;
  await assert.rejects(f.stream.ask({ type: 'interrupt' }), { isLost: true });
  f.last().readyState = 1;
  const unanswered = f.stream.ask({ type: 'interrupt' });
  await f.elapse();
  await assert.rejects(unanswered, { isLost: true });
  const cut = f.stream.ask({ type: 'interrupt' });
  f.last().onclose({ code: 1006 });
  await assert.rejects(cut, { isLost: true });
});

test('a deleted session is not asked for again', async () => {
  const f = fixture();
  f.last().onclose({ code: 4404 });
  assert.equal(f.gone.length, 1);
  assert.deepEqual(f.timers, []);
});

test('a session that is gone after a restart is told once', async () => {
  const f = fixture(
    { mayReconnect: async () => { throw Object.assign(new Error('No such session.'), { status: 404 }); } });
  f.last().onclose({ code: 1006 });
  await f.elapse();
  assert.deepEqual(f.gone, ['No such session.']);
});

test('while the server is away it keeps trying', async () => {
  let isAway = true;
  const f = fixture(
    { mayReconnect: async () => { if (isAway) throw Object.assign(new Error('away'), { status: 0 }); } });
  f.last().onclose({ code: 1006 });
  await f.elapse();
  await f.elapse();
  assert.equal(f.sockets.length, 1);
  isAway = false;
  await f.elapse();
  assert.equal(f.sockets.length, 2);
});

test('a closed stream is silent', async () => {
  const f = fixture();
  const socket = f.last();
  f.stream.close();
  assert.ok(socket.isClosed);
  socket.onmessage({ data: '{"type":"user","seq":1}' });
  socket.onclose({ code: 1000 });
  assert.deepEqual([f.events, f.timers], [[], []]);
});
