// The strict server refuses each way to break a rule: else the tests against it would prove nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPrefix, checkRequest, Refusal } from './strict_rules.mjs';

const png = 'data:image/png;base64,iVBORw0KGgo=';
const tool = (name = 'bash') => ({ type: 'function', function: { name, description: 'x',
  parameters: { type: 'object', properties: { command: { type: 'string' } } } } });
const user = (content = 'Hello') => ({ role: 'user', content });
const call = (id = 'c1', more = {}) => ({ id, type: 'function', function: { name: 'bash', arguments: '{}', ...more } });
const calling = (...calls) => ({ role: 'assistant', content: null, tool_calls: calls });
const answer = (id = 'c1', content = 'ok') => ({ role: 'tool', tool_call_id: id, content });
const picture = (url = png) => ({ type: 'image_url', image_url: { url } });
const body = (messages, more = {}) => ({ model: 'q', stream: true, tools: [tool()], messages, ...more });

const good = {
  'words': body([{ role: 'system', content: 'x' }, user()]),
  'a call and its answer': body([user(), calling(call()), answer()]),
  'two calls and their answers': body([user(), calling(call('a'), call('b')), answer('b'), answer('a')]),
  'a picture': body([user([{ type: 'text', text: 'x' }, picture()])]),
};
for (const [name, request] of Object.entries(good))
  test(`${name} may be sent`, () => checkRequest(request));

const bad = {
  'an unknown field': body([user()], { thinking: {} }),
  'an unknown field of a message': body([{ ...user(), cache_control: {} }]),
  'no model': body([user()], { model: '' }),
  'no stream': body([user()], { stream: false }),
  'no messages': body([]),
  'an unknown role': body([{ role: 'developer2', content: 'x' }]),
  'a second system': body([user(), { role: 'system', content: 'x' }, user()]),
  'an end in the words of the model': body([user(), { role: 'assistant', content: 'x' }]),
  'a call without an answer': body([user(), calling(call()), user()]),
  'half of the answers': body([user(), calling(call('a'), call('b')), answer('a'), user()]),
  'an answer twice': body([user(), calling(call()), answer(), answer()]),
  'an answer to nothing': body([user(), answer()]),
  'an answer to another call': body([user(), calling(call()), answer('x')]),
  'a picture between call and answer': body([user(), calling(call()), user([picture()]), answer()]),
  'a call id twice': body([user(), calling(call(), call()), answer()]),
  'an empty list of calls': body([user(), calling(), user()]),
  'a tool that was not declared': body([user(), calling(call('c1', { name: 'rm' })), answer()]),
  'arguments as an object': body([user(), calling(call('c1', { arguments: {} })), answer()]),
  'arguments that are no JSON': body([user(), calling(call('c1', { arguments: '{' })), answer()]),
  'a picture in a tool message': body([user(), calling(call()), answer('c1', [picture()])]),
  'a picture that is none': body([user([picture('data:image/png;base64,AAAA')])]),
  'a picture under a wrong type': body([user([picture(png.replace('png', 'jpeg'))])]),
  'a picture elsewhere': body([user([picture('https://x/y.png')])]),
  'broken base64': body([user([picture('data:image/png;base64,iVBORw0KGgo')])]),
  'an empty text': body([user([{ type: 'text', text: '' }])]),
  'an empty message': body([user('')]),
  'a tool twice': body([user()], { tools: [tool(), tool()] }),
  'a tool of another API': body([user()], { tools: [{ name: 'bash', input_schema: {} }] }),
  'a tool with a bad name': body([user()], { tools: [tool('a b')] }),
  'no room for a reply': body([user()], { max_tokens: 0 }),
};
for (const [name, request] of Object.entries(bad))
  test(`${name} is refused`, () => assert.throws(() => checkRequest(request), Refusal));

test('what was said stays as it was', () => {
  const first = body([user(), calling(call()), answer()]);
  checkPrefix(first, body([...first.messages, user()]));
  assert.throws(() => checkPrefix(first, body([user('Hallo'), calling(call()), answer()])), Refusal);
  assert.throws(() => checkPrefix(first, body([user()])), Refusal);
  assert.throws(() => checkPrefix(first, { ...first, tools: [tool('edit')] }), Refusal);
});
