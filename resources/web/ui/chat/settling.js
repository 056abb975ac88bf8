// A question that was just drawn, or moved to where another one was, takes no answer for a moment, and none by a
// press that began before: it was meant for what was there.

const kSettleTime = 500; // milliseconds: longer than between two clicks in a row

export class Settling {
  #since = new WeakMap(); // card -> when it began to take answers; Infinity before
  #timers = new WeakMap();

  /** `card` is new in its place. */
  begin(card) {
    clearTimeout(this.#timers.get(card));
    this.#since.set(card, Infinity);
    this.#show(card, true);
    requestAnimationFrame(() => this.#timers.set(card, setTimeout(() => this.#end(card), kSettleTime)));
  }

  /** Whether a press that began at `time`, as events tell it, may answer. */
  takes(card, time) {
    return time >= this.#since.get(card);
  }

  #end(card) {
    this.#since.set(card, performance.now());
    this.#show(card, false);
  }

  #show(card, isSettling) {
    card.classList.toggle('settling', isSettling);
    for (const button of card.querySelectorAll('.approval-foot button'))
      button.setAttribute('aria-disabled', String(isSettling));
  }
}
