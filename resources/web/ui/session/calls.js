// What the model asks for, whichever of the dialects it speaks, and how a person would say it. Pure.
import { secretsIn, secretsInWords } from './secrets.js';

/** A tool_use block as {tool, action, input}: tool is computer, bash, edit or what it was called. */
export function callOf(block) {
  const input = { ...(block.input ?? {}) };
  const toolset = String(block.toolset ?? block.toolset_name ?? '');
  const name = String(block.name ?? '');
  if (toolset.startsWith('computer')) return { tool: 'computer', action: name, input };
  if (name === 'computer') {
    const { action = '', ...rest } = input;
    return { tool: 'computer', action, input: rest };
  }
  if (name === 'bash') return { tool: 'bash', action: input.restart ? 'restart' : 'run', input };
  if (name === 'edit' || name.startsWith('str_replace_')) {
    const { command = '', ...rest } = input;
    return { tool: 'edit', action: command, input: rest };
  }
  return { tool: name, action: '', input };
}

/** The same from the facts of tool_started: texts are known by their length only. */
export function callOfFacts({ tool, summary, action }) {
  const { kind = '', keys, text_length: textLength, key_count: keyCount, secrets, ...input } = action ?? {};
  if (keys) input.text = keys;
  return { tool, action: kind, input, summary, textLength, keyCount, secrets };
}

/** What an approval_request asks about: all of it. Older servers told no facts. */
export function callOfQuestion({ tool, summary, action, input }, known) {
  return { tool, action: action?.kind || known?.action || '', input, summary };
}

const kKeyNames = { ctrl: 'Ctrl', control: 'Ctrl', alt: 'Alt', shift: 'Shift', super: 'Super', cmd: 'Super',
  meta: 'Meta', return: 'Enter', enter: 'Enter', escape: 'Esc', esc: 'Esc', tab: 'Tab', backspace: 'Backspace',
  delete: 'Delete', space: 'Space', up: '↑', down: '↓', left: '←', right: '→', page_up: 'Page Up',
  page_down: 'Page Down', prior: 'Page Up', next: 'Page Down', home: 'Home', end: 'End' };

/** "ctrl+shift+t" -> "Ctrl+Shift+T". */
export function keysInWords(chord) {
  return String(chord ?? '').split(' ').map((part) => part.split('+').map((key) =>
    kKeyNames[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)).join('+')).join(' ');
}

// What should be text may be anything.
const asText = (value) => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));

/** The names of the secrets that a call types, each once. */
export function secretsOf({ tool, action, input, secrets }) {
  if (tool !== 'computer' || action !== 'type') return [];
  if (typeof input?.text === 'string') return secretsIn(input.text);
  return Array.isArray(secrets) ? secrets.map(String) : [];
}

const at = (point) => (Array.isArray(point) ? ` at ${point[0]}, ${point[1]}` : '');
const times = (count, what) => (count === undefined ? '' : ` ${count} ${what}${count === 1 ? '' : 's'}`);
const keysOf = ({ input, keyCount }) => (keyCount ? times(keyCount, 'key') : ` ${keysInWords(input.text)}`);

/** " 5 characters and the secret PASS", where only that much is known. */
function typedOf({ textLength, secrets }) {
  if (!secrets?.length) return times(textLength, 'character');
  const before = textLength > 0 ? `${times(textLength, 'character')} and` : '';
  return `${before} ${secretsInWords(secrets)}`;
}

const clicks = { left_click: 'Click', right_click: 'Right-click', middle_click: 'Middle-click',
  double_click: 'Double-click', triple_click: 'Triple-click' };

function click(action, input) {
  const held = input.text ?? input.key;
  return { title: (held ? keysInWords(held) + '+' : '') + clicks[action] + at(input.coordinate), icon: 'pointer' };
}

const kComputer = {
  screenshot: () => ({ title: 'Look at the screen', icon: 'camera' }),
  zoom: (input) =>
    ({ title: `Look closer${Array.isArray(input.region) ? ' at ' + input.region.join(', ') : ''}`, icon: 'search' }),
  cursor_position: () => ({ title: 'Find the pointer', icon: 'pointer' }),
  mouse_move: (input) => ({ title: 'Move the pointer' + at(input.coordinate).replace(' at', ' to'), icon: 'pointer' }),
  left_click_drag: (input) => ({ title: 'Drag' + at(input.start_coordinate).replace(' at', ' from') +
    at(input.coordinate).replace(' at', ' to'), icon: 'pointer' }),
  left_mouse_down: () => ({ title: 'Hold the mouse button down', icon: 'pointer' }),
  left_mouse_up: () => ({ title: 'Release the mouse button', icon: 'pointer' }),
  scroll: (input) => ({
    title: `Scroll ${input.scroll_direction ?? ''} ${input.scroll_amount ?? ''}`.trim() + at(input.coordinate),
    icon: 'scroll',
  }),
  type: (input, call) => ({
    title: 'Type' + typedOf(call), object: asText(input.text), icon: secretsOf(call).length > 0 ? 'key' : 'keyboard',
  }),
  key: (input, call) => ({
    title: `Press${keysOf(call)}${input.repeat > 1 ? ` ${input.repeat} times` : ''}`, icon: 'keyboard',
  }),
  hold_key: (input, call) => ({ title: `Hold${keysOf(call)} for ${input.duration} s`, icon: 'keyboard' }),
  wait: (input) => ({ title: `Wait ${input.duration ?? ''} s`, icon: 'clock' }),
};

const kToolIcons = { computer: 'pointer', bash: 'terminal', edit: 'file' };
const kEdit = { view: 'Read', create: 'Write', str_replace: 'Change', insert: 'Insert into' };

/** A call as {title, object?, icon}: `object` is text of the model's and shown as code. */
export function inWords(call) {
  const { tool, action, input } = call;
  if (tool === 'computer') {
    if (clicks[action]) return click(action, input);
    if (kComputer[action]) return kComputer[action](input, call);
  }
  if (tool === 'bash' && action === 'restart') return { title: 'Restart the shell', icon: 'terminal' };
  if (tool === 'bash' && action === 'run') return { title: 'Run', object: asText(input.command), icon: 'terminal' };
  if (tool === 'edit' && kEdit[action]) {
    return { title: kEdit[action], object: asText(input.path), icon: action === 'view' ? 'file' : 'pencil' };
  }
  // An action without words of its own here, or told without facts: the server's line for people.
  if (call.summary) return { title: call.summary, icon: kToolIcons[tool] ?? 'help' };
  return { title: [tool, action].filter(Boolean).join(' ') || 'Unknown action', icon: 'help' };
}

/** The field of a call that holds text a person would check and correct; null: the whole input. */
export function mainField(call) {
  if (call.tool === 'bash' && call.action === 'run') return 'command';
  if (call.tool === 'computer' && call.action === 'type') return 'text';
  if (call.tool === 'edit')
    return { create: 'file_text', str_replace: 'new_str', insert: 'insert_text' }[call.action] ?? null;
  return null;
}

// What "don't ask again" covers: all calls with the same action.
const kKinds = { left_click: 'clicks', right_click: 'right clicks', double_click: 'double clicks', type: 'typing',
  key: 'key presses', scroll: 'scrolling', left_click_drag: 'dragging', run: 'shell commands', create: 'writing files',
  str_replace: 'changing files', insert: 'inserting into files' };

/** The kind of a call, or of a grant, that an answer for the rest of the session is about: "shell commands". */
export function kindOf(call) {
  const secrets = secretsOf(call);
  if (secrets.length > 0) return `typing ${secretsInWords(secrets)}`;
  return kKinds[call.action] ?? (call.action || call.tool).replaceAll('_', ' ');
}
