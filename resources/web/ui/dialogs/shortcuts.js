// What can be done from the keyboard.
import { kAllowKey, kDenyKey } from '../chat/answer_keys.js';
import { kWayOut } from '../desktop/way_out.js';
import { h } from '../lib/dom.js';
import { showDialog } from './dialog.js';

const kKeys = [
  ['Enter', 'Send the message'], ['Shift+Enter', 'New line'], ['Esc Esc', 'Stop the agent at once'],
  ['Ctrl+K', 'Search everything; again: in this session'],
  ['Ctrl+,', 'Settings'],
  ['Alt+N', 'New session'], ['Alt+W', 'Take the wheel, hand it back'], ['Alt+R', 'Replay'],
  [kAllowKey, 'Allow what the agent asks'], [kDenyKey, 'Deny it'],
  ['Alt+↑ Alt+↓', 'Session above, below'], ['/', 'Write a message'], ['?', 'This list'],
  [kWayOut, 'At the wheel: out of the desktop, and back into it'],
];
const kAtTheWheel = `While you steer, every key goes to the desktop, also those above. ${kWayOut} comes first: ` +
  'it leaves the desktop and keeps the wheel; Enter then hands it back.';

export function showShortcuts() {
  showDialog('Keyboard shortcuts', [h('dl', { class: 'shortcuts' }, ...kKeys.flatMap(([keys, words]) =>
    [h('dt', {}, ...keys.split(' ').map((key) => h('kbd', {}, key))), h('dd', {}, words)])),
  h('p', { class: 'shortcuts-note soft' }, kAtTheWheel)]);
}
