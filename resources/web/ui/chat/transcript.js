// The conversation. Follows the end while the reader is there; loads older pages when the reader
// comes near the beginning, and keeps what is read in place.
import { h, reconcile } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { callView } from './call_view.js';
import { openLightbox } from './lightbox.js';
import { endView, noteView, textView, thinkingView, userView } from './message_views.js';

const kNearEnd = 60; // pixels
const kNearStart = 400;
const kMakers = { user: userView, text: textView, thinking: thinkingView, call: callView, note: noteView, end: endView };

export class Transcript {
  #session;
  #views = new Map();
  #list = h('ol', { class: 'transcript-items' });
  #older = h('p', { class: 'transcript-older', hidden: true }, 'Loading earlier events…');
  #empty = h('div', { class: 'empty' });
  #jump = h('button', { class: 'jump', hidden: true, onclick: () => this.toEnd() }, icon('down'), 'Latest');
  #follows = true;
  #last = { top: 0, height: 0, room: 0 }; // at the last scroll event
  #frame = 0;

  constructor(session) {
    this.#session = session;
    this.scroller = h('div', { class: 'transcript', tabindex: '0', role: 'region', 'aria-label': 'Conversation' },
      this.#older, this.#empty, this.#list);
    this.element = h('div', { class: 'transcript-frame' }, this.scroller, this.#jump);
    this.scroller.onscroll = () => this.#onScroll();
    session.on('items', (changed) => this.#take(changed));
    new ResizeObserver(() => this.#follows && this.toEnd()).observe(this.scroller);
  }

  /** Elements that stand while there is nothing to show. */
  setEmpty(...children) {
    this.#empty.replaceChildren(...children);
  }

  toEnd() {
    this.#follows = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#jump.hidden = true;
  }

  /** Brings the item of an event into view and marks it for a moment. */
  reveal(key) {
    const view = this.#views.get(key);
    if (!view) return;
    this.#follows = false;
    for (const other of this.#list.querySelectorAll('.current')) other.classList.remove('current');
    view.element.classList.add('current');
    view.element.scrollIntoView({ block: 'nearest' });
  }

  #take(changed) {
    const { items, byKey } = this.#session.state;
    this.#empty.hidden = items.length > 0;
    this.#older.hidden = !this.#session.hasOlder();
    const isStructural = changed === null || [...changed].some((key) => !byKey.has(key) || !this.#views.has(key));
    if (changed === null) {
      for (const [key, view] of this.#views) if (byKey.get(key)?.kind === 'call') view.update(byKey.get(key));
    } else {
      for (const key of changed) if (byKey.has(key)) this.#views.get(key)?.update(byKey.get(key));
    }
    if (isStructural) this.#arrange(items);
    this.#settle();
  }

  #arrange(items) {
    const keys = items.map((item) => item.key);
    const there = new Set(keys);
    for (const key of this.#views.keys()) if (!there.has(key)) this.#views.delete(key);
    const anchor = this.#follows ? null : this.#anchor();
    reconcile(this.#list, keys, (key) => this.#make(this.#session.state.byKey.get(key)));
    if (anchor) this.scroller.scrollTop += anchor.element.getBoundingClientRect().top - anchor.top;
  }

  #make(item) {
    const view = kMakers[item.kind](item, {
      onPicture: (clicked) => openLightbox(clicked, this.#session.state.items),
    });
    this.#views.set(item.key, view);
    return view.element;
  }

  /** The first item in view, and where it is. */
  #anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    const element = [...this.#list.children].find((child) => child.getBoundingClientRect().bottom > top);
    return element ? { element, top: element.getBoundingClientRect().top } : null;
  }

  #settle() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#follows) this.toEnd();
      else this.#jump.hidden = false;
    });
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const last = this.#last;
    this.#last = { top: scrollTop, height: scrollHeight, room: clientHeight };
    // Only scrolling up means to stay; what grows or shrinks moves the place, too.
    const isSameSize = last.height === scrollHeight && last.room === clientHeight;
    if (scrollHeight - scrollTop - clientHeight < kNearEnd) this.#follows = true;
    else if (isSameSize && scrollTop < last.top) this.#follows = false;
    if (this.#follows) this.#jump.hidden = true;
    if (scrollTop < kNearStart && this.#session.hasOlder()) this.#session.loadOlder().catch(() => {});
  }
}
