// Everything from one field: sessions by their titles, what can be done, and what was said anywhere.
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { remember, remembered } from '../lib/stored.js';
import { t } from '../lib/texts.js';
import { actionsFor, sessionsFor } from './entries.js';
import { deedOption, hitOption, moreOption, sessionOption, widerOption } from './options.js';
import { TextSearch } from './text_search.js';

const kKind = 'search.everything';

/**
 * `page`: {sessions: as listed, open: id or null, deeds: [{words, also, glyph, keys, onclick | href}],
 * go(address after the "#")}. `isInSession`: begins with what was said in the open one.
 */
export class Palette {
  #page;
  #search = new TextSearch();
  #isInSession;
  #isEverything = Boolean(remembered(kKind, false)); // also what was thought and done
  #options = [];
  #chosen = -1;
  #field = h('input', { type: 'text', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'palette-list',
    'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false', maxlength: '200' });
  #list = h('div', { class: 'palette-list', role: 'listbox', id: 'palette-list', 'aria-label': t('palette.found') });
  #status = h('p', { class: 'palette-status', role: 'status' });
  #everywhere; #here; #texts; #all;

  constructor(page, isInSession = false) {
    this.#page = page;
    this.#isInSession = isInSession && page.open !== null;
    this.#everywhere = this.#scope(t('palette.everywhere'), false);
    this.#here = this.#scope(t('palette.here'), true);
    this.#texts = this.#kind(t('search.texts'), false);
    this.#all = this.#kind(t('search.everything'), true);
    this.element = h('dialog', { class: 'palette', 'aria-label': t('palette.search') },
      h('div', { class: 'palette-field' }, icon('search'), this.#field,
        h('button', { class: 'quiet', type: 'button', 'aria-label': t('palette.close'), onclick: () => this.close() },
          icon('close'))),
      h('div', { class: 'palette-scopes' },
        page.open ? h('div', { class: 'palette-scope', role: 'group', 'aria-label': t('palette.where') },
          this.#everywhere,
          this.#here) : null,
        h('div', { class: 'palette-scope', role: 'group', 'aria-label': t('search.what') }, this.#texts, this.#all)),
      this.#list, this.#status);
    this.#listen();
  }

  /** Shows it; it is removed when it closes. */
  show() {
    document.body.append(this.element);
    this.element.showModal();
    this.#ask();
    this.#field.focus();
  }

  close() {
    this.element.close();
  }

  /** Everywhere, or in the open session alone. */
  turn(isInSession = !this.#isInSession) {
    this.#isInSession = isInSession && this.#page.open !== null;
    this.#ask();
    this.#field.focus();
  }

  #scope(words, isInSession) {
    return h('button', { type: 'button', class: 'scope', onclick: () => this.turn(isInSession) }, words);
  }

  #kind(words, isEverything) {
    const title = isEverything ? t('search.everything_is') : t('search.texts_are');
    return h('button', { type: 'button', class: 'scope', title, onclick: () => this.#widen(isEverything) }, words);
  }

  #widen(isEverything) {
    this.#isEverything = isEverything;
    remember(kKind, isEverything);
    this.#ask();
    this.#field.focus();
  }

  #listen() {
    this.#field.oninput = () => this.#ask();
    this.#field.onkeydown = (event) => this.#onKey(event);
    this.#search.on('found', () => this.#draw(false));
    // The field keeps the focus: what is chosen is told as its active descendant.
    this.#list.onpointerdown = (event) => event.preventDefault();
    this.#list.onclick = (event) => this.#optionOf(event)?.choose();
    this.#list.onpointermove = (event) => {
      const option = this.#optionOf(event);
      if (option) this.#mark(this.#options.indexOf(option), false);
    };
    this.element.onclick = (event) => { if (event.target === this.element) this.close(); };
    this.element.onclose = () => {
      this.#search.stop();
      this.element.remove();
    };
  }

  #optionOf(event) {
    const element = event.target.closest('.option');
    return this.#options.find((option) => option.element === element);
  }

  #onKey(event) {
    if (event.isComposing) return;
    const last = this.#options.length - 1;
    const to = { ArrowDown: this.#chosen >= last ? 0 : this.#chosen + 1,
      ArrowUp: this.#chosen <= 0 ? last : this.#chosen - 1,
      PageDown: Math.min(last, this.#chosen + 8), PageUp: Math.max(0, this.#chosen - 8) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#mark(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#options[this.#chosen]?.choose();
    }
  }

  #ask() {
    const words = this.#isInSession ? t('palette.find_here')
      : t('palette.find');
    this.#field.placeholder = this.#isInSession ? t('palette.search_here') : t('palette.search_all');
    this.#field.setAttribute('aria-label', words);
    this.#everywhere.setAttribute('aria-pressed', String(!this.#isInSession));
    this.#here.setAttribute('aria-pressed', String(this.#isInSession));
    this.#texts.setAttribute('aria-pressed', String(!this.#isEverything));
    this.#all.setAttribute('aria-pressed', String(this.#isEverything));
    this.#search.ask(this.#field.value, this.#isInSession ? this.#page.open : null,
      this.#isEverything ? 'everything' : 'texts');
    this.#draw(true);
  }

  /** `isNew`: other words; else the same with more of what was found. */
  #draw(isNew) {
    const kept = isNew ? null : this.#options[this.#chosen]?.element.dataset.key;
    const groups = this.#groups();
    this.#options = groups.flatMap(({ options }) => options);
    this.#list.replaceChildren(...groups.filter(({ options }) => options.length > 0).map(({ name, options }) =>
      h('div', { role: 'group', 'aria-label': name }, h('p', { class: 'palette-group', 'aria-hidden': 'true' }, name),
        ...options.map(({ element }) => element))));
    const at = this.#options.findIndex(({ element }) => element.dataset.key === kept);
    this.#mark(at >= 0 ? at : Math.min(0, this.#options.length - 1));
    setText(this.#status, this.#statusWords());
  }

  #groups() {
    const query = this.#field.value;
    const { sessions, deeds, open } = this.#page;
    const listed = this.#isInSession ? [] : sessionsFor(sessions, query, open);
    const actions = this.#isInSession ? [] : actionsFor(deeds, query);
    const known = new Set(listed.map(({ id }) => id));
    const hits = this.#search.hits.filter(({ type, session_id: id }) => type !== 'title' || !known.has(id));
    const places = hits.map((hit) => hitOption(hit, this.#isInSession, () => this.#go(hit)));
    if (this.#search.next) places.push(moreOption(() => this.#search.more()));
    const isAnswered = query.trim() && !this.#search.isWaiting;
    if (isAnswered && !this.#isEverything) places.push(widerOption(() => this.#widen(true)));
    return [
      { name: t('palette.sessions'), options: listed.map((session) => sessionOption(session,
        () => this.#leave(session.id))) },
      { name: t('palette.actions'), options: actions.map((deed) => deedOption(deed, () => this.#perform(deed))) },
      { name: this.#isInSession ? t('palette.here') : t('palette.in_conversations'), options: places }];
  }

  #statusWords() {
    const { isWaiting, problem, hits, next, isComplete } = this.#search;
    if (problem) return problem;
    if (!this.#field.value.trim()) return this.#isInSession ? t('palette.type') : '';
    if (isWaiting) return t('palette.searching');
    const count = hits.length;
    const nothing = this.#isEverything ? 'search.nothing_done' : 'palette.nothing';
    const found = count === 0 ? t(nothing) : t(next ? 'palette.places_and_more' : 'palette.places', { count });
    return isComplete ? found : `${found} ${t('palette.incomplete')}`;
  }

  #mark(index, isSeen = true) {
    this.#chosen = index;
    for (const [at, { element }] of this.#options.entries())
      element.setAttribute('aria-selected', String(at === index));
    const element = this.#options[index]?.element;
    if (element) this.#field.setAttribute('aria-activedescendant', element.id);
    else this.#field.removeAttribute('aria-activedescendant');
    if (isSeen) element?.scrollIntoView({ block: 'nearest' });
  }

  #go({ session_id: id, seq }) {
    this.#leave(seq > 0 ? `${id}/${seq}` : id);
  }

  #leave(address) {
    this.close();
    this.#page.go(address);
  }

  #perform(deed) {
    this.close();
    if (deed.href) location.href = deed.href;
    else deed.onclick();
  }
}
