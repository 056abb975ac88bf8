// A question of the agent's: what it wants to do, to the letter and with its target on the screen,
// and the answers there are.
import { h, safely, setText } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { serverWords } from '../lib/server_words.js';
import { hasText, t } from '../lib/texts.js';
import { callOfQuestion, inWords, isOnScreen, kindOf, mainField, secretsOf } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { isBound, secretsIn } from '../session/secrets.js';
import { kAllowKey, kDenyKey } from './answer_keys.js';
import { approvalEditor } from './approval_editor.js';
import { ApprovalPicture } from './approval_picture.js';
import { hiddenWarning, visibleText } from './hidden_text.js';
import { secretNotice } from './secret_notice.js';

function whatIsAsked(call) {
  const { object } = inWords(call);
  const shown = object ? [hiddenWarning(object), visibleText(object)] : [];
  const rest = Object.entries(call.input).filter(([name, value]) =>
    value !== object && !(name.endsWith('coordinate') && Array.isArray(value)));
  for (const [name, value] of rest) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    shown.push(h('div', { class: 'field' }, h('span', {}, visible(name)), hiddenWarning(text), visibleText(text)));
  }
  return shown.filter(Boolean);
}

/** What the provider of the model wants a person to have seen; nothing where it does not. */
function safetyNotice({ safety_checks: checks }) {
  if (!checks?.length) return null;
  const row = ({ code, message }) => {
    const words = message || (hasText(`chat.safety.${code}`) ? t(`chat.safety.${code}`) : code);
    return h('li', {}, icon('shield'), h('span', {}, visible(words)),
      code && code !== words ? h('code', {}, visible(code)) : null);
  };
  return h('div', { class: 'safety-notice', role: 'note' }, h('p', {}, t('chat.safety')),
    h('ul', {}, ...checks.map(row)));
}

/** What does not fit says so, and shows all of itself when asked: nothing is allowed unread by mistake. */
function showLong(middle) {
  for (const text of middle.querySelectorAll('.visible-text')) {
    if (text.scrollHeight <= text.clientHeight + 1) continue;
    text.classList.add('cut');
    const more = h('button', { class: 'link', type: 'button' },
      t('chat.show_all', { count: count(text.textContent.length) }));
    more.onclick = () => {
      text.classList.replace('cut', 'whole');
      more.remove();
    };
    text.after(more);
  }
}

/** The same for a call in which something is not what it should be: all of it, to the letter. */
const inJson = (question) => [visibleText(JSON.stringify(question.input, null, 2))];

/** How long there is to answer; nothing where the server does not say. */
export function deadlineWords({ askedAt, timeout_ms: timeout }, now) {
  if (!askedAt || !timeout) return '';
  const left = Math.max(0, Math.ceil((askedAt + timeout - now) / 1000));
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return t('chat.deadline', { clock });
}

/** The element, with tick(now), hurry(), allow(), deny() and isAnsweredHere. `complain(sentence)` tells what went wrong. */
export function approvalCard(session, question, complain) {
  const call = callOfQuestion(question, session.state.byKey.get(question.tool_use_id)?.call);
  const { title, object } = safely(() => inWords(call), () => ({ title: question.summary }));
  const remember = h('input', { type: 'checkbox' });
  const foot = h('div', { class: 'approval-foot' });
  const middle = h('div', { class: 'approval-what' });
  const again = h('label', { class: 'check' }, remember, visible(t('chat.dont_ask_again', { kind: kindOf(call) })));
  const picture = isOnScreen(call) ? safely(() => new ApprovalPicture(session, call), () => null) : null;
  // What is bound to no place is asked about each time, whatever was answered.
  const isAboutSafety = Boolean(question.safety_checks?.length);
  again.hidden = isAboutSafety;
  const notice = secretNotice(session, (secrets) => { again.hidden = isAboutSafety || !secrets.every(isBound); });
  let allowing = null; // what Allow does now, and the reason to deny with
  let reason = () => '';

  async function answer(decision) {
    for (const choice of foot.querySelectorAll('button')) choice.disabled = true;
    card.isAnsweredHere = true;
    try {
      await session.decide(question.tool_use_id, decision);
    } catch (error) {
      card.isAnsweredHere = false;
      complain(error.status === 404 ? t('chat.answered_elsewhere') : error.message);
      choices();
    }
  }

  const deny = () => answer({ decision: 'deny', note: reason() });

  function button(words, name, onclick, key) {
    return h('button', { class: name, type: 'button', onclick, title: key && t('chat.key_hint', { words, key }),
      'aria-keyshortcuts': key }, words);
  }

  function choices() {
    middle.replaceChildren(...safely(() => whatIsAsked(call), () => inJson(question)));
    middle.oninput = null;
    picture?.pick(null);
    picture?.mark(call);
    requestAnimationFrame(() => showLong(middle));
    notice.show(secretsOf(call));
    reason = () => '';
    allowing = () => answer({ decision: 'allow', remember: remember.checked });
    const refuse = button(t('chat.deny_why'), '', askWhy, kDenyKey);
    refuse.title = t('chat.deny_why_hint', { key: kDenyKey });
    const change = isAboutSafety ? [] : [button(t('chat.edit'), '', edit)]; // what was checked is what it said
    foot.replaceChildren(again, ...change, refuse, button(t('chat.allow'), 'primary', allowing, kAllowKey));
  }

  function askWhy() {
    const why = h('input',
      { type: 'text', placeholder: t('chat.reason_hint'), 'aria-label': t('chat.reason') });
    why.onkeydown = (event) => { if (event.key === 'Enter') deny(); };
    reason = () => why.value.trim();
    allowing = null;
    foot.replaceChildren(why, button(t('chat.back'), '', choices), button(t('chat.deny'), 'danger', deny, kDenyKey));
    why.focus();
  }

  function edit() {
    const editor = approvalEditor(call, question, picture?.size ?? null);
    const { focused } = editor;
    middle.replaceChildren(...editor.elements);
    const draw = () => {
      picture?.mark({ ...call, input: editor.marked() });
      if (mainField(call) === 'text') notice.show(secretsIn(focused.value));
    };
    middle.oninput = draw;
    picture?.pick(editor.place && ((from, to) => { editor.place(from, to); draw(); }), editor.isDrawn);
    allowing = () => {
      let input;
      try {
        input = editor.input();
      } catch (error) {
        complain(error.message);
        return;
      }
      answer({ decision: 'edit', input, remember: remember.checked });
    };
    foot.replaceChildren(button(t('chat.back'), '', choices), button(t('chat.allow_edited'), 'primary', allowing,
      kAllowKey));
    focused.focus();
    if (focused.localName === 'textarea') focused.setSelectionRange(0, 0);
    focused.scrollTop = 0;
  }

  const deadline = h('span', { class: 'approval-deadline', role: 'timer', 'aria-live': 'off' });
  const card = h('section',
    { class: 'approval', 'aria-label': t('chat.agent_asks'), tabindex: '-1', data: { id: question.tool_use_id } },
    h('header', {}, icon('shield'), h('h2', {}, visible(object ? t('chat.this_question', { title })
      : t('chat.question', { title }))),
      question.reason ? h('span', { class: 'approval-reason' }, visible(serverWords(question.reason))) : null),
    safetyNotice(question), picture?.element, middle, notice.element,
    h('div', { class: 'approval-end' }, deadline, foot));
  choices();
  const isAnswering = () => card.isAnsweredHere;
  return Object.assign(card, {
    isAnsweredHere: false,
    hurry: () => picture?.hurry(),
    allow: () => { if (!isAnswering()) allowing?.(); },
    deny: () => { if (!isAnswering()) deny(); },
    tick(now) {
      setText(deadline, deadlineWords(question, now));
      picture?.tick(now);
    },
  });
}
