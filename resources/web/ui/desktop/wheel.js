// The wheel: who steers the desktop, and taking and handing it back.
import { ApiError, call, get } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';
import { remembered } from '../lib/stored.js';
import { viewerId } from './viewer.js';

/** Emits 'change' when `holder`, `mine`, `name` or `isOffered` did. */
export class Wheel extends Emitter {
  holder = 'agent';
  mine = false;
  name = null;
  isOffered = true; // whether this server has a wheel at all
  #session;

  constructor(session) {
    super();
    this.#session = session;
    session.on('event', (event) => { if (event.type === 'control') this.look(); });
    session.on('connection', (state) => { if (state === 'live') this.look(); });
  }

  get #path() {
    return `${this.#session.path}/control`;
  }

  #take(answer) {
    this.holder = answer.holder;
    this.mine = Boolean(answer.mine);
    this.name = answer.name ?? null;
    this.emit('change');
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
    this.#take(await call('DELETE', `${this.#path}?viewer=${viewerId()}`));
  }

  /** From whoever has it. */
  async takeAway() {
    await call('DELETE', `${this.#path}?viewer=${viewerId()}&force=true`);
    await this.take();
  }
}
