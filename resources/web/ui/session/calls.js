// What the model asks for, whichever of the dialects it speaks, and how a person would say it. Pure.
import { keyShown } from '../lib/keys.js';
import { hasText, t } from '../lib/texts.js';
import { secretsIn, secretsInWords } from './secrets.js';

/** The tools that a model may be offered, in the server's order. */
export const toolNames = ['computer', 'bash', 'edit', 'elements', 'act_on', 'read_page', 'windows', 'clipboard',
  'wait_for'];

/** Tools that use or read the screen, as a person would feel. */
export const isOnScreen = (call) => toolNames.includes(call?.tool) && !['bash', 'edit'].includes(call.tool);

/** A tool_use block as {tool, action, input}: tool is one of toolNames or what it was called. */
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
  if (['elements', 'read_page'].includes(name)) return { tool: name, action: name, input };
  if (['act_on', 'windows', 'clipboard', 'wait_for'].includes(name)) {
    const { action = '', ...rest } = input;
    return { tool: name, action, input: rest };
  }
  return { tool: name, action: '', input };
}

/** `call` with what the server knows of the element or window that it names: its role, name and place on the picture. */
export function withElement(call, facts) {
  if (!['act_on', 'windows'].includes(call?.tool)) return call;
  const known = ['role', 'name', 'region'].filter((name) => facts?.[name] !== undefined);
  return { ...call, input: { ...call.input, ...Object.fromEntries(known.map((name) => [name, facts[name]])) } };
}

/** The same from the facts of tool_started: texts are known by their length only. */
export function callOfFacts({ tool, summary, action }) {
  const { kind = '', keys, text_length: textLength, key_count: keyCount, secrets, ...input } = action ?? {};
  if (keys) input.text = keys;
  return { tool, action: kind, input, summary, textLength, keyCount, secrets };
}

/** What an approval_request asks about: all of it. Older servers told no facts. */
export function callOfQuestion({ tool, summary, action, input }, known) {
  return withElement({ tool, action: action?.kind || known?.action || '', input, summary }, action);
}

const kOtherNames = { control: 'ctrl', cmd: 'super', return: 'enter', escape: 'esc', up: '↑', down: '↓', left: '←',
  right: '→', prior: 'page_up', next: 'page_down' };

function keyWords(key) {
  const name = kOtherNames[key.toLowerCase()] ?? key;
  return name.length === 1 ? name.toUpperCase() : keyShown(name);
}

/** "ctrl+shift+t" -> "Ctrl+Shift+T". */
export function keysInWords(chord) {
  return String(chord ?? '').split(' ').map((part) => part.split('+').map(keyWords).join('+')).join(' ');
}

// What should be text may be anything.
const asText = (value) => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));

/** The names of the secrets that a call types, each once. */
export function secretsOf({ tool, action, input, secrets }) {
  if (!['computer type', 'act_on set_text', 'act_on select'].includes(`${tool} ${action}`)) return [];
  if (typeof input?.text === 'string') return secretsIn(input.text);
  return Array.isArray(secrets) ? secrets.map(String) : [];
}

const place = (key, point) => (Array.isArray(point) ? t(key, { x: String(point[0]), y: String(point[1]) }) : '');
const at = (point) => place('session.at', point);
const together = (...words) => words.filter(Boolean).join(' ');
const keysOf = ({ input, keyCount }) =>
  (keyCount ? t('session.keys', { count: keyCount }) : keysInWords(input.text));

/** "Type 5 characters and the secret PASS", where only that much is known. */
function typedOf({ textLength: count, secrets }) {
  if (!secrets?.length) return count === undefined ? t('session.type') : t('session.type_count', { count });
  const named = { count, secrets: secretsInWords(secrets) };
  return count > 0 ? t('session.type_both', named) : t('session.type_secrets', named);
}

function pressed(input, call) {
  const keys = keysOf(call);
  return input.repeat > 1 ? t('session.press_often', { keys, times: input.repeat }) : t('session.press', { keys });
}

function scrolled(input) {
  const direction = input.scroll_direction ?? '';
  const key = `session.scroll.${direction}`;
  const title = hasText(key) ? t(key) : t('session.scroll_to', { direction }).trim();
  return together(title, input.scroll_amount === undefined ? '' : String(input.scroll_amount), at(input.coordinate));
}

const lookedCloser = ({ region }) => (Array.isArray(region)
  ? t('session.look_closer_at', { region: region.join(', ') }) : t('session.look_closer'));

const kClicks = ['left_click', 'right_click', 'middle_click', 'double_click', 'triple_click'];

function click(action, input) {
  const held = input.text ?? input.key;
  const title = (held ? keysInWords(held) + '+' : '') + t(`session.click.${action}`);
  return { title: together(title, at(input.coordinate)), icon: 'pointer' };
}

const kComputer = {
  screenshot: () => ({ title: t('session.look'), icon: 'camera' }),
  zoom: (input) => ({ title: lookedCloser(input), icon: 'search' }),
  cursor_position: () => ({ title: t('session.find_pointer'), icon: 'pointer' }),
  mouse_move: (input) => ({ title: together(t('session.move_pointer'), place('session.to', input.coordinate)),
    icon: 'pointer' }),
  left_click_drag: (input) => ({ title: together(t('session.drag'), place('session.from', input.start_coordinate),
    place('session.to', input.coordinate)), icon: 'pointer' }),
  left_mouse_down: () => ({ title: t('session.button_down'), icon: 'pointer' }),
  left_mouse_up: () => ({ title: t('session.button_up'), icon: 'pointer' }),
  scroll: (input) => ({ title: scrolled(input), icon: 'scroll' }),
  type: (input, call) => ({
    title: typedOf(call), object: asText(input.text), icon: secretsOf(call).length > 0 ? 'key' : 'keyboard',
  }),
  key: (input, call) => ({ title: pressed(input, call), icon: 'keyboard' }),
  hold_key: (input, call) =>
    ({ title: t('session.hold', { keys: keysOf(call), seconds: String(input.duration) }), icon: 'keyboard' }),
  wait: (input) => ({ title: t('session.wait', { seconds: String(input.duration ?? '') }), icon: 'clock' }),
};

/** What is looked for: in the model's words, or as the facts tell it. */
const elementOf = ({ role, text, name = text }) => together(asText(role), name && `“${asText(name)}”`);

function elements(input) {
  const object = elementOf(input);
  return object ? { title: t('session.find_elements'), object, icon: 'bars' }
    : { title: t('session.list_elements'), icon: 'bars' };
}

/** "Click" button “Send”, "Fill in" field “Name” = Ada. */
function actOn(action, input, call) {
  const key = `session.act.${action}`;
  const element = elementOf({ role: input.role ?? input.id, name: input.name ?? '' });
  const object = input.text === undefined ? element : `${element} = ${asText(input.text)}`;
  const types = input.text !== undefined || call.textLength !== undefined;
  const icon = secretsOf(call).length > 0 ? 'key' : types ? 'keyboard' : 'pointer';
  return { title: hasText(key) ? t(key) : action.replaceAll('_', ' '), object, icon };
}

/** "Move to 100, 60" window “notes.txt”. */
function windows(action, input) {
  if (action === 'list') return { title: t('session.windows.list'), icon: 'bars' };
  const key = `session.windows.${action === 'move' && input.size && !input.coordinate ? 'resize' : action}`;
  const size = Array.isArray(input.size) ? input.size.join(' × ') : '';
  const title = together(hasText(key) ? t(key) : action, place('session.to', input.coordinate), size);
  return { title, object: elementOf({ role: input.role ?? input.id, name: input.name ?? '' }), icon: 'screen' };
}

function clipboard(action, input, { textLength: count }) {
  if (action === 'read') return { title: t('session.clipboard.read'), icon: 'clipboard' };
  const title = t('session.clipboard.write');
  if (input.text !== undefined) return { title, object: asText(input.text), icon: 'clipboard' };
  return { title: count === undefined ? title : t('session.clipboard.write_count', { count }), icon: 'clipboard' };
}

/** "Wait for" button “Send”, at most so long. */
function waitFor(action, input) {
  const key = `session.wait_for.${action}`;
  const title = hasText(key) ? t(key) : t('session.wait_for.element');
  const object = action === 'file' ? asText(input.path) : elementOf(input);
  return object ? { title, object, icon: 'clock' } : { title, icon: 'clock' };
}

const kToolIcons = { computer: 'pointer', bash: 'terminal', edit: 'file', elements: 'bars',
  act_on: 'pointer', read_page: 'book', windows: 'screen', clipboard: 'clipboard', wait_for: 'clock' };
const kEdits = ['view', 'create', 'str_replace', 'insert'];

/** A call as {title, object?, icon}: `object` is text of the model's and shown as code. */
export function inWords(call) {
  const { tool, action, input } = call;
  if (tool === 'computer') {
    if (kClicks.includes(action)) return click(action, input);
    if (kComputer[action]) return kComputer[action](input, call);
  }
  if (tool === 'elements') return elements(input);
  if (tool === 'read_page') return { title: t('session.read_page'), icon: 'book' };
  if (tool === 'act_on' && action) return actOn(action, input, call);
  if (tool === 'windows' && action) return windows(action, input);
  if (tool === 'clipboard' && action) return clipboard(action, input, call);
  if (tool === 'wait_for' && action) return waitFor(action, input);
  if (tool === 'bash' && action === 'restart') return { title: t('session.restart_shell'), icon: 'terminal' };
  if (tool === 'bash' && action === 'run') return { title: t('session.run'), object: asText(input.command),
    icon: 'terminal' };
  if (tool === 'edit' && kEdits.includes(action)) {
    return { title: t(`session.edit.${action}`), object: asText(input.path), icon: action === 'view' ? 'file'
      : 'pencil' };
  }
  // An action without words of its own here, or told without facts: the server's line for people.
  if (call.summary) return { title: call.summary, icon: kToolIcons[tool] ?? 'help' };
  return { title: [tool, action].filter(Boolean).join(' ') || t('session.unknown_action'), icon: 'help' };
}

/** The field of a call that holds text a person would check and correct; null: the whole input. */
export function mainField(call) {
  if (call.tool === 'bash' && call.action === 'run') return 'command';
  if (call.tool === 'computer' && call.action === 'type') return 'text';
  if (call.tool === 'act_on' && call.action === 'set_text') return 'text';
  if (call.tool === 'clipboard' && call.action === 'write') return 'text';
  if (call.tool === 'edit')
    return { create: 'file_text', str_replace: 'new_str', insert: 'insert_text' }[call.action] ?? null;
  return null;
}

// What "don't ask again" covers: all calls with the same action.
/** The kind of a call, or of a grant, that an answer for the rest of the session is about: "shell commands". */
export function kindOf(call) {
  const secrets = secretsOf(call);
  if (secrets.length > 0) return t('session.kind_of_secrets', { secrets: secretsInWords(secrets) });
  const key = `session.kind.${call.action}`;
  return hasText(key) ? t(key) : (call.action || call.tool).replaceAll('_', ' ');
}
