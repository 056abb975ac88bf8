// The list of sessions: what each is about, how it stands, what its screen showed last.
import { getNews } from '../lib/api.js';
import { h, reconcile, setText } from '../lib/dom.js';
import { Emitter } from '../lib/emitter.js';
import { firstLine, relativeTime, statusWord, titleOf } from '../lib/format.js';
import { visible } from '../session/invisible.js';
import { icon } from '../lib/icons.js';
import { openSocket } from '../lib/root.js';
import { EventStream } from '../session/stream.js';
import { serverWords } from '../lib/server_words.js';
import { showStored } from '../lib/stored_picture.js';
import { t } from '../lib/texts.js';

const kTold = 60_000; // milliseconds between two looks while the server tells what changes
const kUntold = 3000; // and while it does not
const kPage = 100;
const kMostFound = 1000; // sessions that are looked through for words
const kSmaller = 8; // than the stored picture, both sides: some 4 kB

// Of sessions that work at the same time none passes the other all the while.
const minuteOf = (session) => Math.floor(Date.parse(session.updated_at) / 60_000);

const needsYou = (session) => Number(session.status === 'awaiting_approval');

function entry() {
  const picture = h('span', { class: 'entry-picture' });
  const title = h('span', { class: 'entry-title', dir: 'auto' });
  const time = h('time', { class: 'entry-time' });
  const status = h('span', { class: 'entry-status' });
  const line = h('span', { class: 'entry-line', dir: 'auto' });
  const desktop = h('span', { class: 'entry-desktop', role: 'img', title: t('sessions.has_desktop'),
    'aria-label': t('sessions.has_desktop'),
    hidden: true }, icon('screen'));
  const link = h('a', { class: 'entry' }, picture,
    h('span', { class: 'entry-text' }, h('span', { class: 'entry-top' }, title, time),
      h('span', { class: 'entry-bottom' }, status, line, desktop)));
  return Object.assign(h('li', {}, link), { parts: { link, picture, title, time, status, line, desktop } });
}

function showPicture(holder, url) {
  if (holder.dataset.url === (url ?? '') && holder.firstChild) return;
  holder.dataset.url = url ?? '';
  if (!url) {
    holder.replaceChildren(icon('screen'));
    return;
  }
  const picture = h('img', { alt: '', decoding: 'async', onerror: () => picture.replaceWith(icon('screen')) });
  holder.replaceChildren(picture);
  showStored(picture, `${url}?scale=${kSmaller}`, { lazy: true });
}

function fill(item, session, isOpen) {
  const { link, picture, title, time, status, line, desktop } = item.parts;
  desktop.hidden = !session.has_desktop;
  link.href = `#${session.id}`;
  if (isOpen) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
  setText(title, visible(titleOf(session)));
  title.title = title.textContent; // it may be cut
  setText(time, relativeTime(session.updated_at));
  time.dateTime = session.updated_at;
  status.dataset.status = session.status;
  setText(status, statusWord(session.status));
  setText(line, visible(firstLine(serverWords(session.preview?.last_line ?? ''), 120)));
  line.title = line.textContent;
  showPicture(picture, session.preview?.picture);
}

/** Emits 'loaded' (the sessions) and 'trouble' (sentence, or null when it is over). */
export class SessionList extends Emitter {
  #list = h('ul', { class: 'entries', 'aria-label': t('sessions.sessions') });
  #none = h('p', { class: 'entries-none', hidden: true });
  #filter = h('input',
    { type: 'search', class: 'filter', placeholder: t('sessions.find'), 'aria-label': t('sessions.find') });
  #sessions = null;
  #open = null;
  #timer = null;
  #isTold = false; // what changes
  #news = new EventStream({ open: () => openSocket('sessions/ws', 'pilothouse'), lastSeq: () => 0,
    mayReconnect: async () => {}, setTimeout: (f, ms) => setTimeout(f, ms),
      clearTimeout: (timer) => clearTimeout(timer) });
  #most = kPage;
  #more = h('button', { class: 'quiet more-sessions', type: 'button', hidden: true, onclick: () => this.#showMore() },
    t('sessions.older'));

  constructor() {
    super();
    this.element = h('div', { class: 'session-list' }, this.#filter, this.#list, this.#none, this.#more);
    this.#filter.oninput = () => this.#find();
    document.addEventListener('visibilitychange', () => !document.hidden && this.load());
    this.#news.on('event', () => this.load());
    this.#news.on('state', (state) => { this.#isTold = state === 'live'; });
  }

  /** Looks, and from here on whenever something changes. */
  start() {
    this.load();
    this.#news.start();
  }

  /** Now rather than after a pause: the network is back, or somebody looks again. */
  hurry() {
    this.#news.hurry();
  }

  get sessions() {
    return this.#sessions ?? [];
  }

  setOpen(id) {
    this.#open = id;
    this.#draw();
  }

  /** Looks now, and again after a while. */
  async load() {
    clearTimeout(this.#timer);
    try {
      const sessions = await getNews(`sessions?preview=true&sort=updated&limit=${this.#most}`);
      this.#sessions = [...sessions].sort((one, other) => minuteOf(other) - minuteOf(one)); // the time that is shown
      this.emit('trouble', null);
      this.emit('loaded', this.#sessions);
    } catch (error) {
      this.emit('trouble', error.message);
    }
    this.#draw();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), this.#isTold ? kTold : kUntold);
  }

  #showMore() {
    this.#most += kPage;
    this.load();
  }

  // Looks through the older ones, too.
  #find() {
    this.#draw();
    if (this.#more.hidden || this.#most >= kMostFound) return;
    this.#most = kMostFound;
    this.load();
  }

  #draw() {
    if (!this.#sessions) return;
    this.#more.hidden = this.#sessions.length < this.#most;
    const wanted = this.#filter.value.trim().toLowerCase();
    const shown = this.#sessions.filter((session) => !wanted ||
      `${titleOf(session)} ${session.preview?.last_line ?? ''}`.toLowerCase().includes(wanted));
    this.#filter.hidden = this.#sessions.length < 6 && !wanted;
    this.#none.hidden = shown.length > 0;
    setText(this.#none, wanted ? t('sessions.none_found') : t('sessions.appear_here'));
    shown.sort((one, other) => needsYou(other) - needsYou(one)); // else the last used first
    const byId = new Map(shown.map((session) => [session.id, session]));
    reconcile(this.#list, [...byId.keys()], entry);
    for (const item of this.#list.children) fill(item, byId.get(item.dataset.key), item.dataset.key === this.#open);
  }
}
