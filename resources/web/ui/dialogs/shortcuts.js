// What can be done from the keyboard.
import { kAllowKey, kDenyKey } from '../chat/answer_keys.js';
import { kWayOut } from '../desktop/way_out.js';
import { h } from '../lib/dom.js';
import { keysShown } from '../lib/keys.js';
import { t } from '../lib/texts.js';
import { showDialog } from './dialog.js';

const kKeys = [
  ['Enter', 'send'], ['Shift+Enter', 'new_line'], ['Esc Esc', 'stop'], ['Ctrl+K', 'search'], ['Ctrl+,', 'settings'],
  ['Alt+N', 'new_session'], ['Alt+W', 'wheel'], ['Alt+R', 'replay'], [kAllowKey, 'allow'], [kDenyKey, 'deny'],
  ['Alt+↑ Alt+↓', 'sessions'], ['/', 'write'], ['?', 'list'], [kWayOut, 'way_out'],
];

export function showShortcuts() {
  showDialog(t('dialogs.keyboard_shortcuts'), [h('dl', { class: 'shortcuts' }, ...kKeys.flatMap(([keys, deed]) =>
    [h('dt', {}, ...keys.split(' ').map((key) => h('kbd', {}, keysShown(key)))),
      h('dd', {}, t(`dialogs.key.${deed}`))])),
  h('p', { class: 'shortcuts-note soft' },
    t('dialogs.at_the_wheel', { keys: keysShown(kWayOut), enter: keysShown('Enter') }))]);
}
