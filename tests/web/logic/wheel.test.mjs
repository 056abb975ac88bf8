import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Wheel } from '../../../resources/web/ui/desktop/wheel.js';
import { Emitter } from '../../../resources/web/ui/lib/emitter.js';

globalThis.sessionStorage ??= { getItem: () => 'viewer', setItem() {} };
const usual = globalThis.fetch;
afterEach(() => { globalThis.fetch = usual; });

/** A wheel that this viewer has; `answers`: what the server says of it from here on, one for each look. */
async function held(answers) {
  const session = Object.assign(new Emitter(), { path: 'sessions/s' });
  const wheel = new Wheel(session);
  const said = [{ holder: 'person', mine: true, name: null }, ...answers];
  globalThis.fetch = () => Promise.resolve(new Response(JSON.stringify(said.shift())));
  const told = [];
  wheel.on('lost', ({ name }) => told.push(name));
  await wheel.take();
  return { told, control: (reason) => session.emit('event', { type: 'control', content: { reason } }) };
}

const settled = () => new Promise((resolve) => { setTimeout(resolve); });

test('who took the wheel is named, also when the event of it overtakes an answer', async () => {
  const { told, control } = await held([{ holder: 'agent', mine: false, name: null },
    { holder: 'person', mine: false, name: 'Ada' }]);
  control('taken_away');
  control('taken');
  await settled();
  assert.deepEqual(told, ['Ada']);
});

test('who lost it to nobody is told at once', async () => {
  const { told, control } = await held([{ holder: 'agent', mine: false, name: null }]);
  control('idle');
  await settled();
  assert.deepEqual(told, [null]);
});
