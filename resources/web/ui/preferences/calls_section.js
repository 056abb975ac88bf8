// Notifications: whether the browser lets the page call, what for, and a try.
import { h, setText } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { callChoices, chooseCalls } from '../sessions/call_choices.js';
import { canCall, mayCall, notify } from '../sessions/caller.js';
import { renewPush } from '../sessions/push.js';
import { section, tick } from './parts.js';
import { pushPart } from './push_part.js';

const kReasons = ['questions', 'ends', 'failures'];

function permissionWords() {
  return t(canCall() ? `preferences.permission.${Notification.permission}` : 'preferences.cannot_call');
}

export function callsSection() {
  const words = h('p', { class: 'soft', role: 'status' });
  const main = tick(t('preferences.call_me'), false, turn);
  const reasons = kReasons.map((name) =>
    tick(t(`preferences.calls.${name}`), callChoices()[name], (isOn) => choose(name, isOn)));
  const list = h('fieldset', { class: 'checks' }, h('legend', { class: 'for-ears' }, t('preferences.what_calls')),
    ...reasons.map(({ element }) => element));
  const attempt = h('button', { type: 'button', onclick: tryIt }, t('preferences.try'));

  const push = pushPart();

  function choose(name, isOn) {
    chooseCalls({ [name]: isOn });
    renewPush().catch(() => {}); // the next start of the page tells the server
  }

  async function turn(isOn) {
    chooseCalls({ isOn });
    if (!isOn) push.stop();
    if (isOn && Notification.permission === 'default') await Notification.requestPermission();
    draw();
  }

  function tryIt() {
    const isSent = notify(t('preferences.a_try'), t('preferences.how_called'), 'try');
    setText(words, t(isSent ? 'preferences.try_sent' : 'preferences.try_refused'));
  }

  function draw() {
    main.box.checked = mayCall() && callChoices().isOn;
    main.box.disabled = !canCall() || Notification.permission === 'denied';
    list.disabled = attempt.disabled = !main.box.checked;
    push.setUsable(main.box.checked);
    setText(words, permissionWords());
  }

  draw();
  return section(t('preferences.notifications'), words, main.element, list, push.element, attempt);
}
