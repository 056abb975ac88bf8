import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, emptyState, stateOf } from '../../../resources/web/ui/session/reducer.js';
import { live, snapshot, teller } from './events.mjs';

const kinds = (state) => state.items.map((item) => item.kind);
const takeAll = (state, events) => events.map((event) => apply(state, event));

test('a run becomes what was said and done, in order', () => {
  const tell = teller();
  const state = stateOf([tell.user('Click'), tell.run(), tell.thinking('Hm'), tell.text('I click.'), tell.use('c1'),
    tell.usage(), tell.started('c1'), tell.result('c1'), tell.end()]);
  assert.deepEqual(kinds(state), ['user', 'thinking', 'text', 'call', 'end']);
  assert.equal(state.byKey.get('c1').state, 'done');
  assert.equal(state.status, 'completed');
  assert.equal(state.run.steps, 1);
  assert.equal(state.run.tokens, 120);
});

test('an event that is told twice counts once', () => {
  const tell = teller();
  const events = [tell.user('Hello'), tell.run(), tell.text('Hi')];
  const state = stateOf(events);
  assert.deepEqual(takeAll(state, events), [null, null, null]);
  assert.deepEqual(kinds(state), ['user', 'text']);
});

test('after a break the state is the one without a break', () => {
  const tell = teller();
  const events = [tell.user('Hello'), tell.run(), tell.text('Hi'), tell.use('c1'), tell.usage(), tell.started('c1'),
    tell.result('c1'), tell.end()];
  const broken = emptyState();
  takeAll(broken, events.slice(0, 4));
  apply(broken, snapshot(events.length));
  takeAll(broken, events.slice(2)); // the server starts earlier than it had to
  const whole = stateOf(events);
  assert.deepEqual(broken.items, whole.items);
  assert.equal(broken.status, whole.status);
});

test('the stored reply takes the place of its draft', () => {
  const tell = teller();
  const state = stateOf([tell.user('Hello'), tell.run()]);
  apply(state, live('thinking_delta', { text: 'Let ' }));
  apply(state, live('text_delta', { text: 'Good ' }));
  apply(state, live('text_delta', { text: 'day' }));
  assert.deepEqual(state.items.filter((item) => item.isDraft).map((item) => item.text), ['Let ', 'Good day']);
  takeAll(state, [tell.thinking('Let me'), tell.text('Good day.'), tell.usage()]);
  assert.deepEqual(kinds(state), ['user', 'thinking', 'text']);
  assert.equal(state.items.at(-1).text, 'Good day.');
});

test('a late joiner sees what was said so far, and older replies do not end it', () => {
  const tell = teller();
  const state = stateOf([tell.user('Hello')]);
  const missed = [tell.run(), tell.text('First'), tell.usage()];
  apply(state, snapshot(4, { partial: { text: 'Second, half', thinking: '' } }));
  takeAll(state, missed);
  assert.equal(state.byKey.get('draft-text').text, 'Second, half');
  apply(state, live('text_delta', { text: ' way' }));
  assert.equal(state.byKey.get('draft-text').text, 'Second, half way');
});

test('a reply that is tried again begins anew', () => {
  const tell = teller();
  const state = stateOf([tell.user('Hello'), tell.run()]);
  apply(state, live('text_delta', { text: 'Half' }));
  apply(state, live('retrying', { attempt: 2, delay_ms: 1000, reason: 'Overloaded.' }));
  assert.deepEqual(kinds(state), ['user', 'retry']);
});

test('a question waits until it is answered', () => {
  const tell = teller();
  const state = stateOf([tell.user('Click'), tell.run(), tell.use('c1'), tell.question('c1')]);
  assert.equal(state.questions.size, 1);
  assert.equal(state.byKey.get('c1').state, 'asking');
  apply(state, tell.decision('c1', 'deny', { note: 'No' }));
  apply(state, tell.result('c1', { is_error: true, duration_ms: 0 }));
  assert.equal(state.questions.size, 0);
  assert.equal(state.byKey.get('c1').state, 'denied');
});

test('a question that the end of the run took away was not answered with no', () => {
  const tell = teller();
  const last = (by) => stateOf([tell.use('c1'), tell.question('c1'), tell.decision('c1', 'deny', { by }),
    tell.result('c1', { is_error: true })]).byKey.get('c1').state;
  assert.deepEqual(['interrupt', 'timeout', 'browser'].map(last), ['stopped', 'denied', 'denied']);
});

test('an edited call shows what was allowed', () => {
  const tell = teller();
  const state = stateOf([tell.use('c1', 'type', { text: 'rm -rf /' }), tell.question('c1'),
    tell.decision('c1', 'edit', { input: { text: 'ls' } })]);
  assert.deepEqual(state.byKey.get('c1').call.input, { text: 'ls' });
});

test('the end of a run stops what was open', () => {
  const tell = teller();
  const state = stateOf(
    [tell.user('Click'), tell.run(), tell.use('c1'), tell.use('c2'), tell.question('c1'), tell.end('interrupted')]);
  assert.deepEqual([...state.byKey.values()].filter((item) => item.kind === 'call').map((item) => item.state),
    ['stopped', 'stopped']);
  assert.equal(state.questions.size, 0);
  assert.equal(state.status, 'interrupted');
});

test('what a person ended has not failed', () => {
  const tell = teller();
  const taken = () => tell.stored('control', { holder: 'person', name: '', reason: 'taken', seconds: 0 });
  const failed = (id, stopped) => tell.result(id, { is_error: true, text: 'As it is.', stopped });
  const stateOfLast = (events) => stateOf(events).items.findLast((item) => item.kind === 'call').state;
  assert.equal(stateOfLast([tell.use('c1'), tell.started('c1'), taken(), failed('c1', true)]), 'yielded');
  assert.equal(stateOfLast([tell.use('c2'), tell.started('c2'), failed('c2', true), tell.end('interrupted')]), 'ended');
  const unstopped = [tell.use('c3'), tell.started('c3'), failed('c3', false), tell.end('interrupted')];
  assert.equal(stateOfLast(unstopped), 'failed');
  assert.equal(stateOfLast([tell.use('c4'), tell.started('c4'), failed('c4', false), taken()]), 'failed');
});

test('a budget that is used up pauses', () => {
  const tell = teller();
  assert.equal(stateOf([tell.user('Go'), tell.run(), tell.end('budget')]).status, 'paused');
});

test('the answer to a command that failed is no end of a run', () => {
  const tell = teller();
  const state = stateOf([tell.user('Go'), tell.run()]);
  apply(state, live('error', { error: 'Nothing is running.', code: 'conflict' }));
  assert.equal(state.status, 'running');
  assert.deepEqual(kinds(state), ['user']);
});

test('a call whose beginning is on an older page is known by its facts', () => {
  const tell = teller(501);
  const state = stateOf([tell.started('c9', { kind: 'double_click', coordinate: [640, 400] }), tell.result('c9')]);
  const { call } = state.byKey.get('c9');
  assert.equal(call.action, 'double_click');
  assert.deepEqual(call.input, { coordinate: [640, 400] });
  assert.equal(state.firstSeq, 501);
});

test('the last picture is kept for marking targets', () => {
  const tell = teller();
  const image = { url: '/blobs/ab', width: 1280, height: 800 };
  const state = stateOf([tell.use('c1'), tell.started('c1'), tell.result('c1', { images: [image] })]);
  assert.deepEqual(state.picture, { ...image, seq: 3 });
});

test('a part that was looked at closer is no picture of the screen', () => {
  const tell = teller();
  const whole = { url: '/blobs/a', width: 1280, height: 800 };
  const part = { url: '/blobs/b', width: 800, height: 800 };
  const state = stateOf([tell.use('c1'), tell.result('c1', { images: [whole] }),
    tell.use('c2', 'zoom', { region: [0, 0, 100, 100] }), tell.result('c2', { images: [part] })]);
  assert.equal(state.picture.url, '/blobs/a');
});

test('the wheel changes hands', () => {
  const tell = teller();
  const state = stateOf([tell.stored('control', { holder: 'person', name: 'Ada', reason: 'taken', seconds: 0 })]);
  assert.equal(state.control.holder, 'person');
  assert.equal(state.control.name, 'Ada');
  apply(state, tell.stored('control', { holder: 'agent', name: null, reason: 'handed_back', seconds: 42 }));
  assert.equal(state.control.holder, 'agent');
});

test('ten thousand events are taken in well under a second', () => {
  const tell = teller();
  const events = [tell.user('Go'), tell.run()];
  for (let i = 0; events.length < 10_000; ++i)
    events.push(tell.use(`c${i}`), tell.usage(), tell.started(`c${i}`), tell.result(`c${i}`));
  const begin = performance.now();
  stateOf(events);
  assert.ok(performance.now() - begin < 1000);
});

test('an event in which something is not what it should be takes nothing else with it', () => {
  const events = [{ type: 'text', seq: 1, content: { text: 'a' } }, { type: 'text', seq: 2, content: { text: 7 } },
    { type: 'tool_use', seq: 3, content: null },
    { type: 'tool_use', seq: 4, content: { id: 'c', name: 5, input: 'x' } },
    { type: 'text', seq: 5, content: { text: 'b' } }];
  const state = stateOf(events);
  assert.deepEqual(state.items.map((item) => item.kind), ['text', 'plain', 'plain', 'call', 'text']);
  assert.equal(state.lastSeq, 5);
});

test('a model that is asked again says so until it answers', () => {
  const tell = teller();
  const again = { attempt: 2, delay_ms: 8000, reason: 'Overloaded.' };
  const waiting = () => {
    const state = stateOf([tell.user('Hello'), tell.run()]);
    const event = live('retrying', again);
    apply(state, event);
    assert.deepEqual(kinds(state), ['user', 'retry']);
    assert.equal(state.items[1].until, Date.parse(event.timestamp) + 8000);
    return state;
  };
  for (const goesOn of [() => live('text_delta', { text: 'Good' }), () => live('thinking_delta', { text: 'Hm' }),
    () => tell.text('Good day.'), () => tell.usage(), () => tell.end('interrupted'), () => tell.end('error')]) {
    const state = waiting();
    apply(state, goesOn());
    assert.ok(!kinds(state).includes('retry'));
  }
  const state = waiting();
  apply(state, live('retrying', { ...again, attempt: 3 }));
  assert.deepEqual(state.items.filter((item) => item.kind === 'retry').map((item) => item.attempt), [3]);
});

test('who comes while a model is waited for is told, too', () => {
  const tell = teller();
  const state = stateOf([tell.user('Hello'), tell.run()]);
  apply(state, snapshot(2, { retrying: { attempt: 2, delay_ms: 500, reason: 'Overloaded.' } }));
  assert.equal(state.items.at(-1).reason, 'Overloaded.');
  apply(state, snapshot(2));
  assert.deepEqual(kinds(state), ['user']);
});

test('that a desktop was given up is told, and changes nothing else', () => {
  const tell = teller();
  const state = stateOf([tell.user('Hello'), tell.run(), tell.end('completed'),
    { ...tell.user(''), type: 'desktop_given_up', content: { reason: 'limit' } }]);
  assert.deepEqual(state.items.at(-1).note, 'desktop');
  assert.equal(state.items.at(-1).reason, 'limit');
  assert.equal(state.status, 'completed');
});

test('that files were put back is told, with the time they are of', () => {
  const tell = teller();
  const state = stateOf([tell.user('Hello'), tell.run(), tell.end('completed'),
    { ...tell.user(''), type: 'files_restored',
      content: { by: 'ann', saved_at: '2026-11-29T12:00:00.000Z', seq: 1, snapshot: 'x' } }]);
  assert.equal(state.items.at(-1).note, 'restored');
  assert.equal(state.items.at(-1).savedAt, '2026-11-29T12:00:00.000Z');
  assert.equal(state.status, 'completed');
});
