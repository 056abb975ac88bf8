import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNotLive } from '../../../resources/web/ui/desktop/live_trouble.js';

test('why there is no live view is told by what the server said, and by what is likely where it said nothing', () => {
  assert.match(whyNotLive({ code: 1011, reason: 'the desktop does not answer' }), /does not answer.*Stop/);
  assert.match(whyNotLive({ code: 4409, reason: 'the desktop has ended' }), /starts with the next message/);
  assert.match(whyNotLive({ code: 4401, reason: 'logged out' }), /log in/);
  assert.equal(whyNotLive({ code: 1008, reason: 'bad\u202e key' }),
    'The server ended the connection: bad«U+202E» key.');
  assert.match(whyNotLive({ code: 1006, reason: '' }), /a proxy/);
  assert.match(whyNotLive(null), /a proxy/);
});
