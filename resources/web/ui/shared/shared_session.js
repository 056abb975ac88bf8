// A session as a link to it shows it: what was said and done until the link was made, to be looked at.
// In place of a Session (session/session.js) for what only shows.
import { get } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';
import { Reading } from '../session/reading.js';
import { apply, emptyState } from '../session/reducer.js';

const kPage = 1000; // events
const kOpen = ['waiting', 'asking', 'running'];

/** Whoever shows it listens to 'items'; nothing changes once it is open. */
export class SharedSession extends Emitter {
  id = ''; // nothing here leads to the session itself
  record = null; // {title, last_seq, created_at, expires_at}
  state = emptyState();
  events = [];
  reading = new Reading(this);

  get status() {
    return this.state.status;
  }

  hasOlder() {
    return false;
  }

  async loadAll() { /* it is all there */ }

  /** Throws ApiError. */
  async open() {
    this.record = await get('session');
    const { last_seq: last } = this.record;
    for (let after = 0, more = last > 0; more;) {
      const page = await get(`events?after=${after}&limit=${kPage}`);
      this.events.push(...page.events);
      ({ last_seq: after, more } = page);
    }
    for (const event of this.events) apply(this.state, event);
    this.#close();
  }

  // What had begun and not ended stays so: nothing comes after the last event.
  #close() {
    this.state.questions.clear();
    for (const item of this.state.items)
      if (item.kind === 'call' && kOpen.includes(item.state)) item.state = 'stopped';
  }
}
