// Offers to call a person who looks elsewhere, beside the first questions: browsers want a click for that.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { remember, remembered } from '../lib/stored.js';
import { t } from '../lib/texts.js';
import { callChoices } from '../sessions/call_choices.js';
import { canCall } from '../sessions/caller.js';
import { canPush, startPush } from '../sessions/push.js';

const kRefused = 'calls.refused';

const isUndecided = () => canCall() && Notification.permission === 'default' && !remembered(kRefused, false) &&
  callChoices().isOn;

/** Shows while a question is open and the person has not said yes or no. */
export function callOffer(session) {
  const element = h('p', { class: 'call-offer', hidden: true }, icon('bell'),
    h('span', {}, t('chat.may_call')),
    h('span', { class: 'pair' },
      h('button', { type: 'button', class: 'link', onclick: accept }, t('chat.call_me')),
      h('button', { type: 'button', class: 'link', onclick: refuse }, t('chat.not_now'))));

  async function accept() {
    element.hidden = true;
    const answer = await Notification.requestPermission();
    if (answer === 'granted' && canPush()) await startPush().catch(() => {}); // else the open page calls
  }

  function refuse() {
    remember(kRefused, true);
    element.hidden = true;
  }

  session.on('state', () => { element.hidden = session.state.questions.size === 0 || !isUndecided(); });
  return element;
}
