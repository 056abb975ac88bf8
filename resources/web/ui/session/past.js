// A part of a session's history far from its end. The session goes on beside it, so nothing that comes is missed.
import { emptyState, stateOf } from './reducer.js';

const kAround = 150; // events before and after the one that is looked for
const kMore = 300;

export class Past {
  events = [];
  state = emptyState();
  #range;
  #loading = null;

  /** `range(first, last)` resolves with those events. */
  constructor(range) {
    this.#range = range;
  }

  get first() {
    return this.events[0]?.seq ?? 0;
  }

  get last() {
    return this.events.at(-1)?.seq ?? 0;
  }

  has(seq) {
    return seq >= this.first && seq <= this.last;
  }

  /** Loads what is around event `seq`; `end`: the first event that is elsewhere. */
  around(seq, end) {
    return this.#grow(Math.max(1, seq - kAround), Math.min(end - 1, seq + kAround));
  }

  async earlier() {
    if (this.first > 1) await this.#grow(Math.max(1, this.first - kMore), this.first - 1);
  }

  async later(end) {
    if (this.last < end - 1) await this.#grow(this.last + 1, Math.min(end - 1, this.last + kMore));
  }

  /** One at a time; who asks meanwhile waits for the one that goes on. */
  #grow(first, last) {
    this.#loading ??= this.#load(first, last).finally(() => { this.#loading = null; });
    return this.#loading;
  }

  async #load(first, last) {
    const found = await this.#range(first, last);
    this.events = first > this.last ? [...this.events, ...found] : [...found, ...this.events];
    this.state = stateOf(this.events);
  }
}
