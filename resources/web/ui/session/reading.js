// Which part of a session's history is read: its end, to which all that comes is added, or a part of the past around
// an event that somebody looks for.
import { Past } from './past.js';

const kNear = 500; // events before those that are there: loaded up to the one that is looked for
const kBefore = 60; // and these before it

/** Makes the session emit 'shown' (true: another part; false: more of the same). */
export class Reading {
  #session;
  #range;
  #putBefore;
  #past = null;

  /**
   * `range(first, last)` resolves with those events; `putBefore(events)` adds older ones to the session. Neither is
   * needed for a session that is there as a whole.
   */
  constructor(session, range, putBefore) {
    this.#session = session;
    this.#range = range;
    this.#putBefore = putBefore;
  }

  /** Whether it is not the end that is read. */
  get isPast() {
    return this.#past !== null;
  }

  get state() {
    return (this.#past ?? this.#session).state;
  }

  get events() {
    return (this.#past ?? this.#session).events;
  }

  hasEarlier() {
    return this.#past ? this.state.firstSeq > 1 : this.#session.hasOlder();
  }

  /** Event `seq` is there then, with others around it. */
  async show(seq) {
    const session = this.#session;
    if (this.#past?.has(seq)) return;
    const first = session.state.firstSeq;
    if (first - seq <= kNear) {
      this.leave();
      while (seq < session.state.firstSeq && session.hasOlder())
        await session.loadOlder(session.state.firstSeq - Math.max(1, seq - kBefore));
      return;
    }
    const past = new Past(this.#range);
    await past.around(seq, first);
    this.#past = past;
    session.emit('shown', true);
    this.#join();
  }

  async earlier() {
    const past = this.#past;
    if (!past) {
      await this.#session.loadOlder();
      return;
    }
    await past.earlier();
    if (past === this.#past) this.#session.emit('shown', false);
  }

  async later() {
    const past = this.#past;
    await past?.later(this.#session.state.firstSeq);
    if (!past || past !== this.#past) return;
    this.#session.emit('shown', false);
    this.#join();
  }

  /** Back to the end. */
  leave() {
    if (!this.#past) return;
    this.#past = null;
    this.#session.emit('shown', true);
  }

  /** The past and the end are one where nothing is missing between them. */
  #join() {
    const first = this.#session.state.firstSeq;
    const { last, events } = this.#past;
    if (last < first - 1) return;
    this.#past = null;
    this.#putBefore(events.filter(({ seq }) => seq < first));
  }
}
