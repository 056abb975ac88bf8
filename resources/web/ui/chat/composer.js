// Where a person writes. While the agent works, sending stops it first: that is how it is corrected.
import { h } from '../lib/dom.js';
import { draftOf, keepDraft } from '../lib/drafts.js';
import { icon } from '../lib/icons.js';
import { hasText, t } from '../lib/texts.js';
import { attachmentList } from './attachment_list.js';
import { attachmentsOf, isPicture } from './attachments.js';

const kTallest = 220; // pixels

// There Enter is the only way to a new line.
const hasFingersOnly = () => matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;

function hintFor(status, isSteered) {
  if (isSteered && status === 'paused') return t('chat.hint_steered');
  return hasText(`chat.hint.${status}`) ? t(`chat.hint.${status}`) : t('chat.hint_next');
}

/** Several messages as one. */
export const joined = (messages) => ({
  text: messages.map(({ text }) => text).filter(Boolean).join('\n'),
  attached: messages.flatMap(({ attached }) => attached),
});

/**
 * `actions`: {send({text, attached}) -> Promise of whether, attach(files): those that are no pictures
 * (without it they go with the message, too), draft: where this tab keeps what is not sent yet}.
 */
export class Composer {
  #area = h('textarea', { rows: '1', dir: 'auto', 'aria-label': t('chat.message'),
    placeholder: hintFor('active', false) });
  #send = h('button', { class: 'primary round', type: 'submit', 'aria-label': t('chat.send') }, icon('send'));
  #file = h('input', { type: 'file', multiple: true, hidden: true });
  #attach = h('button', { class: 'quiet round', type: 'button', 'aria-label': t('chat.attach'),
    title: t('chat.attach_hint') }, icon('upload'));
  #actions;
  #isSending = false;
  #queued = []; // of {text, attached}
  #draft;
  #attached;

  constructor(actions) {
    this.#actions = actions;
    this.#draft = actions.draft;
    this.#attached = attachmentsOf(this.#draft);
    this.#area.value = draftOf(this.#draft);
    this.element = h('form', { class: 'composer' }, attachmentList(this.#attached, () => this.#fit()),
      this.#attach, this.#file, this.#area, this.#send);
    this.#attach.onclick = () => this.#file.click();
    this.#file.onchange = () => {
      this.attach([...this.#file.files]);
      this.#file.value = '';
    };
    this.#area.onpaste = (event) => this.#paste(event);
    this.#area.oninput = () => this.#fit();
    this.#area.onkeydown = (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || hasFingersOnly()) return;
      event.preventDefault();
      this.element.requestSubmit();
    };
    this.element.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    new ResizeObserver(() => this.#fit()).observe(this.element);
    this.#fit();
  }

  /** Shows what the status allows; `isSteered`: a person has the wheel. */
  setStatus(status, isSteered) {
    const closed = status === 'finished';
    this.element.hidden = closed;
    this.#area.disabled = this.#attach.disabled = closed;
    this.#area.placeholder = hintFor(status, isSteered);
    this.#fit();
  }

  /** Takes files that were chosen, dropped or pasted. */
  attach(files) {
    if (this.#area.disabled || files.length === 0) return;
    const others = this.#actions.attach ? files.filter((file) => !isPicture(file)) : [];
    this.#attached.add(files.filter((file) => !others.includes(file)));
    if (others.length > 0) this.#actions.attach(others);
    this.focus();
  }

  // What programs copy as words and as a picture of them is meant as words.
  #paste(event) {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    this.attach([...files]);
  }

  /** Puts words where the person writes on. */
  insert(text) {
    const before = this.#area.value;
    this.#area.value = before + (before && !/\s$/.test(before) ? ' ' : '') + text;
    this.#fit();
    this.focus();
  }

  setText(text) {
    this.#area.value = text;
    this.#fit();
  }

  get text() {
    return this.#area.value;
  }

  focus() {
    this.#area.focus();
  }

  #fit() {
    this.#area.style.height = 'auto';
    this.#area.style.height = `${Math.min(kTallest, this.#area.scrollHeight)}px`;
    this.#send.disabled = !this.#area.value.trim() && this.#attached.items.length === 0;
    keepDraft(this.#draft, this.#area.value);
  }

  /** What was sent while something was on its way, to go with it; it is not here any more. Null: nothing. */
  takeQueued() {
    return this.#queued.length > 0 ? joined(this.#queued.splice(0)) : null;
  }

  /** What could not be sent, to be sent again. */
  giveBack(message) {
    this.setText([message.text, this.text].filter(Boolean).join('\n'));
    this.#attached.giveBack(message.attached);
  }

  /** Goes on with what was begun in another one, which is at its end. What is sent goes when `ready` is settled. */
  takeOver(other, ready) {
    const { selectionStart, selectionEnd } = other.#area;
    this.setText(other.text + this.text);
    this.#area.setSelectionRange(selectionStart, selectionEnd);
    other.setText('');
    this.focus();
    this.#queued.push(...other.#queued.splice(0));
    this.#attached.giveBack(other.#attached.take());
    this.#isSending = true;
    ready.then(() => this.#sendQueued(), () => {});
  }

  // What is typed meanwhile stays; what is sent meanwhile goes with it or after it.
  async #submit() {
    const text = this.text.trim();
    const attached = this.#attached.take();
    if (!text && attached.length === 0) return;
    this.setText('');
    this.#queued.push({ text, attached });
    if (!this.#isSending) await this.#sendQueued();
  }

  async #sendQueued() {
    this.#isSending = true;
    for (let next = this.takeQueued(); next; next = this.takeQueued()) {
      const sent = await this.#actions.send(next);
      this.#attached.settle();
      if (sent) continue;
      const later = this.takeQueued();
      this.giveBack(later ? joined([next, later]) : next);
    }
    this.#isSending = false;
    this.#fit();
    this.focus();
  }
}
