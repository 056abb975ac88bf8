// What is said of a session's network, and what follows from a host that is allowed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedWords, covers, hostsIn, placeOf, reasonOf } from '../../../resources/web/ui/session/egress.js';
import { apply, stateOf } from '../../../resources/web/ui/session/reducer.js';
import { live, teller } from './events.mjs';

const denied = (tell, host, more = {}) => tell.stored('egress_denied',
  { host, port: 0, reason: 'list', line: `blocked: ${host}`, entry: host, ...more });
const allowed = (tell, host, by = 'ann') => tell.stored('egress_allowed', { host, by });
const rows = (state) => state.items.filter((item) => item.kind === 'blocked')
  .map((item) => item.rows.map((row) => `${row.host} ${row.allowedBy ?? '-'}`));

test('an entry of a list lets through what it names', () => {
  for (const [entry, wanted, expected] of [
    ['a.example', 'a.example', true], ['a.example', 'b.a.example', false], ['*.a.example', 'b.a.example', true],
    ['*.a.example', 'c.b.a.example', true], ['*.a.example', 'a.example', false], ['*.a.example', 'ba.example', false],
    ['a.example', 'a.example:8443', false], ['*.a.example:8443', 'b.a.example:8443', true],
    ['*.a.example:8443', 'b.a.example', false]]) {
    assert.equal(covers(entry, wanted), expected, `${entry} ${wanted}`);
  }
});

test('a refusal says what and why', () => {
  for (const [row, place, reason] of [
    [{ host: 'a.example', port: 443, reason: 'list', entry: 'a.example' }, 'a.example', /not on this session’s list/],
    [{ host: 'a.example', port: 22, reason: 'list', entry: 'a.example:22' }, 'a.example:22', /not on this session/],
    [{ host: '2001:db8::1', port: 99, reason: 'list', entry: '' }, '[2001:db8::1]:99', /by name only/],
    [{ host: '10.0.0.1', port: 0, reason: 'public', entry: '' }, '10.0.0.1', /not a public address/],
    [{ host: '10.0.0.1', port: 0, reason: 'none', entry: '' }, '10.0.0.1', /no network/],
    [{ host: '10.0.0.1', port: 0, reason: 'all', entry: '' }, '10.0.0.1', /the computer that/]]) {
    assert.equal(placeOf(row), place);
    assert.match(reasonOf(row), reason);
  }
});

test('who allowed a host is said as far as it is known', () => {
  assert.deepEqual(['ann', 'browser', 'token', 'anonymous'].map(allowedWords),
    ['Allowed by ann', 'Allowed on this page', 'Allowed with the token', 'Allowed']);
});

test('hosts are read from a field as people write them', () => {
  assert.deepEqual(hostsIn(' a.example, *.b.example;c.example:99\n\td.example '),
    ['a.example', '*.b.example', 'c.example:99', 'd.example']);
  assert.deepEqual(hostsIn(' \n'), []);
});

test('refusals in a row are one item, whatever is being written meanwhile', () => {
  const tell = teller();
  const state = stateOf([tell.user('Go'), tell.run(), denied(tell, 'a.example')]);
  apply(state, live('text_delta', { text: 'Hm' }));
  const changed = apply(state, denied(tell, 'b.example'));
  assert.deepEqual([...changed], ['e3']);
  apply(state, tell.text('Hm.'));
  apply(state, denied(tell, 'c.example'));
  assert.deepEqual(rows(state), [['a.example -', 'b.example -'], ['c.example -']]);
});

test('a host that is allowed is so wherever it was refused', () => {
  const tell = teller();
  const state = stateOf([denied(tell, 'a.example'), denied(tell, 'b.a.example'), tell.text('Hm.'),
    denied(tell, 'b.a.example', { port: 8443, entry: 'b.a.example:8443' }), denied(tell, 'c.a.example'),
    denied(tell, '192.0.2.1', { entry: '' })]);
  const changed = apply(state, allowed(tell, '*.a.example'));
  assert.deepEqual([...changed], ['e1', 'e4']);
  assert.deepEqual(rows(state),
    [['a.example -', 'b.a.example ann'], ['b.a.example -', 'c.a.example ann', '192.0.2.1 -']]);
  apply(state, allowed(tell, 'c.a.example', 'bob'));
  assert.equal(rows(state)[1][1], 'c.a.example ann');
  assert.deepEqual([state.items.at(-1).host, state.items.at(-1).by], ['c.a.example', 'bob']);
});

test('a host that was never refused is a note of its own', () => {
  const tell = teller();
  const state = stateOf([tell.user('Go'), allowed(tell, 'a.example')]);
  assert.deepEqual(state.items.at(-1).note, 'egress');
});
