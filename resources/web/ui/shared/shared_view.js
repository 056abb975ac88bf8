// The page of a link to a session: its conversation and its replay beside each other, nothing to be done.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { titleIs } from '../lib/page_title.js';
import { addressOf } from '../lib/root.js';
import { dateAndTime, t } from '../lib/texts.js';
import { turnTheme } from '../lib/theme.js';
import { Transcript } from '../chat/transcript.js';
import { split } from '../layout/splitter.js';
import { ReplayPane } from '../replay/replay_pane.js';
import { filmOf } from '../replay/frames.js';
import { visible } from '../session/invisible.js';

const moment = (iso) => dateAndTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' });

export class SharedView {
  #session;
  #transcript;
  #replay;

  constructor(session) {
    this.#session = session;
    this.#transcript = new Transcript(session);
    this.#transcript.setEmpty(h('p', {}, t('share.nothing_said')));
    this.#replay = new ReplayPane(session, { onFrame: (key) => this.#transcript.reveal(key) });
    const chat = h('section', { class: 'pane chat-pane', 'aria-label': t('share.chat') }, this.#transcript.element);
    this.element = h('main', { class: 'session-view alone', data: { tab: 'desktop' } }, this.#header(),
      h('div', { class: 'panes' },
        split('shared', chat, h('div', { class: 'right-side' }, this.#replay.element))),
      this.#tabs());
  }

  /** Shows what is loaded, from its beginning. */
  async open() {
    this.#session.emit('items', null);
    const { frames } = filmOf(this.#session.state.items);
    this.#showTab(frames.length > 0 ? 'desktop' : 'chat');
    await this.#replay.open();
    if (frames.length === 0) this.#transcript.toEnd();
  }

  #header() {
    const { title, created_at: made, expires_at: end } = this.#session.record;
    const name = visible(title) || t('share.untitled');
    titleIs(`${name} · Pilothouse`);
    return h('header', { class: 'session-header shared-header' },
      h('img', { src: String(addressOf('ui/icon.svg')), alt: '', width: '22', height: '22' }),
      h('h1', { dir: 'auto', title: name }, name),
      h('span', { class: 'facts' }, t('share.page_times', { made: moment(made), end: moment(end) })),
      h('button', { class: 'quiet', type: 'button', 'aria-label': t('share.theme'), title: t('share.theme'),
        onclick: turnTheme }, icon('moon')));
  }

  #tabs() {
    const tab = (name, words, glyph) => h('button', { type: 'button', class: 'tab', data: { name },
      onclick: () => this.#showTab(name) }, icon(glyph), words);
    return h('nav', { class: 'tabs', 'aria-label': t('share.parts') }, tab('chat', t('share.chat'), 'chat'),
      tab('desktop', t('share.replay'), 'replay'));
  }

  #showTab(name) {
    this.element.dataset.tab = name;
    for (const tab of this.element.querySelectorAll('.tab'))
      tab.setAttribute('aria-current', String(tab.dataset.name === name));
  }
}
