// One open session: its record, its events, what may be done with it. The page listens; nothing
// here knows the page.
import { call, get, post } from '../lib/api.js';
import { Emitter } from '../lib/emitter.js';
import { openSocket } from '../lib/root.js';
import { isBusy, tokens } from '../lib/format.js';
import { serverWords } from '../lib/server_words.js';
import { Reading } from './reading.js';
import { apply, emptyState } from './reducer.js';
import { EventStream } from './stream.js';

const kFirstPage = 300;
const kOlderPage = 500;
const kWholePage = 1000;

/**
 * Emits 'record' (the session's fields changed), 'items' (set of keys; null: all of them), 'shown' (see
 * Reading), 'state' (status, run, questions, control), 'connection' ('connecting', 'live', 'waiting'),
 * 'problem' (sentence), 'gone' (sentence).
 */
export class Session extends Emitter {
  record = null;
  state = emptyState();
  events = []; // the stored ones that are loaded, without a gap
  reading = new Reading(this, (first, last) => this.#range(first, last), (older) => this.#putBefore(older));
  #stream = null;
  #loading = null;
  #since = { cost: 0, tokens: 0, seq: 0 }; // spent after event `seq`, of which the record knows

  constructor(id) {
    super();
    this.id = id;
    this.path = `sessions/${id}`;
  }

  /** Loads the end of the history and stays connected. Throws ApiError. */
  async open() {
    await this.refresh();
    const last = this.record.last_seq;
    await this.#loadFrom(Math.max(0, last - kFirstPage), last);
    while (isBusy(this.record.status) && !this.state.run && this.hasOlder()) await this.loadOlder();
    this.#connect();
  }

  close() {
    this.#stream?.close();
  }

  get status() {
    return this.state.status;
  }

  get isBusy() {
    return isBusy(this.state.status);
  }

  /** Whether a run is going on, or waits for a person at the wheel. */
  get isRunning() {
    const { run, status } = this.state;
    return this.isBusy || (status === 'paused' && run !== null && run.endedAt === null);
  }

  /** {cost, tokens} of the whole session so far. */
  get totals() {
    return {
      cost: this.record.cost_usd + this.#since.cost,
      tokens: tokens(this.record.usage) + this.#since.tokens,
    };
  }

  async refresh() {
    this.record = await get(this.path);
    this.#since = { cost: 0, tokens: 0, seq: this.record.last_seq };
    this.emit('record');
    return this.record;
  }

  // What the record, which is older, does not say.
  #amend({ type, content }) {
    if (type === 'title_changed') {
      this.record = { ...this.record, title: content.title };
      this.emit('record');
    } else if (type === 'egress_allowed') {
      this.record = { ...this.record, allow_hosts: [...this.record.allow_hosts, content.host] };
      this.emit('record');
    } else if (type === 'settings_changed') {
      const changes = { ...content };
      delete changes.by;
      this.record = { ...this.record, ...changes };
      this.emit('record');
    } else if (type === 'grant_changed') {
      const { granted, ...grant } = content;
      const others = this.record.grants.filter(({ id }) => id !== grant.id);
      this.record = { ...this.record, grants: granted ? [...others, grant] : others };
      this.emit('record');
    } else if (type === 'usage') {
      this.#since.cost += content.cost_usd;
      this.#since.tokens += tokens(content.usage);
    }
  }

  // ---- history

  hasOlder() {
    return this.state.firstSeq > 1;
  }

  /** Loads the page before the first known event. */
  async loadOlder(size = kOlderPage) {
    if (!this.hasOlder()) return;
    this.#loading ??= this.#prepend(size).finally(() => { this.#loading = null; });
    await this.#loading;
  }

  /** Loads all that is missing, and tells it once. */
  async loadAll() {
    this.reading.leave();
    await this.#loading;
    if (this.hasOlder()) await this.loadOlder(this.state.firstSeq - 1);
  }

  /** Events `first` to `last`. */
  async #range(first, last) {
    const events = [];
    for (let after = first - 1; after < last; after += kWholePage) {
      const limit = Math.min(kWholePage, last - after);
      events.push(...(await get(`${this.path}/events?format=json&after=${after}&limit=${limit}`)).events);
    }
    return events.filter((event) => event.seq >= first && event.seq <= last);
  }

  async #loadFrom(after, last) {
    const events = last > 0 ? await this.#range(after + 1, last) : [];
    this.state = emptyState();
    this.events = [];
    for (const event of events) this.#take(event);
    if (events.length === 0) this.state.lastSeq = after;
    this.state.status = this.record.status;
    if (this.record.control === 'person' && this.state.control.holder === 'agent') {
      this.state.control = { holder: 'person', name: null, since: null };
    }
    this.emit('items', null);
    this.emit('state');
  }

  async #prepend(size) {
    const first = this.state.firstSeq;
    const older = await this.#range(Math.max(1, first - size), first - 1);
    if (older.length > 0) this.#putBefore(older);
  }

  #putBefore(older) {
    const { status, reason, control, questions, draftFloor } = this.state;
    const drafts = this.state.items.filter((item) => item.isDraft);
    const events = [...older, ...this.events];
    this.state = emptyState();
    for (const event of events) apply(this.state, event);
    this.events = events;
    Object.assign(this.state, { status, reason, control, questions, draftFloor });
    for (const draft of drafts) {
      this.state.items.push(draft);
      this.state.byKey.set(draft.key, draft);
    }
    this.emit('items', null);
    this.emit('state');
  }

  // ---- live

  #connect() {
    this.#stream = new EventStream({
      open: (after) => openSocket(`${this.path}/ws?events=all&after=${after}`, 'pilothouse'),
      lastSeq: () => this.state.lastSeq,
      mayReconnect: () => this.refresh(),
      setTimeout: (f, ms) => setTimeout(f, ms),
      clearTimeout: (timer) => clearTimeout(timer),
    });
    this.#stream.on('event', (event) => this.#onEvent(event));
    this.#stream.on('state', (state) => this.emit('connection', state));
    this.#stream.on('gone', (why) => this.emit('gone', why));
    this.#stream.start();
  }

  hurry() {
    this.#stream?.hurry();
  }

  #take(event) {
    const changed = apply(this.state, event);
    if (changed && event.seq !== undefined) {
      this.events.push(event);
      if (event.seq > this.#since.seq) this.#amend(event);
    }
    return changed;
  }

  #onEvent(event) {
    if (event.type === 'error' && event.seq === undefined) {
      this.emit('problem', serverWords(event.content.error));
      return;
    }
    const changed = this.#take(event);
    if (!changed) return;
    this.emit('event', event);
    if (changed.size > 0) this.emit('items', changed);
    this.emit('state');
  }

  // ---- deeds

  send(message) {
    return post(`${this.path}/messages`, { message });
  }

  interrupt() {
    return this.#tell({ type: 'interrupt' }, 'interrupt');
  }

  pause() {
    return this.#tell({ type: 'pause' }, 'pause');
  }

  resume() {
    return this.#tell({ type: 'resume' }, 'resume');
  }

  decide(toolUseId, decision) {
    return this.#tell({ type: 'approve', tool_use_id: toolUseId, ...decision },
      `approvals/${encodeURIComponent(toolUseId)}`, decision);
  }

  /** Over the connection that is open anyway; by a request where there is none, or no answer. */
  async #tell(command, path, body) {
    try {
      if (!this.#stream) throw Object.assign(new Error(), { isLost: true });
      await this.#stream.ask(command);
    } catch (error) {
      if (!error.isLost) throw error;
      await post(`${this.path}/${path}`, body);
    }
  }

  /** One host more that its programs may reach; the event tells of it. */
  allowHost(host) {
    return post(`${this.path}/egress/hosts`, { host });
  }

  /** Names and places of its secrets; never values. */
  secrets() {
    return get(`${this.path}/secrets`);
  }

  /** `secret`: {value, hosts, windows}; replaces one of the same name. */
  giveSecret(name, secret) {
    return call('PUT', `${this.path}/secrets/${encodeURIComponent(name)}`, secret);
  }

  takeBackSecret(name) {
    return call('DELETE', `${this.path}/secrets/${encodeURIComponent(name)}`);
  }

  async rename(title) {
    await this.change({ title });
  }

  /** Title, model, approval or limits, by the names they have in the record. */
  async change(fields) {
    await call('PATCH', this.path, fields);
    await this.refresh();
  }

  /** What was not to be asked about again is, from the next call on. */
  async askAgain(grant) {
    await call('DELETE', `${this.path}/grants/${encodeURIComponent(grant)}`);
    await this.refresh();
  }

  async finish() {
    this.record = await call('PATCH', `${this.path}/finish`);
    this.state.status = this.record.status;
    this.emit('record');
    this.emit('state');
  }

  remove() {
    return call('DELETE', this.path);
  }
}
