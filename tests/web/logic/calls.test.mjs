import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  callOf, callOfFacts, callOfQuestion, inWords, keysInWords, mainField, secretsOf, withElement,
} from '../../../resources/web/ui/session/calls.js';
import { marksOf } from '../../../resources/web/ui/lib/marks.js';

const words = (block) => {
  const { title, object } = inWords(callOf(block));
  return object === undefined ? title : [title, object];
};

test('each dialect says the same', () => {
  const coordinate = [640, 400];
  for (const block of [
    { name: 'left_click', toolset: 'computer', input: { coordinate } },
    { name: 'computer', input: { action: 'left_click', coordinate } },
  ]) assert.equal(words(block), 'Click at 640, 400');
  for (const name of ['edit', 'str_replace_based_edit_tool']) {
    assert.deepEqual(words({ name, input: { command: 'create', path: '/tmp/a', file_text: 'x' } }),
      ['Write', '/tmp/a']);
  }
});

test('actions in words', () => {
  const computer = (action, input) => words({ name: 'computer', input: { action, ...input } });
  const table = [
    ['screenshot', {}, 'Look at the screen'],
    ['double_click', { coordinate: [1, 2] }, 'Double-click at 1, 2'],
    ['left_click', { coordinate: [1, 2], text: 'ctrl' }, 'Ctrl+Click at 1, 2'],
    ['left_click_drag', { start_coordinate: [1, 2], coordinate: [3, 4] }, 'Drag from 1, 2 to 3, 4'],
    ['scroll', { scroll_direction: 'down', scroll_amount: 3, coordinate: [5, 6] }, 'Scroll down 3 at 5, 6'],
    ['key', { text: 'ctrl+shift+t' }, 'Press Ctrl+Shift+T'],
    ['key', { text: 'Return', repeat: 3 }, 'Press Enter 3 times'],
    ['hold_key', { text: 'shift', duration: 2 }, 'Hold Shift for 2 s'],
    ['wait', { duration: 1.5 }, 'Wait 1.5 s'],
    ['type', { text: 'hello' }, ['Type', 'hello']],
    ['mouse_move', { coordinate: [1, 2] }, 'Move the pointer to 1, 2'],
    ['fly', {}, 'computer fly'],
  ];
  for (const [action, input, expected] of table) assert.deepEqual(computer(action, input), expected);
  assert.deepEqual(words({ name: 'bash', input: { command: 'ls' } }), ['Run', 'ls']);
  assert.equal(words({ name: 'bash', input: { restart: true } }), 'Restart the shell');
  assert.equal(words({ name: 'elements', input: {} }), 'List what is on the screen');
  assert.deepEqual(words({ name: 'elements', input: { role: 'link', text: 'Terms' } }), ['Look for', 'link “Terms”']);
  assert.equal(words({ name: 'read_page', input: { offset: 8000 } }), 'Read the page');
  assert.deepEqual(words({ name: 'act_on', input: { action: 'click', id: 'e4' } }), ['Click', 'e4']);
  assert.deepEqual(words({ name: 'act_on', input: { action: 'set_text', id: 'e4', text: 'Ada' } }),
    ['Fill in', 'e4 = Ada']);
  assert.equal(words({ name: 'brew_coffee', input: {} }), 'brew_coffee');
});

test('windows, clipboard and waits in words', () => {
  const table = [
    ['windows', 'list', {}, 'List the windows'],
    ['windows', 'close', { id: 'w2' }, ['Close', 'w2']],
    ['windows', 'move', { id: 'w2', coordinate: [1, 2], size: [30, 40] }, ['Move to 1, 2 30 × 40', 'w2']],
    ['windows', 'move', { id: 'w2', size: [30, 40] }, ['Resize 30 × 40', 'w2']],
    ['clipboard', 'read', {}, 'Read the clipboard'],
    ['clipboard', 'write', { text: 'Ada' }, ['Put on the clipboard', 'Ada']],
    ['wait_for', 'text', { text: 'Done', timeout: 5 }, ['Wait for text', '“Done”']],
    ['wait_for', 'element', { role: 'button', text: 'Send' }, ['Wait for', 'button “Send”']],
    ['wait_for', 'window', { text: 'Save' }, ['Wait for a window', '“Save”']],
    ['wait_for', 'gone', { text: 'Loading' }, ['Wait until it is gone', '“Loading”']],
    ['wait_for', 'still', {}, 'Wait until the screen is still'],
    ['wait_for', 'file', { path: 'a.pdf' }, ['Wait for the file', 'a.pdf']],
  ];
  for (const [name, action, input, expected] of table)
    assert.deepEqual(words({ name, input: { action, ...input } }), expected);
  const close = { kind: 'close', role: 'window', name: 'notes.txt', region: [1, 2, 31, 42] };
  const known = withElement(callOf({ name: 'windows', input: { action: 'close', id: 'w2' } }), close);
  assert.equal(inWords(known).object, 'window “notes.txt”');
  assert.deepEqual(marksOf(known), [{ kind: 'box', x: 1, y: 2, width: 30, height: 40 }]);
  const copied = inWords(callOfFacts({ tool: 'clipboard', action: { kind: 'write', text_length: 3 } }));
  assert.deepEqual([copied.title, copied.object], ['Put 3 characters on the clipboard', undefined]);
  const awaited = inWords(callOfFacts({ tool: 'wait_for', action: { kind: 'text', name: 'Done', duration: 5 } }));
  assert.deepEqual([awaited.title, awaited.object], ['Wait for text', '“Done”']);
});

test('input that is missing or odd breaks nothing', () => {
  for (const input of [undefined, {}, { coordinate: 'x' }, { coordinate: [1] }, { text: 5 }]) {
    for (const name of ['computer', 'bash', 'edit', 'left_click'])
      inWords(callOf({ name, toolset: 'computer', input }));
  }
});

test('facts name the element that the model knows by its id alone', () => {
  const asked = callOf({ name: 'act_on', input: { action: 'set_text', id: 'e4', text: 'Ada' } });
  const known = withElement(asked, { kind: 'set_text', role: 'field', name: 'Name', region: [1, 2, 3, 4] });
  assert.equal(inWords(known).object, 'field “Name” = Ada');
  assert.deepEqual(marksOf(known), [{ kind: 'box', x: 1, y: 2, width: 2, height: 2 }]);
  const told = callOfFacts({ tool: 'act_on', action: { kind: 'click', role: 'button', name: 'Send' } });
  assert.deepEqual(inWords(told), { title: 'Click', object: 'button “Send”', icon: 'pointer' });
  assert.equal(withElement(callOf({ name: 'bash', input: {} }), { role: 'x' }).input.role, undefined);
});

test('facts say what and where, and of texts how long they are', () => {
  const table = [
    [{ kind: 'left_click', coordinate: [640, 400], keys: 'ctrl' }, 'Ctrl+Click at 640, 400'],
    [{ kind: 'type', text_length: 12 }, 'Type 12 characters'],
    [{ kind: 'type', text_length: 1 }, 'Type 1 character'],
    [{ kind: 'type', text_length: 5, secrets: ['PASS'] }, 'Type 5 characters and the secret PASS'],
    [{ kind: 'type', text_length: 0, secrets: ['A', 'B', 'C'] }, 'Type the secrets A, B and C'],
    [{ kind: 'key', keys: 'ctrl+s', repeat: 2 }, 'Press Ctrl+S 2 times'],
    [{ kind: 'key', key_count: 4 }, 'Press 4 keys'],
    [{ kind: 'hold_key', key_count: 1, duration: 2 }, 'Hold 1 key for 2 s'],
  ];
  for (const [action, title] of table) {
    const said = inWords(callOfFacts({ tool: 'computer', summary: 'for people', action }));
    assert.equal(said.title + (said.object ?? ''), title);
  }
  const run = inWords(callOfFacts({ tool: 'bash', action: { kind: 'run', command: 'ls …' } }));
  assert.deepEqual([run.title, run.object], ['Run', 'ls …']);
});

test('of a call without facts there is the line for people', () => {
  for (const action of [undefined, {}, { kind: '' }]) {
    const said = inWords(callOfFacts({ tool: 'bash', summary: 'run: ls', action }));
    assert.deepEqual(said, { title: 'run: ls', icon: 'terminal' });
  }
  assert.equal(inWords(callOfFacts({})).title, 'Unknown action');
});

test('an action that the page has no words for is told with those of the server', () => {
  const action = { kind: 'left_pinch', coordinate: [640, 400] };
  const said = inWords(callOfFacts({ tool: 'computer', summary: 'left pinch at (640, 400)', action }));
  assert.deepEqual(said, { title: 'left pinch at (640, 400)', icon: 'pointer' });
});

test('a question is about all of its call', () => {
  const asked = { tool: 'computer', summary: 'type 2 characters', input: { text: 'ab' } };
  const { title, object } = inWords(callOfQuestion({ ...asked, action: { kind: 'type', text_length: 2 } }));
  assert.deepEqual([title, object], ['Type', 'ab']);
  assert.equal(inWords(callOfQuestion(asked, { action: 'type' })).object, 'ab');
});

test('that a secret is typed is seen, from the text and from the facts', () => {
  const typed = (text) => callOf({ name: 'computer', input: { action: 'type', text } });
  const facts = callOfFacts({ tool: 'computer', action: { kind: 'type', text_length: 1, secrets: ['A'] } });
  const table = [
    [typed('echo {{secret:A}} {{secret: B }}{{secret:A}}'), ['A', 'B'], 'key'],
    [typed('echo'), [], 'keyboard'],
    [typed(undefined), [], 'keyboard'],
    [facts, ['A'], 'key'],
    [{ ...facts, input: { text: 'edited by a person' } }, [], 'keyboard'],
    [callOf({ name: 'bash', input: { command: 'echo {{secret:A}}' } }), [], 'terminal'], // goes there as it is
  ];
  for (const [call, names, icon] of table)
    assert.deepEqual([secretsOf(call), inWords(call).icon], [names, icon], JSON.stringify(call));
  assert.deepEqual(inWords(table[0][0]).object, 'echo {{secret:A}} {{secret: B }}{{secret:A}}');
  assert.deepEqual(secretsOf(callOfQuestion({ tool: 'computer', action: { kind: 'type' } })), []);
});

test('keys have the names that are on them', () => {
  assert.equal(keysInWords('ctrl+c'), 'Ctrl+C');
  assert.equal(keysInWords('super+Page_Down'), 'Super+Page Down');
});

test('what a person corrects first', () => {
  assert.equal(mainField({ tool: 'bash', action: 'run' }), 'command');
  assert.equal(mainField({ tool: 'computer', action: 'type' }), 'text');
  assert.equal(mainField({ tool: 'computer', action: 'left_click' }), null);
});

test('what should be text may be anything', () => {
  for (const odd of [7, null, ['rm'], { a: 1 }, true]) {
    const call = callOf({ name: 'bash', input: { command: odd } });
    assert.equal(typeof inWords(call).object, 'string');
    assert.equal(typeof inWords(callOf({ name: odd, input: odd })).title, 'string');
    const click = callOf({ name: 'left_click', toolset_name: 'computer', input: { text: odd } });
    assert.equal(typeof inWords(click).title, 'string');
  }
});
