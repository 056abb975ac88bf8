// Notifications: whether the browser lets the page call, what for, and a try.
import { h, setText } from '../lib/dom.js';
import { callChoices, chooseCalls } from '../sessions/call_choices.js';
import { canCall, mayCall, notify } from '../sessions/caller.js';
import { section, tick } from './parts.js';

const kReasons = [['questions', 'The agent asks'], ['ends', 'A task has come to an end'],
  ['failures', 'A task has failed']];

function permissionWords() {
  if (!canCall()) return 'This browser cannot call you here: it wants HTTPS for that, or this computer itself.';
  if (Notification.permission === 'denied')
    return 'The browser forbids it. To be called, allow notifications for this page beside its address.';
  if (Notification.permission === 'default') return 'The browser will ask once whether this page may.';
  return 'The browser allows it. You are called while you look elsewhere.';
}

export function callsSection() {
  const words = h('p', { class: 'soft', role: 'status' });
  const main = tick('Call me with a notification', false, turn);
  const reasons = kReasons.map(([name, text]) =>
    tick(text, callChoices()[name], (isOn) => chooseCalls({ [name]: isOn })));
  const list = h('fieldset', { class: 'checks' }, h('legend', { class: 'for-ears' }, 'What calls you'),
    ...reasons.map(({ element }) => element));
  const attempt = h('button', { type: 'button', onclick: tryIt }, 'Try it');

  async function turn(isOn) {
    chooseCalls({ isOn });
    if (isOn && Notification.permission === 'default') await Notification.requestPermission();
    draw();
  }

  function tryIt() {
    setText(words, notify('A try', 'This is how you are called.', 'try')
      ? 'Sent. If nothing appears, the system holds notifications back.'
      : 'This browser lets no page call. One on a desktop does.');
  }

  function draw() {
    main.box.checked = mayCall() && callChoices().isOn;
    main.box.disabled = !canCall() || Notification.permission === 'denied';
    list.disabled = attempt.disabled = !main.box.checked;
    setText(words, permissionWords());
  }

  draw();
  return section('Notifications', words, main.element, list, attempt);
}
