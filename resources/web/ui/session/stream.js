// The connection to a session's events, kept up by itself: after sleep, a restart of the server or
// a lost network it comes back and goes on after the last event that was taken.
import { Emitter } from '../lib/emitter.js';
import { serverWords } from '../lib/server_words.js';
import { t } from '../lib/texts.js';

const kFirstDelay = 400;
const kLongestDelay = 8000;
const kStatus = { not_found: 404, conflict: 409 }; // as a request would be answered
const kAnswerTime = 2000; // for what a person wants done; then it is tried by a request

/** How long to wait before try number `attempt` (from 0), with up to a quarter more by chance. */
export function delayBefore(attempt, chance = Math.random()) {
  const plain = Math.min(kLongestDelay, kFirstDelay * 2 ** attempt);
  return Math.round(plain * (1 + chance / 4));
}

/**
 * Emits 'event' (parsed), 'state' ('connecting', 'live' or 'waiting') and 'gone' (why): the last
 * one is final. `parts`: {open(after) -> WebSocket, lastSeq() -> number, mayReconnect() -> Promise
 * that rejects with a sentence when there is no use, setTimeout, clearTimeout}.
 */
export class EventStream extends Emitter {
  #parts;
  #socket = null;
  #timer = null;
  #attempt = 0;
  #asked = new Map(); // mark -> {resolve, reject, timer}
  #marks = 0;
  #closed = false;

  constructor(parts) {
    super();
    this.#parts = parts;
  }

  start() {
    if (this.#closed || this.#socket) return;
    this.#parts.clearTimeout(this.#timer);
    this.#timer = null;
    this.emit('state', 'connecting');
    const socket = this.#parts.open(this.#parts.lastSeq());
    this.#socket = socket;
    socket.onmessage = (message) => this.#take(socket, message.data);
    socket.onclose = (close) => this.#onClose(socket, close);
  }

  /** Now rather than after the pause: the network is back, or somebody looks again. */
  hurry() {
    if (this.#timer === null) return;
    this.#attempt = 0;
    this.start();
  }

  /**
   * Sends a command over the open connection, which others cannot take away. Resolves once it is
   * carried out, rejects with the server's sentence, or with `isLost` when nothing is known of it.
   */
  ask(command) {
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== 1) {
        reject(Object.assign(new Error(), { isLost: true }));
        return;
      }
      const ref = String(++this.#marks);
      const timer = this.#parts.setTimeout(() => this.#lose(ref), kAnswerTime);
      this.#asked.set(ref, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ ...command, ref }));
    });
  }

  #lose(ref) {
    const { reject } = this.#asked.get(ref);
    this.#asked.delete(ref);
    reject(Object.assign(new Error(), { isLost: true }));
  }

  /** Whether the event is the answer to a command. */
  #settle({ type, content }) {
    const asked = this.#asked.get(content?.ref);
    if (!asked || !['done', 'error'].includes(type)) return false;
    this.#asked.delete(content.ref);
    this.#parts.clearTimeout(asked.timer);
    if (type === 'done') asked.resolve();
    else asked.reject(Object.assign(new Error(serverWords(content.error)), { status: kStatus[content.code] ?? 400 }));
    return true;
  }

  close() {
    this.#closed = true;
    this.#parts.clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #take(socket, text) {
    if (this.#closed || socket !== this.#socket) return;
    if (this.#attempt > 0 || !socket.isKnownLive) this.emit('state', 'live');
    socket.isKnownLive = true;
    this.#attempt = 0;
    const event = JSON.parse(text);
    if (!this.#settle(event)) this.emit('event', event);
  }

  #onClose(socket, close) {
    if (this.#closed || socket !== this.#socket) return;
    this.#socket = null;
    for (const ref of [...this.#asked.keys()]) this.#lose(ref);
    if (close.code === 4404) {
      this.emit('gone', t('session.deleted'));
      return;
    }
    this.emit('state', 'waiting');
    this.#timer = this.#parts.setTimeout(() => this.#again(), delayBefore(this.#attempt));
    this.#attempt += 1;
  }

  async #again() {
    try {
      await this.#parts.mayReconnect();
    } catch (error) {
      if (error.status === 404) {
        this.emit('gone', error.message);
        return;
      }
      this.#timer = this.#parts.setTimeout(() => this.#again(), delayBefore(this.#attempt));
      this.#attempt += 1;
      return;
    }
    this.#timer = null;
    this.start();
  }
}
