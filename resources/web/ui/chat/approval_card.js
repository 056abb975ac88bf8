// A question of the agent's: what it wants to do, to the letter and with its target on the screen,
// and the answers there are.
import { request } from '../lib/api.js';
import { h, safely, setText } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { callOfQuestion, inWords, kindOf, mainField, secretsOf } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { marksOf } from '../lib/marks.js';
import { hiddenBelow, hiddenWarning, visibleText } from './hidden_text.js';
import { markedPicture } from '../lib/picture.js';
import { isBound, secretsIn } from '../session/secrets.js';
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

/** What does not fit says so, and shows all of itself when asked: nothing is allowed unread by mistake. */
function showLong(middle) {
  for (const text of middle.querySelectorAll('.visible-text')) {
    if (text.scrollHeight <= text.clientHeight + 1) continue;
    text.classList.add('cut');
    const more = h('button', { class: 'link', type: 'button' },
      `Show all ${count(text.textContent.length)} characters`);
    more.onclick = () => {
      text.classList.replace('cut', 'whole');
      more.remove();
    };
    text.after(more);
  }
}

/** The screen as it is now; where that cannot be had, as the model saw it last. */
async function showNow(session, image) {
  const answer = await request('GET', `${session.path}/screenshot?format=jpeg&quality=85`);
  const address = URL.createObjectURL(await answer.blob());
  image.onload = () => URL.revokeObjectURL(address);
  image.src = address;
}

/** The same for a call in which something is not what it should be: all of it, to the letter. */
const inJson = (question) => [visibleText(JSON.stringify(question.input, null, 2))];

function targetPicture(session, call) {
  const { picture } = session.state;
  if (!picture || marksOf(call).length === 0) return null;
  const marked = markedPicture(picture, call,
    { shownWidth: 420, alt: 'The screen now, with the target marked', lazy: false });
  showNow(session, marked.querySelector('img')).catch(() => {});
  return h('div', { class: 'approval-picture' }, marked);
}

const rowsOf = (text) => text.split('\n').reduce((rows, line) => rows + 1 + Math.floor(line.length / 50), 0);

/** The editor for the input: its main text, or all of it as JSON. */
function editorFor(call, question) {
  const field = mainField(call);
  const text = field ? String(call.input[field] ?? '') : JSON.stringify(question.input, null, 2);
  const area = h('textarea', { class: 'approval-edit', rows: String(Math.min(10, rowsOf(text) + 1)),
    'aria-label': field ? 'What it shall be instead' : 'The input, as JSON' });
  area.value = text;
  return { area, input: () => (field ? { ...question.input, [field]: area.value } : JSON.parse(area.value)) };
}

/** How long there is to answer; nothing where the server does not say. */
export function deadlineWords({ askedAt, timeout_ms: timeout }, now) {
  if (!askedAt || !timeout) return '';
  const left = Math.max(0, Math.ceil((askedAt + timeout - now) / 1000));
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return `Without an answer it is denied in ${clock}`;
}

/** `complain(sentence)` tells what went wrong. */
export function approvalCard(session, question, complain) {
  const call = callOfQuestion(question, session.state.byKey.get(question.tool_use_id)?.call);
  const { title, object } = safely(() => inWords(call), () => ({ title: question.summary }));
  const remember = h('input', { type: 'checkbox' });
  const foot = h('div', { class: 'approval-foot' });
  const middle = h('div', { class: 'approval-what' });
  const again = h('label', { class: 'check' }, remember, visible(`Don’t ask again: ${kindOf(call)}`));
  // What is bound to no place is asked about each time, whatever was answered.
  const notice = secretNotice(session, (secrets) => { again.hidden = !secrets.every(isBound); });

  async function answer(decision) {
    for (const choice of foot.querySelectorAll('button')) choice.disabled = true;
    try {
      await session.decide(question.tool_use_id, decision);
    } catch (error) {
      complain(error.status === 404 ? 'Somebody else has answered already.' : error.message);
      choices();
    }
  }

  function button(words, name, onclick) {
    return h('button', { class: name, type: 'button', onclick }, words);
  }

  function choices() {
    middle.replaceChildren(...safely(() => whatIsAsked(call), () => inJson(question)));
    requestAnimationFrame(() => showLong(middle));
    notice.show(secretsOf(call));
    foot.replaceChildren(again,
      button('Edit…', '', edit), button('Deny…', '', deny),
      button('Allow', 'primary', () => answer({ decision: 'allow', remember: remember.checked })));
  }

  function deny() {
    const why = h('input',
      { type: 'text', placeholder: 'Reason, told to the agent (optional)', 'aria-label': 'Reason' });
    const send = () => answer({ decision: 'deny', note: why.value.trim() });
    why.onkeydown = (event) => { if (event.key === 'Enter') send(); };
    foot.replaceChildren(why, button('Back', '', choices), button('Deny', 'danger', send));
    why.focus();
  }

  function edit() {
    const { area, input } = editorFor(call, question);
    middle.replaceChildren(area, hiddenBelow(area).element);
    if (mainField(call) === 'text') area.oninput = () => notice.show(secretsIn(area.value));
    const send = () => {
      try {
        answer({ decision: 'edit', input: input(), remember: remember.checked });
      } catch {
        complain('This is not valid JSON.');
      }
    };
    foot.replaceChildren(button('Back', '', choices), button('Allow as edited', 'primary', send));
    area.focus();
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
  }

  choices();
  const deadline = h('span', { class: 'approval-deadline', role: 'timer', 'aria-live': 'off' });
  const card = h('section', { class: 'approval', 'aria-label': 'The agent asks', data: { id: question.tool_use_id } },
    h('header', {}, icon('shield'), h('h2', {}, visible(object ? `${title} this?` : `${title}?`)),
      question.reason ? h('span', { class: 'approval-reason' }, visible(question.reason)) : null),
    safely(() => targetPicture(session, call), () => null), middle, notice.element, deadline, foot);
  return Object.assign(card, { tick: () => setText(deadline, deadlineWords(question, Date.now())) });
}

/** All open questions of a session, one below the other. */
export class Approvals {
  constructor(session, complain) {
    this.element = h('div', { class: 'approvals', 'aria-live': 'assertive' });
    session.on('state', () => this.#take(session, complain));
    setInterval(() => this.#tick(), 1000); // goes with the page; without cards it does nothing
  }

  #tick() {
    for (const card of this.element.children) card.tick();
  }

  #take(session, complain) {
    const open = session.state.questions;
    for (const card of [...this.element.children]) if (!open.has(card.dataset.id)) card.remove();
    const shown = new Set([...this.element.children].map((card) => card.dataset.id));
    for (const [id, question] of open) {
      if (!shown.has(id)) this.element.append(approvalCard(session, question, complain));
    }
    this.#tick();
  }
}
