// One session on the page: its bar, the conversation, the desktop or its replay.
import { announce } from '../lib/announcer.js';
import { download } from '../lib/download.js';
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { ChatPane } from '../chat/chat_pane.js';
import { DesktopPane, desktopAddress } from '../desktop/desktop_pane.js';
import { confirmed } from '../dialogs/dialog.js';
import { showNetwork } from '../dialogs/network.js';
import { showSecrets } from '../dialogs/secrets.js';
import { showShares } from '../dialogs/shares.js';
import { askForName } from '../dialogs/your_name.js';
import { showFiles } from '../files/files_dialog.js';
import { ReplayPane } from '../replay/replay_pane.js';
import { lookAt, newsOf, questionWords } from '../session/announcements.js';
import { visible } from '../session/invisible.js';
import { keyAt } from '../session/places.js';
import { Session } from '../session/session.js';
import { wishesOf } from '../session/wishes.js';
import { editTemplate } from '../templates/edit_dialog.js';
import { killSwitch } from './kill_switch.js';
import { lostBanner } from './lost_banner.js';
import { menu } from './menu.js';
import { SessionHeader } from './session_header.js';
import { settingsStrip } from './settings_strip.js';
import { split } from './splitter.js';
import { t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';

const kLongestName = 100; // of a template, in characters

/**
 * `page`: {view: 'all' | 'split' | 'chat', lead: elements, removed(), gone({heading, words}), search(), canShare}:
 * removed by this page, or by somebody else; `canShare`: a promise of whether links may be made.
 */
export class SessionView {
  #page;
  #replay = null;
  #replayTool = null;
  #lost;
  #stopKill;
  #isRemoving = false;
  #canShare = false;

  constructor(id, page) {
    this.#page = page;
    page.canShare.then((yes) => { this.#canShare = yes; });
    this.session = new Session(id);
    this.#lost = lostBanner(this.session);
    this.element = h('div', { class: 'session-view', data: { tab: 'chat' } });
    this.#stopKill = killSwitch(() => this.session.isRunning, () => {
      this.session.interrupt().catch((error) => toast(error.message));
      toast(t('layout.stopped'), 'info');
    });
  }

  async open() {
    const { session } = this;
    const tools = [this.#barTools(), menu(t('layout.more'), this.#entries())];
    this.header = new SessionHeader(session, { lead: this.#page.lead, tools });
    this.chat = new ChatPane(session);
    const panes = h('div', { class: 'panes' });
    this.element.append(this.header.element, settingsStrip(session), this.#lost.element, panes);
    if (this.#page.view === 'chat') {
      panes.append(this.chat.element);
    } else {
      this.desktop = new DesktopPane(session, `#${session.id}/replay`);
      this.right = h('div', { class: 'right-side' }, this.desktop.element);
      panes.append(split('split', this.chat.element, this.right));
      this.element.append(this.#questionBar());
      this.element.append(this.#tabs());
    }
    session.on('problem', toast);
    session.on('gone', () => this.#onGone());
    await session.open();
    this.#announceNews();
    this.chat.transcript.toEnd();
    this.desktop?.start();
    if (matchMedia('(min-width: 760px)').matches) this.chat.composer.focus();
  }

  #announceNews() {
    let before = lookAt(this.session.state);
    this.session.on('state', () => {
      const { state } = this.session;
      for (const sentence of newsOf(before, state)) announce(sentence);
      before = lookAt(state);
    });
  }

  close() {
    this.#stopKill();
    this.#lost.close();
    this.header?.close();
    this.#replay?.close();
    this.desktop?.stop();
    this.session.close();
  }

  hurry() {
    this.session.hurry();
    this.desktop?.hurry();
    this.chat?.approvals.hurry();
  }

  get isReplaying() {
    return this.#replay !== null;
  }

  /** Replay in place of the live desktop, or back. */
  async setReplay(on) {
    if (!this.desktop || on === this.isReplaying) return;
    this.#replayTool?.setAttribute('aria-pressed', String(on));
    if (!on) {
      this.#replay.close();
      this.#replay = null;
      this.right.replaceChildren(this.desktop.element);
      this.desktop.start();
      this.chat.transcript.unmark();
      this.chat.transcript.toEnd();
      return;
    }
    this.desktop.stop();
    this.#replay = new ReplayPane(this.session, {
      onFrame: (key) => this.chat.transcript.reveal(key),
      onLeave: () => { location.hash = this.session.id; },
    });
    this.right.replaceChildren(this.#replay.element);
    this.#showTab('desktop');
    await this.#replay.open();
  }

  /** What is looked for most; on a phone it is in the menu alone. */
  #barTools() {
    const { session } = this;
    const tool = (words, glyph, onclick) => h('button', { class: 'bar-tool', type: 'button', title: words,
      'aria-label': words, onclick }, icon(glyph), h('span', {}, words));
    this.#replayTool = this.#page.view !== 'chat' && tool(t('layout.replay'), 'replay', () => {
      location.hash = this.isReplaying ? session.id : `${session.id}/replay`;
    });
    return h('span', { class: 'bar-tools' }, this.#replayTool,
      tool(t('layout.files'), 'files', () => showFiles(session)));
  }

  /** The step that event `seq` is of, wherever in the conversation it is. */
  async showStep(seq) {
    const { session } = this;
    if (seq <= session.state.lastSeq) await session.reading.show(seq);
    const { state, events } = session.reading;
    const key = seq <= session.state.lastSeq ? keyAt(state, events, seq) : null;
    if (key === null) {
      toast(t('layout.no_step'));
      return;
    }
    this.#showTab('chat');
    this.chat.transcript.reveal(key, true);
  }

  /** What can be done with the session, the run first. */
  get deeds() {
    const { session } = this;
    const run = [
      session.isRunning && { words: t('layout.stop'), also: t('layout.also.stop'), glyph: 'stop', deed: 'interrupt',
        keys: 'Esc Esc' },
      session.isBusy && { words: t('layout.pause'), glyph: 'pause', deed: 'pause' },
      ['paused', 'interrupted', 'error'].includes(session.status) && session.state.control.holder !== 'person'
        && { words: t('layout.resume'), also: t('layout.also.resume'), glyph: 'play', deed: 'resume' },
    ].filter(Boolean).map((entry) => ({ ...entry,
      onclick: () => session[entry.deed]().catch((error) => toast(error.message)) }));
    const wheel = this.desktop && { words: t('layout.turn_wheel'), also: t('layout.also.wheel'), glyph: 'wheel',
      keys: 'Alt+W', onclick: () => this.desktop.turnWheel() };
    return [...run, wheel, ...this.#entries()].filter((entry) => entry && (!entry.when || this.#canShare));
  }

  #entries() {
    const { session } = this;
    const save = (format) => download(`${session.path}/export?format=${format}`);
    return [
      this.#page.view !== 'chat'
        && { words: t('layout.replay'), glyph: 'replay', onclick: () => { location.hash = `${session.id}/replay`; } },
      { words: t('layout.files'), glyph: 'files', onclick: () => showFiles(session) },
      { words: t('layout.search_here'), glyph: 'search', onclick: this.#page.search },
      { words: t('layout.network'), glyph: 'shield', onclick: () => showNetwork(session) },
      { words: t('layout.secrets'), glyph: 'key', onclick: () => showSecrets(session) },
      { words: t('templates.keep'), also: t('templates.keep_also'), glyph: 'mark',
        onclick: () => this.#keepAsTemplate() },
      { words: t('share.menu'), also: t('layout.also.share'), glyph: 'link', when: this.#page.canShare,
        onclick: () => showShares(session) },
      { words: t('layout.desktop_only'), glyph: 'screen', href: desktopAddress(session) },
      { words: t('layout.your_name'), glyph: 'pencil', onclick: askForName },
      { words: t('layout.export_page'), glyph: 'download', onclick: () => save('html') },
      { words: t('layout.export_json'), glyph: 'download', onclick: () => save('json') },
      { words: t('layout.close_session'), glyph: 'check', onclick: () => this.#finish() },
      { words: t('layout.delete_session'), glyph: 'trash', danger: true, onclick: () => this.#remove() },
    ].filter(Boolean);
  }

  /** What was asked first, as far as it is loaded, and how the session works now. */
  #keepAsTemplate() {
    const { session } = this;
    const first = session.hasOlder() ? null : session.state.items.find(({ kind }) => kind === 'user');
    const { record } = session;
    editTemplate({ name: record.title.slice(0, kLongestName), task: first?.text ?? '', options: wishesOf(record) });
  }

  #tabs() {
    const tab = (name, words, glyph) => h('button', { type: 'button', class: 'tab', data: { name },
      onclick: () => this.#showTab(name) }, icon(glyph), words);
    return h('nav', { class: 'tabs', 'aria-label': t('layout.parts') }, tab('chat', t('layout.chat'), 'chat'),
      tab('desktop', t('layout.desktop'), 'screen'));
  }

  /** On a phone the desktop hides the conversation: a question shows above it. */
  #questionBar() {
    const bar = h('button', { type: 'button', class: 'question-bar', hidden: true,
      onclick: () => this.#showTab('chat') });
    this.session.on('state', () => {
      const [question] = this.session.state.questions.values();
      bar.hidden = !question;
      if (question) bar.replaceChildren(icon('shield'), h('span', {}, 
        t('session.asks', { what: visible(questionWords(question)) })),
        h('strong', {}, t('layout.answer')));
    });
    return bar;
  }

  #showTab(name) {
    this.element.dataset.tab = name;
    for (const tab of this.element.querySelectorAll('.tab')) {
      tab.setAttribute('aria-current', String(tab.dataset.name === name));
    }
  }

  async #finish() {
    const yes = await confirmed(t('layout.close_it'),
      t('layout.close_why'), t('layout.close_session'));
    if (yes) this.session.finish().catch((error) => toast(error.message));
  }

  #onGone() {
    if (this.#isRemoving) return;
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close(); // they are about what is gone
    this.#page.gone({ heading: t('layout.deleted'),
      words: t('layout.deleted_why') });
  }

  async #remove() {
    const yes = await confirmed(t('layout.delete_it'),
      t('layout.delete_why'), t('layout.delete'));
    if (!yes) return;
    this.#isRemoving = true;
    try {
      await this.session.remove();
      this.#page.removed();
    } catch (error) {
      this.#isRemoving = false;
      toast(error.message);
    }
  }
}
