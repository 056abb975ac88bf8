// The desktop of one session alone: ?session=ID, or without it the latest active one.
import { get } from './lib/api.js';
import { addressOf } from './lib/root.js';
import { h } from './lib/dom.js';
import { isBusy } from './lib/format.js';
import { icon } from './lib/icons.js';
import { DesktopPane } from './desktop/desktop_pane.js';
import { killSwitch } from './layout/kill_switch.js';
import { lostBanner } from './layout/lost_banner.js';
import { SessionHeader } from './layout/session_header.js';
import { troublePage, whyNotOpened } from './layout/trouble_page.js';
import { loadTexts, t } from './lib/texts.js';
import { toast } from './lib/toast.js';
import { uploadsOf } from './files/upload.js';
import { uploadList } from './files/upload_list.js';
import { Session } from './session/session.js';

function say({ heading, words, glyph }, isLasting = true) {
  const again = h('button', { class: 'primary', type: 'button', onclick: () => location.reload() },
    t('layout.try_again'));
  const page = troublePage({ heading, words, glyph, deeds: [isLasting ? null : again,
    h('a', { class: 'button', href: String(addressOf('ui/')) }, t('layout.all_sessions'))].filter(Boolean) });
  document.body.replaceChildren(h('main', { class: 'alone alone-trouble' }, page.element));
  page.focus();
}

/** The session to show: the one that works, else the newest that is not closed. */
export function latestActive(sessions) {
  return sessions.find((session) => isBusy(session.status)) ??
    sessions.find((session) => session.status !== 'finished') ?? null;
}

async function sessionId() {
  const asked = new URLSearchParams(location.search).get('session');
  return asked ?? latestActive(await get('sessions?limit=200'))?.id ?? null;
}

async function start() {
  await loadTexts();
  const id = await sessionId();
  if (!id) {
    say({ glyph: 'screen', heading: t('layout.no_session'),
      words: t('layout.no_session_why') });
    return;
  }
  const session = new Session(id);
  const toAll = h('a',
    { class: 'button quiet', href: String(addressOf(`ui/#${id}`)), 'aria-label': t('layout.chat_and_desktop'),
    title: t('layout.chat_and_desktop') }, icon('chat'));
  const header = new SessionHeader(session, { lead: [toAll], page: t('layout.desktop') });
  const desktop = new DesktopPane(session, String(addressOf(`ui/#${id}/replay`)));
  document.body.replaceChildren(
    h('main', { class: 'alone' }, header.element, lostBanner(session).element, uploadList(uploadsOf(session)).element,
      desktop.element));
  session.on('problem', toast);
  session.on('gone', () => {
    desktop.stop();
    say({ heading: t('layout.deleted'), words: t('layout.gone_for_good') });
  });
  killSwitch(() => session.isRunning, () => session.interrupt().catch((error) => toast(error.message)));
  await session.open();
  desktop.start();
  addEventListener('online', () => { session.hurry(); desktop.hurry(); });
}

start().catch((error) => say(whyNotOpened(error), error.status === 404));
