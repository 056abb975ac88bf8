// What a browser tells the server when it wants to be called while no page is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserLabel, wantedEvents } from '../../../resources/web/ui/sessions/push.js';

test('choices are events of the server', () => {
  const some = { isOn: true, questions: true, ends: false, failures: true };
  assert.deepEqual(wantedEvents(some), ['ask', 'budget', 'failed']);
  assert.deepEqual(wantedEvents({ questions: false, ends: true, failures: false }), ['completed', 'interrupted']);
});

test('browsers are called as people call them', () => {
  const kMozilla = 'Mozilla/5.0';
  const like = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
  for (const [agent, label] of [
    [`${kMozilla} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox · Linux'],
    [`${kMozilla} (Windows NT 10.0; Win64; x64) ${like} Safari/537.36`, 'Chrome · Windows'],
    [`${kMozilla} (Windows NT 10.0; Win64; x64) ${like} Safari/537.36 Edg/142.0.0.0`, 'Edge · Windows'],
    [`${kMozilla} (Linux; Android 16; Pixel 9) ${like} Mobile Safari/537.36`, 'Chrome · Android'],
    [`${kMozilla} (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1`, 'Safari · iPhone'],
    [`${kMozilla} (Macintosh; Intel Mac OS X 10_15_7) ${like} Safari/537.36 OPR/120.0`, 'Opera · Mac OS'],
    ['curl/8', ''],
  ]) assert.equal(browserLabel(agent), label);
});
