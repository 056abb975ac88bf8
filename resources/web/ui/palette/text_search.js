// Looks for words in all conversations while somebody types: the server is asked when they pause,
// and an answer to what is no longer asked counts for nothing.
import { get } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';

const kPause = 180; // milliseconds without a key

/** Emits 'found' after each change of its fields. */
export class TextSearch extends Emitter {
  hits = [];
  next = null; // of the page after these
  isComplete = true; // whether what older versions stored is searched, too
  isWaiting = false;
  problem = '';
  #asked = 0;
  #timer = null;
  #path = '';

  /** `session`: only there; null: everywhere. `kind`: 'texts', or 'everything' that was thought and done. */
  ask(query, session, kind) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const words = query.trim();
    if (!words) {
      this.#become({ hits: [], next: null, isWaiting: false, problem: '' });
      return;
    }
    const scope = session ? `&session=${session}` : '';
    this.#path = `search?q=${encodeURIComponent(words)}&kind=${kind}${scope}`;
    this.#become({ isWaiting: true });
    this.#timer = setTimeout(() => this.#load([]), kPause);
  }

  /** The page after these. */
  more() {
    if (this.next && !this.isWaiting) this.#load(this.hits);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #load(before) {
    const asked = this.#asked;
    this.#become({ isWaiting: true });
    try {
      const page = await get(this.#path + (before.length > 0 ? `&before=${this.next}` : ''));
      if (asked === this.#asked) {
        this.#become({ hits: [...before, ...page.hits], next: page.next, isComplete: page.complete, isWaiting: false,
          problem: '' });
      }
    } catch (error) {
      if (asked === this.#asked) this.#become({ isWaiting: false, problem: error.message });
    }
  }

  #become(fields) {
    Object.assign(this, fields);
    this.emit('found');
  }
}
