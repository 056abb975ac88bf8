// Where a screen lies in its frame when it is enlarged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingScale, revealing, zoomedAt } from '../../../resources/web/ui/desktop/zoom.js';

const kFrame = { width: 400, height: 600 };
const kScreen = { width: 1600, height: 1000 };
const kWhole = { scale: 0.25, left: 0, top: 0 }; // 400 x 250, in the middle

/** The place of the screen under a point of the frame. */
function placeUnder(view, point) {
  const margin = (frame, length) => Math.max(0, (frame - length * view.scale) / 2);
  return { x: (view.left + point.x - margin(kFrame.width, kScreen.width)) / view.scale,
    y: (view.top + point.y - margin(kFrame.height, kScreen.height)) / view.scale };
}

test('a screen fits by its tighter side', () => {
  assert.equal(fittingScale(kFrame, kScreen), 0.25);
  assert.equal(fittingScale({ width: 3200, height: 500 }, kScreen), 0.5);
});

test('what is between the fingers stays there', () => {
  const point = { x: 150, y: 300 };
  let view = kWhole;
  for (const factor of [1.5, 2, 1.1, 0.8]) {
    const before = placeUnder(view, point);
    view = zoomedAt(view, factor, point, kFrame, kScreen);
    const after = placeUnder(view, point);
    assert.ok(Math.abs(after.x - before.x) < 1e-6 && Math.abs(after.y - before.y) < 1e-6);
  }
});

test('a screen is never smaller than it fits, nor larger than can be of use', () => {
  assert.deepEqual(zoomedAt(kWhole, 0.1, { x: 0, y: 0 }, kFrame, kScreen), kWhole);
  assert.equal(zoomedAt(kWhole, 1000, { x: 0, y: 0 }, kFrame, kScreen).scale, 4);
});

test('nothing beyond the edge is shown', () => {
  const view = zoomedAt(kWhole, 4, { x: 400, y: 600 }, kFrame, kScreen);
  assert.deepEqual(view, { scale: 1, left: 1200, top: 400 });
});

test('a place is brought into view with room around it, and only as far as that needs', () => {
  assert.equal(revealing(0, 200, 400), 0);
  assert.equal(revealing(0, 500, 400), 140);
  assert.equal(revealing(300, 310, 400), 270);
});
