// The first page of who has sessions: a small picture of each desktop, live where it runs.
import { request } from '../lib/api.js';
import { h, reconcile, setText } from '../lib/dom.js';
import { isBusy, relativeTime, statusWord, titleOf } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { showStored } from '../lib/stored_picture.js';
import { t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';

const kMost = 12;
const kPause = 2000; // milliseconds between two pictures of one desktop
const kIdle = 250; // until the next look whether one is due
const kSmaller = 3; // than the screen, both sides: some 15 kB

/** Who waits for a person comes first, then who works, then who could go on at once. */
function rankOf(session) {
  if (session.status === 'awaiting_approval') return 0;
  if (isBusy(session.status)) return 1;
  return session.has_desktop ? 2 : 3;
}

/** The sessions that are shown, in their order. `sessions`: the newest first. Pure. */
export function onWall(sessions) {
  const open = sessions.filter((session) => session.status !== 'finished' || session.has_desktop);
  return open.sort((one, other) => rankOf(one) - rankOf(other)).slice(0, kMost);
}

function card() {
  const picture = h('img', { alt: '', decoding: 'async', hidden: true });
  const title = h('span', { class: 'card-title', dir: 'auto' });
  const status = h('span', { class: 'entry-status' });
  const time = h('time', { class: 'entry-time' });
  const link = h('a', { class: 'card' }, h('span', { class: 'card-picture' }, icon('screen'), picture), title,
    h('span', { class: 'card-bottom' }, status, time));
  return Object.assign(h('li', {}, link), { parts: { link, picture, title, status, time }, at: 0 });
}

function fill(item, session) {
  const { link, picture, title, status, time } = item.parts;
  link.href = `#${session.id}`;
  item.isLive = session.has_desktop;
  setText(title, visible(titleOf(session)));
  title.title = title.textContent;
  status.dataset.status = session.status;
  setText(status, statusWord(session.status));
  setText(time, relativeTime(session.updated_at));
  time.dateTime = session.updated_at;
  const url = session.preview?.picture;
  if (!url || item.url === url || (item.isLive && !picture.hidden)) return;
  item.url = url;
  picture.onload = () => { picture.hidden = false; };
  showStored(picture, `${url}?scale=${kSmaller}`, { lazy: false });
}

/** The screen as it is now; where none is to be had (a person is at the wheel), the last one stays. */
async function refresh(item) {
  const { picture } = item.parts;
  const answer = await request('GET', `sessions/${item.dataset.key}/screenshot?format=jpeg&scale=${kSmaller}`);
  const address = URL.createObjectURL(await answer.blob());
  picture.onload = () => {
    URL.revokeObjectURL(address);
    picture.hidden = false;
  };
  picture.src = address;
}

/** Follows a SessionList. Stands on the page or not; asks for pictures while it does. */
export class Wall {
  #cards = h('ul', { class: 'wall' });
  #isLooking = false;

  constructor(list) {
    this.element = h('section', { class: 'wall-frame', hidden: true, 'aria-labelledby': 'wall-name' },
      h('h2', { id: 'wall-name' }, t('sessions.your_sessions')), this.#cards);
    list.on('loaded', (sessions) => this.#show(sessions));
  }

  /** To be called when it was put on the page. */
  start() {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#look();
  }

  #show(sessions) {
    const shown = new Map(onWall(sessions).map((session) => [session.id, session]));
    this.element.hidden = shown.size === 0;
    reconcile(this.#cards, [...shown.keys()], card);
    for (const item of this.#cards.children) fill(item, shown.get(item.dataset.key));
  }

  /** One picture at a time: a wall of twelve asks no more of the server than a viewer or two. */
  async #look() {
    if (!this.element.isConnected) {
      this.#isLooking = false;
      return;
    }
    const due = [...this.#cards.children].filter((item) => item.isLive && Date.now() - item.at >= kPause);
    const [next] = document.hidden ? [] : due.sort((one, other) => one.at - other.at);
    if (next) {
      next.at = Date.now();
      await refresh(next).catch(() => {});
    }
    setTimeout(() => this.#look(), next ? 0 : kIdle);
  }
}
