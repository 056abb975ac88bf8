import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onWall } from '../../../resources/web/ui/sessions/wall.js';

const session = (id, status, more = {}) => ({ id, status, has_desktop: false, ...more });
const ids = (sessions) => onWall(sessions).map(({ id }) => id);

test('who waits for a person stands first, then who works, then who has a desktop; else the newest', () => {
  assert.deepEqual(ids([session('rests', 'completed'), session('stands', 'completed', { has_desktop: true }),
    session('works', 'running'), session('fails', 'error'), session('asks', 'awaiting_approval')]),
  ['asks', 'works', 'stands', 'rests', 'fails']);
});

test('closed sessions are left out, and more than a dozen', () => {
  assert.deepEqual(ids([session('closed', 'finished')]), []);
  assert.equal(onWall(Array.from({ length: 40 }, (_, i) => session(`s${i}`, 'completed'))).length, 12);
});
