import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInside, isOnPicture, markRadius, marksOf, pixelAt } from '../../../resources/web/ui/lib/marks.js';

const computer = (action, input) => ({ tool: 'computer', action, input });
const size = { width: 1280, height: 800 };

test('a click is a point, a drag a line, a zoom a box', () => {
  assert.deepEqual(marksOf(computer('left_click', { coordinate: [10, 20] })),
    [{ kind: 'point', x: 10, y: 20, count: 1 }]);
  assert.equal(marksOf(computer('triple_click', { coordinate: [10, 20] }))[0].count, 3);
  assert.deepEqual(marksOf(computer('left_click_drag', { start_coordinate: [1, 2], coordinate: [3, 4] })),
    [{ kind: 'line', x1: 1, y1: 2, x2: 3, y2: 4 }]);
  assert.deepEqual(marksOf(computer('zoom', { region: [10, 20, 110, 70] })),
    [{ kind: 'box', x: 10, y: 20, width: 100, height: 50 }]);
});

test('what has no place has no mark', () => {
  for (const call of [
    null, computer('type', { text: 'x' }), computer('left_click', {}), computer('left_click', { coordinate: ['a', 1] }),
    { tool: 'bash', action: 'run', input: { coordinate: [1, 2] } }]) assert.deepEqual(marksOf(call), []);
});

test('marks beyond the picture are not drawn', () => {
  assert.ok(isInside({ kind: 'point', x: 0, y: 0 }, size));
  assert.ok(isInside({ kind: 'point', x: 1280, y: 800 }, size));
  assert.ok(!isInside({ kind: 'point', x: 1281, y: 5 }, size));
  assert.ok(!isInside({ kind: 'line', x1: 0, y1: 0, x2: -1, y2: 5 }, size));
  assert.ok(!isInside({ kind: 'box', x: 1200, y: 0, width: 100, height: 10 }, size));
});

test('marks look alike on pictures of any size', () => {
  assert.equal(markRadius(1280, 640), 22);
  assert.equal(markRadius(640, 320), 22);
  assert.equal(markRadius(1280, 1280), 11);
  assert.ok(Number.isFinite(markRadius(1280, 0)));
});

test('the picture of a zoom shows another part', () => {
  assert.ok(!isOnPicture({ action: 'zoom' }));
  assert.ok(isOnPicture({ action: 'left_click' }));
});

test('a place on the page is a pixel of the picture, and never one outside of it', () => {
  const box = { left: 100, top: 50, width: 320, height: 200 };
  const at = (clientX, clientY) => pixelAt(box, { clientX, clientY }, size);
  assert.deepEqual(at(100, 50), [0, 0]);
  assert.deepEqual(at(260, 150), [640, 400]);
  assert.deepEqual(at(420, 250), [1279, 799]);
  assert.deepEqual(at(0, 9999), [0, 799]);
});
