// What fingers mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gestures } from '../../../resources/web/ui/desktop/gestures.js';
import { StickyKeys } from '../../../resources/web/ui/desktop/sticky_keys.js';

const at = (x, y) => ({ x, y });

/** The acts of [time, fingers] in a row. */
function played(steps, gestures = new Gestures()) {
  return steps.flatMap(([time, ...fingers]) => gestures.take(fingers, time));
}
const kinds = (acts) => acts.map((act) => act.kind);

test('a short touch is a tap where it began, though the finger trembles', () => {
  assert.deepEqual(played([[0, at(10, 20)], [50, at(14, 22)], [90]]),
    [{ kind: 'tap', fingers: 1, count: 1, x: 10, y: 20 }]);
});

test('a second tap nearby is a double tap at the place of the first', () => {
  const acts = played([[0, at(10, 20)], [60], [200, at(16, 24)], [260]]);
  assert.deepEqual(acts.map(({ count, x, y }) => [count, x, y]), [[1, 10, 20], [2, 10, 20]]);
  const late = played([[0, at(10, 20)], [60], [900, at(10, 20)], [960]]);
  assert.deepEqual(late.map((act) => act.count), [1, 1]);
  const far = played([[0, at(10, 20)], [60], [200, at(90, 20)], [260]]);
  assert.deepEqual(far.map((act) => act.count), [1, 1]);
});

test('a finger that moves drags from where it began', () => {
  const acts = played([[0, at(0, 0)], [20, at(20, 0)], [40, at(30, 5)], [60]]);
  assert.deepEqual(kinds(acts), ['start', 'drag', 'drag', 'end']);
  assert.deepEqual([acts[0].x, acts[1].dx, acts[2].dx, acts[2].dy, acts[3].x], [0, 20, 10, 5, 30]);
  assert.ok(acts.every((act) => !act.held));
});

test('a finger that stays holds, once, and drags what it holds', () => {
  const gestures = new Gestures();
  assert.deepEqual(played([[0, at(5, 5)]], gestures), []);
  assert.equal(gestures.holdsAt, 500);
  assert.deepEqual(gestures.tick(499), []);
  assert.deepEqual(gestures.tick(500), [{ kind: 'hold', x: 5, y: 5 }]);
  assert.deepEqual(gestures.tick(501), []);
  assert.equal(gestures.holdsAt, null);
  const acts = played([[600, at(40, 5)], [620, at(50, 5)], [640]], gestures);
  assert.deepEqual(kinds(acts), ['start', 'drag', 'drag', 'end']);
  assert.ok(acts.every((act) => act.held));
});

test('a held finger that is lifted ends, and is no tap', () => {
  const gestures = new Gestures();
  played([[0, at(5, 5)]], gestures);
  gestures.tick(500);
  assert.deepEqual(kinds(played([[510]], gestures)), ['end']);
});

test('a long touch that nobody was told of is nothing', () => {
  assert.deepEqual(played([[0, at(5, 5)], [2000]]), []);
});

test('two fingers that come and go are a tap of two, however they are lifted', () => {
  const acts = played([[0, at(0, 0)], [30, at(0, 0), at(60, 0)], [120, at(60, 0)], [130]]);
  assert.deepEqual(acts, [{ kind: 'tap', fingers: 2, count: 1, x: 30, y: 0 }]);
});

test('two fingers that go apart pinch', () => {
  const acts = played([[0, at(0, 0), at(100, 0)], [20, at(-20, 0), at(120, 0)], [40, at(-50, 0), at(150, 0)]]);
  assert.deepEqual(acts.map(({ kind, isPinch }) => [kind, isPinch]), [['two', true], ['two', true]]);
  assert.equal(acts[0].factor * acts[1].factor, 2);
});

test('two fingers side by side move, and do not pinch', () => {
  const acts = played([[0, at(0, 0), at(60, 0)], [20, at(0, -20), at(60, -22)], [40, at(0, -50), at(62, -50)]]);
  assert.ok(acts.length === 2 && acts.every((act) => !act.isPinch));
  assert.equal(acts[0].dy + acts[1].dy, -50);
});

test('a second finger ends a drag, and what is left of two does nothing', () => {
  const acts = played([[0, at(0, 0)], [20, at(30, 0)], [40, at(30, 0), at(90, 0)], [60, at(30, 0), at(190, 0)],
    [80, at(30, 0)], [100, at(300, 0)], [120]]);
  assert.deepEqual(kinds(acts), ['start', 'drag', 'end', 'two']);
});

test('three fingers are nothing, until all are lifted', () => {
  const gestures = new Gestures();
  const three = [at(0, 0), at(50, 0), at(100, 0)];
  assert.deepEqual(played([[0, three[0]], [10, ...three], [50, ...three], [90, three[0]], [95]], gestures), []);
  assert.deepEqual(kinds(played([[500, at(0, 0)], [550]], gestures)), ['tap']);
});

test('Ctrl and Alt hold for one key, and are taken back by a second touch', () => {
  let changes = 0;
  const keys = new StickyKeys(() => { ++changes; });
  keys.toggle('ctrl');
  keys.toggle('alt');
  keys.toggle('alt');
  assert.ok(keys.has('ctrl') && !keys.has('alt'));
  assert.deepEqual(keys.take(), ['ctrl']);
  assert.deepEqual(keys.take(), []);
  assert.equal(changes, 4);
});
