// The page: the list of sessions, and the one that the address names after its "#".
import { forgetPageKey } from '../auth/page_key.js';
import { get, request } from './lib/api.js';
import { addressOf } from './lib/root.js';
import { h } from './lib/dom.js';
import { icon } from './lib/icons.js';
import { keysShown } from './lib/keys.js';
import { draftOf, keepDraft } from './lib/drafts.js';
import { titleIs } from './lib/page_title.js';
import { remember, remembered } from './lib/stored.js';
import { turnTheme } from './lib/theme.js';
import { answerOf } from './chat/answer_keys.js';
import { prepareMarkdown } from './chat/markdown.js';
import { showNewSession } from './dialogs/new_session.js';
import { showShortcuts } from './dialogs/shortcuts.js';
import { SessionView } from './layout/session_view.js';
import { sidebar } from './layout/sidebar.js';
import { troublePage, whyNotOpened } from './layout/trouble_page.js';
import { loadTexts, t } from './lib/texts.js';
import { toast } from './lib/toast.js';
import { visible } from './session/invisible.js';
import { welcome } from './layout/welcome.js';
import { Palette } from './palette/palette.js';
import { showSettings } from './preferences/settings_dialog.js';
import { Caller } from './sessions/caller.js';
import { followCalls, renewPush } from './sessions/push.js';
import { useTemplate } from './templates/begin.js';
import { showTemplates } from './templates/list_dialog.js';
import { templates } from './templates/templates.js';
import { SessionList } from './sessions/session_list.js';
import { unlockWithFirstGesture } from './sessions/sounds.js';
import { Wall } from './sessions/wall.js';

const view = document.documentElement.dataset.view;
const wide = matchMedia('(min-width: 1100px)'); // else the list lies over the session
const isNarrow = () => !wide.matches;
const isPhone = () => matchMedia('(max-width: 759px)').matches;
let list; // these speak: they are made when the texts are there
let wall;
const content = h('main', { class: 'content', id: 'content', tabindex: '-1' });
const health = get('health');
health.catch(() => {}); // it is looked at when the texts are there
const canShare = health.then((about) => about.share_links, () => false);
let current = null; // {id, view}

const isListShown = () => document.body.classList.contains('with-list');

function showList(shown, isChoice = true) {
  document.body.classList.toggle('with-list', shown);
  content.inert = shown && isNarrow();
  if (!isChoice) return;
  if (!isNarrow()) remember(`list.${view}`, shown);
  document.querySelector(shown ? '.hide-list' : '.show-list')?.focus();
}

/** The list as this width has it: beside the session if it is liked there, or hidden. */
const placeList = () => showList(!isNarrow() && remembered(`list.${view}`, view !== 'split'), false);

async function logOut() {
  await request('DELETE', 'auth/login').catch(() => null); // where it fails, nobody is logged in
  forgetPageKey();
  location.href = addressOf('auth/login');
}

const searchButton = () => h('button', { class: 'quiet search', type: 'button', 'aria-label': t('layout.search'),
  title: t('layout.key_hint', { words: t('layout.search'), keys: keysShown('Ctrl+K') }),
    'aria-keyshortcuts': 'Control+K', onclick: () => showPalette() }, icon('search'));

const allDeeds = () => [
  { words: t('layout.new_session'), glyph: 'plus', keys: 'Alt+N', onclick: () => { location.hash = ''; } },
  { words: t('layout.new_with_options'), also: t('layout.also.options'), glyph: 'plus',
    onclick: () => showOptions('') },
  { words: t('templates.templates'), also: t('templates.also'), glyph: 'mark', onclick: () => showTemplates(use) },
  ...current?.view.deeds ?? [],
  { words: t('layout.turn_theme'), also: t('layout.also.theme'), glyph: 'moon', onclick: turnTheme },
  { words: t('preferences.settings'), also: t('preferences.also'), glyph: 'sliders', keys: 'Ctrl+,',
    onclick: showSettings },
  { words: t('layout.keyboard_shortcuts'), also: t('layout.also.keys'), glyph: 'keyboard', keys: '?',
    onclick: showShortcuts },
  { words: t('layout.api'), also: 'docs', glyph: 'book', href: String(addressOf('docs')) },
  { words: t('layout.log_out'), glyph: 'exit', onclick: logOut },
  ...templates.all.map((one) => ({ words: t('templates.one', { name: visible(one.name) }), glyph: 'mark',
    onclick: () => use(one) })),
];

let palette = null; // the one that is shown

function showPalette(isInSession = false) {
  palette = new Palette({ sessions: list.sessions, open: current?.id ?? null, deeds: allDeeds(), go }, isInSession);
  palette.show();
}

/** To an address, also the one that is there already. */
function go(address) {
  if (location.hash === `#${address}`) route();
  else location.hash = address;
}

function skip(event) {
  event.preventDefault();
  content.focus();
}

const lead = () => [h('button', { class: 'quiet show-list', type: 'button', 'aria-label': t('layout.sessions'),
  title: t('layout.sessions'),
  onclick: () => showList(!isListShown()) }, icon('bars')), searchButton()];

let unfinished = null; // where somebody may be typing on while a session opens

function openSession(id, composer = null) {
  unfinished = composer;
  if (!composer) keepDraft('draft', ''); // it was begun with options
  location.hash = id;
  list.load();
}

function showOptions(task) {
  showNewSession(task, openSession);
}

const use = (template) => useTemplate(template, go).catch((error) => toast(error.message));

let closeWelcome = null;

function showWelcome() {
  closeWelcome?.();
  const page = welcome({ lead: lead(), health, opened: openSession, options: showOptions, settings: showSettings,
    useTemplate: use, allTemplates: () => showTemplates(use) });
  closeWelcome = page.close;
  titleIs('Pilothouse');
  page.element.append(wall.element);
  content.replaceChildren(page.element);
  wall.start();
  if (!isPhone()) page.focus();
}

function showOthers() {
  showList(true);
  document.querySelector('.entry')?.focus();
}

/** Stands until somebody goes elsewhere: `id` has no session to show. */
function showTrouble(id, { heading, words }, deeds = []) {
  current?.view.close();
  current = null;
  const page = troublePage({ heading, words, lead: lead(), draft: draftOf(`draft.${id}`), deeds: [...deeds,
    h('button', { class: deeds.length > 0 ? '' : 'primary', type: 'button', onclick: () => { location.hash = ''; } },
      t('layout.new_session')),
    h('button', { type: 'button', onclick: showOthers }, t('layout.other_sessions'))] });
  content.replaceChildren(page.element);
  page.focus();
  list.load();
}

const again = () => h('button', { class: 'primary', type: 'button', onclick: route }, t('layout.try_again'));

async function showSession(id, part) {
  if (current?.id !== id) {
    const made = new SessionView(id, { view, lead: lead(), search: () => showPalette(true),
      removed: () => { location.hash = ''; list.load(); }, gone: (why) => showTrouble(id, why), canShare });
    current = { id, view: made };
    const composer = unfinished;
    unfinished = null;
    content.replaceChildren(made.element);
    try {
      const opening = made.open();
      if (composer) made.chat.composer.takeOver(composer, opening); // in the same turn: no key comes between
      await opening;
    } catch (error) {
      if (current?.view !== made) return;
      showTrouble(id, whyNotOpened(error), error.status === 404 ? [] : [again()]);
      return;
    }
    made.session.on('state', () => listSoon(made.session));
  }
  if (current?.id !== id) return;
  await current.view.setReplay(part === 'replay');
  if (/^[1-9]\d*$/.test(part)) await current.view.showStep(Number(part));
}

let listed = null;
function listSoon({ status, record }) {
  const now = `${status} ${record.title}`;
  if (now === listed) return;
  listed = now;
  list.load();
}

function route() {
  const [id, part] = location.hash.slice(1).split('/');
  if (current && current.id !== id) {
    current.view.close();
    current = null;
  }
  if (isNarrow()) showList(false, false);
  list.setOpen(id || null);
  if (id) showSession(id, part).catch((error) => toast(error.message));
  else showWelcome();
}

function neighbour(step) {
  const ids = list.sessions.map((session) => session.id);
  const at = ids.indexOf(current?.id);
  const next = ids[at < 0 ? 0 : at + step];
  if (next) location.hash = next;
}

/** Whether it was an answer to the first question. At the wheel every key belongs to the desktop. */
function answerByKey(event) {
  if (document.querySelector('dialog[open]') || event.target.closest?.('.vnc-screen')) return false;
  const answer = answerOf(event, Boolean(event.target.closest?.('input:not([type="checkbox"]), textarea, select')));
  if (!answer || !current?.view.chat?.approvals.answer(answer)) return false;
  event.preventDefault();
  return true;
}

/** Opens the palette, or turns it to the open session; on the desktop the chord is the desktop's. */
function onSearchKey(event) {
  if (event.target.closest?.('.vnc-screen')) return;
  event.preventDefault(); // Firefox would go to its own search
  if (palette?.element.open) palette.turn();
  else if (!document.querySelector('dialog[open]')) showPalette();
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    onSearchKey(event);
    return;
  }
  if (event.ctrlKey && event.key === ',' && !event.target.closest?.('.vnc-screen')) {
    event.preventDefault();
    if (!document.querySelector('dialog[open]')) showSettings();
    return;
  }
  const isWriting = event.target.closest?.('input, textarea, select, .vnc-screen');
  if (answerByKey(event)) return;
  if (event.altKey && !event.ctrlKey && !event.metaKey && !event.target.closest?.('.vnc-screen')) {
    const deeds = { KeyN: () => { location.hash = ''; }, KeyW: () => current?.view.desktop?.turnWheel(),
      KeyR: () => { if (current) location.hash = current.view.isReplaying ? current.id : `${current.id}/replay`; },
      ArrowUp: () => neighbour(-1), ArrowDown: () => neighbour(1) };
    if (!deeds[event.code]) return;
    event.preventDefault();
    deeds[event.code]();
  } else if (!document.querySelector('dialog[open]')) {
    if (event.key === 'Escape' && isListShown() && isNarrow()) showList(false);
    if (isWriting) return;
    if (event.key === '?') showShortcuts();
    if (event.key === '/') {
      event.preventDefault();
      document.querySelector('.composer textarea')?.focus();
    }
  }
}

function returnFromLogin() {
  const hash = sessionStorage.getItem('pilothouse.return');
  sessionStorage.removeItem('pilothouse.return');
  const asked = new URLSearchParams(location.search).get('session');
  if (!location.hash && (asked || hash))
    history.replaceState(null, '', `${location.pathname}#${asked ?? hash.slice(1)}`);
}

async function start() {
  await loadTexts();
  list = new SessionList();
  wall = new Wall(list);
  returnFromLogin();
  document.body.replaceChildren(
    h('a', { class: 'button skip', href: '#content', onclick: skip }, t('layout.skip')),
    sidebar(list, { search: searchButton(), options: () => showOptions(''), hide: () => showList(false), logOut }),
    h('button', { class: 'shade', tabindex: '-1', 'aria-hidden': 'true', onclick: () => showList(false) }),
    content);
  placeList();
  wide.addEventListener('change', placeList);
  prepareMarkdown().catch(() => toast(t('layout.not_loaded')));
  unlockWithFirstGesture();
  const caller = new Caller();
  followCalls((session) => { location.hash = session; });
  renewPush().catch(() => {}); // what it was told stays
  list.on('loaded', (sessions) => caller.take(sessions));
  list.on('trouble', (words) => document.body.classList.toggle('no-server', Boolean(words)));
  list.start();
  health.then(({ provider, version }) => {
    document.querySelector('.provider').textContent = provider === 'demo' ? t('layout.demo_model')
      : t('layout.version', { version });
  }, () => {});
  addEventListener('hashchange', route);
  const hurry = () => [list, current?.view].forEach((one) => one?.hurry());
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', () => !document.hidden && hurry());
  document.addEventListener('keydown', onKey);
  route();
}

start();
