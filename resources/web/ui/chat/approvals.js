// All open questions of a session, one below the other; and where the focus goes from one to the next.
import { h } from '../lib/dom.js';
import { approvalCard } from './approval_card.js';
import { Settling } from './settling.js';

export class Approvals {
  #goOn;
  #settling = new Settling();
  #pressedAt = 0;
  #left = null; // what has the focus since the last answer, while nobody did anything

  /** `complain(sentence)` tells what went wrong; `goOn()` gives the focus to where a person goes on. */
  constructor(session, complain, goOn) {
    this.#goOn = goOn;
    this.element = h('div', { class: 'approvals' });
    session.on('state', () => this.#take(session, complain));
    setInterval(() => this.#tick(), 1000); // goes with the page; without cards it does nothing
    for (const deed of ['keydown', 'pointerdown'])
      this.element.ownerDocument.addEventListener(deed, (event) => this.#onDeed(event), true);
    this.element.addEventListener('click', (event) => this.#onClick(event), true);
  }

  /** Somebody looks again: what the cards show is brought up to now. */
  hurry() {
    for (const card of this.element.children) card.hurry();
  }

  /** Answers the first question by 'allow' or 'deny'; false: there is none that is seen. */
  answer(decision) {
    const [card] = this.element.children;
    if (!card?.checkVisibility()) return false;
    if (this.#settling.takes(card, performance.now())) card[decision]();
    return true;
  }

  #onDeed({ type, timeStamp }) {
    this.#left = null;
    if (type === 'pointerdown') this.#pressedAt = timeStamp;
  }

  #onClick(event) {
    const card = event.target.closest('.approval-foot')?.closest('.approval');
    const began = event.detail > 0 ? this.#pressedAt : event.timeStamp; // 0: by a key
    if (!card || this.#settling.takes(card, began)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #tick() {
    if (!this.element.isConnected) return;
    for (const card of this.element.children) card.tick(Date.now());
  }

  #take(session, complain) {
    const open = session.state.questions;
    const cards = [...this.element.children];
    const gone = cards.filter((card) => !open.has(card.dataset.id));
    const focused = document.activeElement;
    const isLeft = gone.some((card) => card.contains(focused) ||
      (card.isAnsweredHere && (!focused || focused === document.body)));
    for (const card of cards.slice(cards.indexOf(gone[0]))) { // those below move up
      if (gone.length > 0 && !gone.includes(card)) this.#settling.begin(card);
    }
    for (const card of gone) card.remove();
    const shown = new Set(cards.map((card) => card.dataset.id));
    for (const [id, question] of open) {
      if (shown.has(id)) continue;
      const card = approvalCard(session, question, complain);
      this.element.append(card);
      this.#settling.begin(card);
    }
    this.#tick();
    this.#moveFocus(isLeft);
  }

  // Never to a button: a key pressed once more would answer what nobody has read.
  #moveFocus(isLeft) {
    const [next] = this.element.children;
    const isUntouched = this.#left !== null && document.activeElement === this.#left;
    if (next && (isLeft || isUntouched)) {
      this.#left = null;
      next.focus();
    } else if (isLeft) {
      this.#goOn();
      this.#left = document.activeElement;
    }
  }
}
