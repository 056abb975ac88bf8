// What the reducer makes of whole sessions, after each event, is kept in tests/fixtures/states: the
// window's reducer, in C++, is held to the same files. PILOTHOUSE_RECORD=1 writes them anew.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { apply, emptyState, stateOf } from '../../../resources/web/ui/session/reducer.js';
import { normalItem, standing } from './normal_state.mjs';

const kFrames = new URL('../../fixtures/protocol/', import.meta.url);
const kStates = new URL('../../fixtures/states/', import.meta.url);

const framesOf = (name) => readFileSync(new URL(`${name}.jsonl`, kFrames), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line));

/** {changed: {key: item, or null once it is gone}, standing} after a frame; null: it was known. */
function step(state, frame) {
  const changed = apply(state, frame);
  if (!changed) return null;
  const items = [...changed].sort().map((key) => [key, state.byKey.has(key) ? normalItem(state.byKey.get(key)) : null]);
  return { changed: Object.fromEntries(items), standing: standing(state) };
}

function statesOf(frames) {
  const state = emptyState();
  const steps = [...frames, frames.find(({ seq }) => seq === 1)].map((frame) => step(state, frame));
  const facts = stateOf(frames.filter(({ type, seq }) => type !== 'tool_use' && seq !== undefined));
  return { steps, keys: state.items.map(({ key }) => key), byFacts: facts.items.map(normalItem) };
}

/** Readable, and a line for each step. */
function printed({ steps, keys, byFacts }) {
  const lines = (list) => `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
  return `{"steps": ${lines(steps)},\n"keys": ${JSON.stringify(keys)},\n"byFacts": ${lines(byFacts)}}\n`;
}

for (const file of readdirSync(kFrames)) {
  const name = file.replace('.jsonl', '');
  test(`the recorded session "${name}" gives the states that are kept`, () => {
    const kept = new URL(`${name}.json`, kStates);
    const states = printed(statesOf(framesOf(name)));
    if (process.env.PILOTHOUSE_RECORD) writeFileSync(kept, states);
    assert.ok(existsSync(kept), 'PILOTHOUSE_RECORD=1 writes it');
    assert.deepEqual(JSON.parse(states), JSON.parse(readFileSync(kept, 'utf8')));
  });
}
