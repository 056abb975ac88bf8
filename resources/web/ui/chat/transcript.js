// The conversation. Follows the end while the reader is there, keeps what is read in place, and
// has only a part of a long one on the page.
import { h, reconcile, safely } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { blockedView } from './blocked_view.js';
import { callView } from './call_view.js';
import { openLightbox } from './lightbox.js';
import { endView, noteView, plainView, retryView, textView, thinkingView, userView } from './message_views.js';
import { stepLink } from './step_link.js';
import { ListWindow } from './window.js';

const kNearEnd = 60; // pixels
const kNearEdge = 500; // of the part that is on the page: time to bring in more
const kMakers = { user: userView, text: textView, thinking: thinkingView, call: callView, blocked: blockedView,
  note: noteView, retry: retryView, end: endView, plain: plainView };
const kChanging = ['call', 'blocked']; // later events say more of them

/** The view of an item. What cannot be drawn is shown plainly, and takes nothing else with it. */
function viewOf(item, context) {
  const view = safely(() => kMakers[item.kind](item, context), () => plainView(item));
  return { element: view.element, update: (changed) => safely(() => view.update(changed), () => {}) };
}

export class Transcript {
  #session;
  #views = new Map();
  #window = new ListWindow();
  #firstKey = null; // of all items, as of the last look
  #list = h('ol', { class: 'transcript-items' });
  #older = h('p', { class: 'transcript-older', hidden: true }, t('chat.loading_older'));
  #later = h('p', { class: 'transcript-older', hidden: true }, t('chat.loading_later'));
  #empty = h('div', { class: 'empty' });
  #jump = h('button', { class: 'jump', hidden: true, onclick: () => this.toEnd() }, icon('down'), t('chat.latest'));
  #follows = true;
  #last = { top: 0, height: 0, room: 0 }; // at the last scroll event
  #frame = 0;

  constructor(session, forks = null) {
    this.#session = session;
    this.#deeds.forks = forks;
    // Read at will: what matters is announced, and a text that grows would be read again and again.
    this.scroller = h('div',
      { class: 'transcript', tabindex: '0', role: 'log', 'aria-label': t('chat.conversation'), 'aria-live': 'off' },
      this.#older, this.#empty, this.#list, this.#later);
    this.element = h('div', { class: 'transcript-frame' }, this.scroller, this.#jump);
    this.scroller.onscroll = () => this.#onScroll();
    session.on('items', (changed) => { if (!session.reading.isPast) this.#take(changed); });
    session.on('shown', (isOther) => this.#show(isOther));
    new ResizeObserver(() => this.#follows && this.#goDown()).observe(this.scroller);
  }

  /** Elements that stand while there is nothing to show. */
  setEmpty(...children) {
    this.#empty.replaceChildren(...children);
  }

  toEnd() {
    this.#session.reading.leave();
    this.#follows = true;
    if (!this.#window.isAtEnd) {
      this.#window.toEnd(this.#items.length);
      this.#arrange();
    }
    this.#goDown();
  }

  /** Brings the item with this key into view and marks it; `isFound`: somebody looked for it. */
  reveal(key, isFound = false) {
    const index = this.#items.findIndex((item) => item.key === key);
    if (index < 0) return;
    this.#follows = false;
    if (this.#window.show(index, this.#items.length)) this.#arrange();
    this.unmark();
    const { element } = this.#views.get(key);
    element.classList.add('current');
    element.scrollIntoView({ block: isFound ? 'center' : 'nearest' });
    if (!isFound) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  /** What reveal() marked is like all others again. */
  unmark() {
    for (const marked of this.#list.querySelectorAll('.current')) marked.classList.remove('current');
  }

  /** What views may ask for. */
  #deeds = {
    forks: null,
    onPicture: (clicked, index = 0) => openLightbox(clicked, this.#items, index),
    mayAllow: () => this.#session.record?.egress === 'list' && this.#session.status !== 'finished',
    onAllow: (entry) => this.#session.allowHost(entry).then(() => true, (error) => {
      toast(error.message);
      return false;
    }),
  };

  get #items() {
    return this.#session.reading.state.items;
  }

  #goDown() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#jump.hidden = true;
  }

  /** Another part of the history, of which nothing is on the page yet, or more of the same. */
  #show(isOther) {
    if (isOther) {
      this.#follows = false;
      this.#firstKey = null;
      this.#views.clear();
      this.#list.replaceChildren();
    }
    this.#take(null);
  }

  #take(changed) {
    const { byKey } = this.#session.reading.state;
    this.#empty.hidden = this.#items.length > 0;
    if (changed === null) this.#takeAnew();
    else for (const key of changed) if (byKey.has(key)) this.#views.get(key)?.update(byKey.get(key));
    if (this.#session.reading.isPast) this.#window.hold();
    this.#window.follow(this.#items.length);
    const isStructural = changed === null || [...changed].some((key) => !byKey.has(key) || !this.#views.has(key));
    if (isStructural && (this.#window.isAtEnd || changed === null)) this.#arrange();
    this.#settle();
  }

  /** All items were made anew from more events: those that were on the page stay there. */
  #takeAnew() {
    const { byKey } = this.#session.reading.state;
    const shift = this.#firstKey === null ? 0 : this.#items.findIndex((item) => item.key === this.#firstKey);
    if (shift > 0) this.#window.shift(shift);
    else if (this.#firstKey === null) this.#window.toEnd(this.#items.length);
    this.#firstKey = this.#items[0]?.key ?? null;
    for (const [key, view] of this.#views) if (kChanging.includes(byKey.get(key)?.kind)) view.update(byKey.get(key));
  }

  #arrange() {
    const keys = this.#items.slice(this.#window.from, this.#window.to).map((item) => item.key);
    const there = new Set(keys);
    for (const key of this.#views.keys()) if (!there.has(key)) this.#views.delete(key);
    const anchor = this.#follows ? null : this.#anchor(there);
    reconcile(this.#list, keys, (key) => this.#make(this.#session.reading.state.byKey.get(key)));
    this.#older.hidden = this.#window.from > 0 || !this.#session.reading.hasEarlier();
    this.#later.hidden = this.#window.to < this.#items.length || !this.#session.reading.isPast;
    if (anchor) this.scroller.scrollTop += anchor.element.getBoundingClientRect().top - anchor.top;
  }

  #make(item) {
    const view = viewOf(item, this.#deeds);
    this.#views.set(item.key, view);
    view.element.append(stepLink(this.#session.id, item) ?? '');
    return view.element;
  }

  /** The first item in view that stays, and where it is. */
  #anchor(staying) {
    const top = this.scroller.getBoundingClientRect().top;
    const element = [...this.#list.children].find((child) =>
      staying.has(child.dataset.key) && child.getBoundingClientRect().bottom > top);
    return element ? { element, top: element.getBoundingClientRect().top } : null;
  }

  #settle() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#follows) this.#goDown();
      else this.#jump.hidden = false;
    });
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const last = this.#last;
    this.#last = { top: scrollTop, height: scrollHeight, room: clientHeight };
    const below = scrollHeight - scrollTop - clientHeight;
    // Only scrolling up means to stay; what grows or shrinks moves the place, too.
    const isSameSize = last.height === scrollHeight && last.room === clientHeight;
    if (below < kNearEnd && this.#window.isAtEnd && !this.#session.reading.isPast) this.#follows = true;
    else if (isSameSize && scrollTop < last.top) this.#follows = false;
    this.#jump.hidden = this.#follows;
    if (this.#follows) return;
    if (scrollTop < kNearEdge) this.#goUp();
    else if (below < kNearEdge) this.#goOn();
  }

  #goOn() {
    if (this.#window.down(this.#items.length)) this.#arrange();
    else if (this.#session.reading.isPast)
      this.#session.reading.later().then(() => this.#window.down(this.#items.length) && this.#arrange(), () => {});
  }

  #goUp() {
    if (this.#window.up()) this.#arrange();
    else if (this.#session.reading.hasEarlier())
      this.#session.reading.earlier().then(() => this.#window.up() && this.#arrange(), () => {});
  }
}
