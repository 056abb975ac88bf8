// The wheel: who steers the desktop, and taking and handing it back.
import { ApiError, call, get } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';
import { remembered } from '../lib/stored.js';
import { viewerId } from './viewer.js';

const kNameComes = 1500; // milliseconds from being taken away to who took it

/**
 * Emits 'change' when `holder`, `mine`, `name` or `isOffered` did, and 'lost' ({holder, name, reason})
 * when this viewer had it and did not hand it back.
 */
export class Wheel extends Emitter {
  holder = 'agent';
  mine = false;
  name = null;
  isOffered = true; // whether this server has a wheel at all
  #session;
  #reason = null; // of the last change
  #handsBack = false;
  #loss = null; // the timer until it is told

  constructor(session) {
    super();
    this.#session = session;
    session.on('event', (event) => {
      if (event.type !== 'control') return;
      this.#reason = event.content.reason;
      this.look();
    });
    session.on('connection', (state) => { if (state === 'live') this.look(); });
  }

  get #path() {
    return `${this.#session.path}/control`;
  }

  #take(answer) {
    const hadIt = this.mine && !this.#handsBack;
    this.holder = answer.holder;
    this.mine = Boolean(answer.mine);
    this.name = answer.name ?? null;
    this.emit('change');
    this.#noteLoss(hadIt);
  }

  // Who takes it away has it a moment later: they are named, if they do.
  #noteLoss(hadIt) {
    const isPending = this.#loss !== null || (hadIt && !this.mine);
    if (!isPending) return;
    clearTimeout(this.#loss);
    this.#loss = null;
    if (this.mine) return;
    const tell = () => {
      this.#loss = null;
      this.emit('lost', { holder: this.holder, name: this.name, reason: this.#reason });
    };
    // An answer may be older than the last event: that somebody has it by now is told by the next one.
    if (this.holder === 'person' || !['taken_away', 'taken'].includes(this.#reason)) tell();
    else this.#loss = setTimeout(tell, kNameComes);
  }

  async look() {
    try {
      this.#take(await get(`${this.#path}?viewer=${viewerId()}`));
    } catch (error) {
      if (!(error instanceof ApiError) || ![404, 405].includes(error.status)) return;
      this.isOffered = false;
      this.emit('change');
    }
  }

  /** Throws ApiError: somebody else has it, or there is no desktop. */
  async take() {
    this.#take(await call('POST', this.#path, { viewer: viewerId(), name: remembered('name', '') || undefined }));
  }

  async handBack() {
    this.#handsBack = true;
    try {
      this.#take(await call('DELETE', `${this.#path}?viewer=${viewerId()}`));
    } finally {
      this.#handsBack = false;
    }
  }

  /** From whoever has it. */
  async takeAway() {
    await call('DELETE', `${this.#path}?viewer=${viewerId()}&force=true`);
    await this.take();
  }
}
