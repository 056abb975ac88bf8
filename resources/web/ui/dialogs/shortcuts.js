// What can be done from the keyboard.
import { h } from '../lib/dom.js';
import { showDialog } from './dialog.js';

const kKeys = [
  ['Enter', 'Send the message'], ['Shift+Enter', 'New line'], ['Esc Esc', 'Stop the agent at once'],
  ['Alt+N', 'New session'], ['Alt+W', 'Take the wheel, hand it back'], ['Alt+R', 'Replay'],
  ['Alt+↑ Alt+↓', 'Session above, below'], ['/', 'Write a message'], ['?', 'This list'],
];

export function showShortcuts() {
  showDialog('Keyboard shortcuts', [h('dl', { class: 'shortcuts' }, ...kKeys.flatMap(([keys, words]) =>
    [h('dt', {}, ...keys.split(' ').map((key) => h('kbd', {}, key))), h('dd', {}, words)]))]);
}
