// Fields of templates, and what sessions get from several sources.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combined, possible, wishesOf, wishWords } from '../../../resources/web/ui/session/wishes.js';
import { fieldsIn, filled, piecesOf } from '../../../resources/web/ui/templates/fields.js';

test('fields are names in double braces, each once, and nothing of ours or of others', () => {
  assert.deepEqual(fieldsIn('Read {{page}} and {{ to whom }}, {{page}} again; {{Straße_2-b}}'),
    ['page', 'to whom', 'Straße_2-b']);
  for (const other of ['{{secret:PIN}}', '{{ secret:PIN }}', '{{a.b}}', '{{1}}', '{{}}', '{{ }}', '{a}', '{{#if a}}',
    '{{a\nb}}', `{{${'a'.repeat(41)}}}`])
    assert.deepEqual(fieldsIn(other), [], other);
});

test('values go in as they are, and are not read again', () => {
  const text = 'Say {{a}} and {{b}} as {{secret:PIN}}, {{a}}';
  assert.equal(filled(text, { a: '$& {{b}}', b: '$1' }), 'Say $& {{b}} and $1 as {{secret:PIN}}, $& {{b}}');
  assert.equal(filled('{{toString}} {{a}}', {}), '{{toString}} {{a}}');
});

test('what is shown while they are filled is what will be said', () => {
  const text = '{{a}}: {{b}}!';
  assert.deepEqual(piecesOf(text, { a: 'x', b: '' }), [{ text: 'x', isField: true }, { text: ': ', isField: false },
    { text: '{{b}}', isField: true }, { text: '!', isField: false }]);
  const values = { a: 'x', b: 'y' };
  assert.equal(piecesOf(text, values).map((piece) => piece.text).join(''), filled(text, values));
});

test('wishes are told in words, all of them', () => {
  assert.deepEqual(wishWords({ model: 'claude-opus-5-5', approval: 'all', max_steps: 50, max_cost_usd: 0,
    egress: 'list', allow_hosts: ['a.example'], width: 800, height: 600, tools: ['bash'], software: true,
    locale: 'de_DE', time_zone: 'Asia/Tokyo' }),
  ['Claude Opus 5.5', 'asks about everything', 'no limit: cost', '50 steps', 'network: Only these hosts',
    'a.example', 'may install software', '800 × 600', 'only shell', 'programs in de_DE', 'time zone Asia/Tokyo']);
  assert.deepEqual(wishWords({}), []);
});

test('a template comes before the defaults, and hosts stay with their list', () => {
  assert.deepEqual(combined({ max_steps: 5 }, { max_steps: 9, approval: 'all' }), { max_steps: 5, approval: 'all' });
  assert.deepEqual(combined({ egress: 'none' }, { egress: 'list', allow_hosts: ['a'] }), { egress: 'none' });
});

test('where the demo model answers no other is asked for', () => {
  assert.deepEqual(possible({ model: 'm', max_steps: 5 }, 'demo'), { max_steps: 5 });
  assert.deepEqual(possible({ model: 'm' }, 'anthropic'), { model: 'm' });
});

test('a session is the model of others without what it happens to be', () => {
  assert.deepEqual(wishesOf({ id: '1', title: 'A', provider: 'demo', model: 'm', approval: 'all', egress: 'public',
    allow_hosts: [], tools: ['computer', 'bash', 'edit', 'elements', 'act_on', 'read_page', 'windows',
      'clipboard', 'wait_for'], effort: '', width: 800,
    height: 600, max_steps: 0, locale: 'de_DE.UTF-8', time_zone: '' }),
  { approval: 'all', egress: 'public', width: 800, height: 600, locale: 'de_DE.UTF-8' });
});
