import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filmOf, pauseAfter } from '../../../resources/web/ui/replay/frames.js';
import { stateOf } from '../../../resources/web/ui/session/reducer.js';
import { teller } from './events.mjs';

const picture = (name) => ({ images: [{ url: `/blobs/${name}`, width: 1280, height: 800 }] });

test('each thing done is a frame, with the picture of its moment', () => {
  const tell = teller();
  const { frames } = filmOf(stateOf([tell.user('Go'), tell.run(),
    tell.use('c1', 'screenshot', {}), tell.use('c2'), tell.use('c3', 'type', { text: 'x' }), tell.usage(),
    tell.started('c1'), tell.result('c1', picture('a')), tell.started('c2'), tell.result('c2'),
    tell.started('c3'), tell.result('c3', picture('b'))]).items);
  assert.deepEqual(frames.map((frame) => [frame.key, frame.image.url]),
    [['c1', '/blobs/a'], ['c2', '/blobs/a'], ['c3', '/blobs/b']]);
});

test('a frame stands at the time its action began, not when the model asked for the batch', () => {
  const tell = teller();
  const events = [
    tell.use('c1', 'screenshot', {}), tell.use('c2'), tell.started('c1'), tell.result('c1', picture('a')),
    tell.started('c2')];
  const { frames } = filmOf(stateOf(events).items);
  assert.deepEqual(frames.map((frame) => frame.at), [events[2], events[4]].map((event) => Date.parse(event.timestamp)));
});

test('before the first picture there is nothing to show', () => {
  const tell = teller();
  assert.deepEqual(
    filmOf(stateOf([tell.user('Go'), tell.use('c1'), tell.started('c1'), tell.result('c1')]).items).frames, []);
  assert.deepEqual(filmOf([]), { frames: [], moments: [] });
});

test('moments stand where they happened', () => {
  const tell = teller();
  const { moments } = filmOf(
    stateOf([tell.user('Go'), tell.run(), tell.use('c1'), tell.started('c1'), tell.result('c1', picture('a')),
    tell.use('c2'), tell.question('c2'), tell.decision('c2', 'allow'), tell.started('c2'),
      tell.result('c2', { is_error: true }),
    tell.end()]).items);
  assert.deepEqual(moments.map(({ index, kind }) => [index, kind]),
    [[0, 'user'], [1, 'asked'], [1, 'failed'], [1, 'end']]);
});

test('long waits are cut, short ones seen', () => {
  const frames = [0, 10, 1010, 61_010].map((at) => ({ at }));
  assert.deepEqual([0, 1, 2, 3].map((index) => pauseAfter(frames, index, 1)), [250, 1000, 2500, 0]);
  assert.equal(pauseAfter(frames, 1, 4), 250);
});
