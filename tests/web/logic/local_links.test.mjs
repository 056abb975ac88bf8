// Which links lead back to this machine, in whatever spelling.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLocal } from '../../../resources/web/ui/chat/local_links.js';

for (const href of ['http://localhost:9999/', 'https://LOCALHOST', 'http://localhost./', 'http://a.b.localhost:1/x',
  'http://127.0.0.1:8000/ui/', 'http://127.9.8.7', 'http://127.1/', 'http://2130706433/', 'http://0x7f000001/',
  'http://0x7f.1:80', 'http://0177.0.0.1', 'http://①②⑦.0.0.1', 'http://0.0.0.0:8000', 'http://0/', 'http://[::1]:8000/',
  'http://[0:0:0:0:0:0:0:1]', 'http://[::]/', 'http://[::ffff:127.0.0.1]', 'http://[::ffff:7f00:1]:1/',
  'http://[::127.0.0.1]/', 'http://[64:ff9b::7f00:1]/', 'http://user:secret@localhost/',
  'http://example.com@127.0.0.1/',
  'http:localhost:9', 'http:\\\\localhost', 'http://ip6-localhost/', 'http://localhost.localdomain', 'ws://localhost',
  'http://pilot.example.com:9999/', 'https://PILOT.example.com/']) {
  test(`asks before ${href}`, () => assert.equal(isLocal(href, 'pilot.example.com'), true));
}

for (const href of ['https://example.com/', 'http://localhost.example.com/', 'http://127.0.0.1.example.com/',
  'http://notlocalhost/', 'http://128.0.0.1', 'http://10.0.0.1/', 'http://1.127.0.0', 'http://[::2]/',
  'http://[2001:db8::1]/', 'http://[::ffff:8.8.8.8]', 'mailto:root@localhost', '#here', 'not an address',
  'http://example.com/?to=http://localhost/']) {
  test(`does not ask before ${href}`, () => assert.equal(isLocal(href, 'pilot.example.com'), false));
}
