// How a session works, in words, and what a used-up limit offers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canGoOn, changeWords, grantChangeWords, grantWords, limitsOf, limitWords, modelName, raised,
  usedUp } from '../../../resources/web/ui/session/settings.js';

const kRecord = { max_steps: 200, max_cost_usd: 1, max_tokens_total: 0, max_time: 0 };
const session = (run, totals = { cost: 0, tokens: 0 }, record = {}) =>
  ({ record: { ...kRecord, ...record }, totals, state: { run } });

test('limits are told as people say them, and only those that are set', () => {
  assert.deepEqual(limitsOf(kRecord), ['200 steps', '$1.00']);
  assert.deepEqual(limitsOf({ max_steps: 1, max_cost_usd: 0, max_tokens_total: 50_000, max_time: 600 }),
    ['1 step', '50.0k tokens', '10:00']);
  assert.equal(limitWords('max_time', 45), '45 s');
});

test('a model is called as the list of models calls it', () => {
  assert.equal(modelName('claude-opus-5-5'), 'Claude Opus 5.5');
  assert.equal(modelName('gpt-5.5'), 'GPT-5.5');
  assert.equal(modelName('Qwen/Qwen3-VL-8B:free'), 'Qwen/Qwen3-VL-8B:free');
});

test('a session goes on with models of its own provider only', () => {
  assert.ok(canGoOn('demo', 'anthropic'));
  assert.ok(canGoOn('chat', 'chat'));
  assert.ok(!canGoOn('anthropic', 'chat'));
  assert.ok(!canGoOn('chat', 'openai'));
});

test('a change is told with who made it', () => {
  assert.equal(changeWords({ by: 'ann', approval: 'all', max_steps: 400 }),
    'Changed by ann: it asks about everything, at most 400 steps.');
  assert.equal(changeWords({ by: 'browser', max_cost_usd: 0 }), 'Changed on this page: no limit of cost.');
  assert.equal(changeWords({ by: '', model: 'claude-opus-5' }),
    'Changed: Claude Opus 5 answers from the next message on.');
});

test('what is not asked about again is named by its kind', () => {
  assert.equal(grantWords({ tool: 'bash', action: 'run', secrets: [] }), 'Shell commands');
  assert.equal(grantWords({ tool: 'computer', action: 'type', secrets: ['PASS'] }), 'Typing the secret PASS');
  assert.equal(grantChangeWords({ tool: 'bash', action: 'run', secrets: [], granted: false }),
    'Shell commands: asked about again.');
});

test('a limit of the whole session is used up until it is raised', () => {
  const run = { outcome: 'budget', budget: 'max_cost_usd' };
  assert.equal(usedUp(session(run, { cost: 1.2, tokens: 5 })), 'max_cost_usd');
  assert.equal(usedUp(session(run, { cost: 1.2, tokens: 5 }, { max_cost_usd: 2 })), null);
  assert.equal(usedUp(session({ outcome: 'completed' }, { cost: 1.2, tokens: 5 })), 'max_cost_usd');
});

test('a limit of one run is used up by the run that reached it', () => {
  assert.equal(usedUp(session({ outcome: 'budget', budget: 'max_steps' })), 'max_steps');
  assert.equal(usedUp(session({ outcome: 'budget', budget: 'max_repeats' })), null);
  assert.equal(usedUp(session({ outcome: 'completed', budget: null })), null);
});

test('the next larger limit is twice as much, and more than is spent', () => {
  assert.equal(raised('max_steps', session(null)), 400);
  assert.equal(raised('max_cost_usd', session(null, { cost: 1.01, tokens: 0 })), 2);
  assert.equal(raised('max_cost_usd', session(null, { cost: 3, tokens: 0 })), 4);
});
