// Where a person writes. While the agent works, sending stops it first: that is how it is corrected.
import { h } from '../lib/dom.js';
import { draftOf, keepDraft } from '../lib/drafts.js';
import { icon } from '../lib/icons.js';

const kTallest = 220; // pixels

// There Enter is the only way to a new line.
const hasFingersOnly = () => matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;

const kHints = {
  active: 'Describe the task',
  finished: 'This session is closed.',
  running: 'Stop and correct the agent',
  awaiting_approval: 'Answer above, or write',
  paused: 'Resume, or write what to do',
};

const kHint = 'Give the next task';
const kSteered = 'Hand back, or correct it';

/** `actions`: {send(text) -> Promise, attach(files), draft: where this tab keeps what is not sent yet}. */
export class Composer {
  #area = h('textarea', { rows: '1', dir: 'auto', 'aria-label': 'Message', placeholder: kHints.active });
  #send = h('button', { class: 'primary round', type: 'submit', 'aria-label': 'Send' }, icon('send'));
  #file = h('input', { type: 'file', multiple: true, hidden: true });
  #attach = h('button', { class: 'quiet round', type: 'button', 'aria-label': 'Upload files to the desktop',
    title: 'Upload files to the desktop' }, icon('upload'));
  #actions;
  #isSending = false;
  #queued = [];
  #draft;

  constructor(actions) {
    this.#actions = actions;
    this.#draft = actions.draft;
    this.#area.value = draftOf(this.#draft);
    this.element = h('form', { class: 'composer' }, this.#attach, this.#file, this.#area, this.#send);
    this.#attach.onclick = () => this.#file.click();
    this.#file.onchange = () => {
      actions.attach([...this.#file.files]);
      this.#file.value = '';
    };
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
    this.#area.disabled = this.#attach.disabled = closed;
    this.#area.placeholder = (isSteered && status === 'paused' ? kSteered : kHints[status]) ?? kHint;
    this.#fit();
  }

  hideAttach() {
    this.#attach.hidden = true;
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
    this.#send.disabled = !this.#area.value.trim();
    keepDraft(this.#draft, this.#area.value);
  }

  /** What was sent while something was on its way, to go with it; it is not here any more. */
  takeQueued() {
    return this.#queued.splice(0).join('\n');
  }

  /** Goes on with what was begun in another one, which is at its end. What is sent goes when `ready` is settled. */
  takeOver(other, ready) {
    const { selectionStart, selectionEnd } = other.#area;
    this.setText(other.text + this.text);
    this.#area.setSelectionRange(selectionStart, selectionEnd);
    other.setText('');
    this.focus();
    this.#queued.push(...other.#queued.splice(0));
    this.#isSending = true;
    ready.then(() => this.#sendQueued(), () => {});
  }

  // What is typed meanwhile stays; what is sent meanwhile goes with it or after it.
  async #submit() {
    const text = this.text.trim();
    if (!text) return;
    this.setText('');
    this.#queued.push(text);
    if (!this.#isSending) await this.#sendQueued();
  }

  async #sendQueued() {
    this.#isSending = true;
    for (let next = this.takeQueued(); next; next = this.takeQueued()) {
      const sent = await this.#actions.send(next);
      if (!sent) this.setText([next, this.takeQueued(), this.text].filter(Boolean).join('\n')); // to be sent again
    }
    this.#isSending = false;
    this.#fit();
    this.focus();
  }
}
