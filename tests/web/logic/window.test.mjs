import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListWindow } from '../../../resources/web/ui/chat/window.js';

const at = ({ from, to, isAtEnd }) => [from, to, isAtEnd];

test('it begins with the last page and follows what comes', () => {
  const window = new ListWindow();
  window.toEnd(1000);
  assert.deepEqual(at(window), [700, 1000, true]);
  window.follow(1010);
  assert.deepEqual(at(window), [700, 1010, true]);
  window.follow(2000); // long enough to let go of the beginning
  assert.deepEqual(at(window), [1700, 2000, true]);
  window.toEnd(5);
  assert.deepEqual(at(window), [0, 5, true]);
});

test('it goes up in steps and lets go of the end', () => {
  const window = new ListWindow();
  window.toEnd(2000);
  for (let i = 0; i < 3; ++i) assert.ok(window.up());
  assert.deepEqual(at(window), [1250, 2000, true]);
  window.up();
  assert.deepEqual(at(window), [1100, 1850, false]);
  window.follow(2500);
  assert.deepEqual(at(window), [1100, 1850, false]);
  while (window.up());
  assert.deepEqual(at(window), [0, 750, false]);
});

test('it goes down to the end again', () => {
  const window = new ListWindow();
  window.toEnd(2000);
  while (window.up());
  while (window.down(2000));
  assert.deepEqual(at(window), [1250, 2000, true]);
});

test('what comes before moves it', () => {
  const window = new ListWindow();
  window.toEnd(100);
  window.shift(400);
  window.follow(500);
  assert.deepEqual(at(window), [400, 500, true]);
});

test('any item can be brought in', () => {
  const window = new ListWindow();
  window.toEnd(2000);
  assert.equal(window.show(1900, 2000), false);
  assert.equal(window.show(1000, 2000), true);
  assert.deepEqual(at(window), [850, 1150, false]);
  window.show(10, 2000);
  assert.deepEqual(at(window), [0, 160, false]);
});
