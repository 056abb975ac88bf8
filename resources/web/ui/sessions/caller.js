// Calls a person who looks elsewhere: a session asks, or has come to an end.
import { isBusy, titleOf } from '../lib/format.js';
import { waitingIs } from '../lib/page_title.js';
import { hasText, t } from '../lib/texts.js';
import { isWanted } from './call_choices.js';
import { pushWorker } from './push.js';
import { soundFor } from './sounds.js';
import { visible } from '../session/invisible.js';

const wordsFor = (status) => (hasText(`sessions.call.${status}`) ? t(`sessions.call.${status}`) : null);

/** Whether this browser can call people at all; without TLS it does on this machine only. */
export const canCall = () => 'Notification' in globalThis && isSecureContext;

export const mayCall = () => canCall() && Notification.permission === 'granted';

const open = (session) => {
  window.focus();
  location.hash = session;
};

/**
 * Whoever is called a second time with one `tag` sees the newer call only, also of one that push_worker.js makes.
 * `session`: where the call leads. False: on phones pages may not, unless they have a worker.
 */
export function notify(reason, body, tag, session = null) {
  const title = `${reason} · Pilothouse`;
  const options = { body, tag: `pilothouse-${tag}`, data: { session } };
  if (pushWorker()) {
    pushWorker().showNotification(title, options).catch(() => {});
    return true;
  }
  try {
    const call = new Notification(title, options);
    if (session) call.onclick = () => { open(session); call.close(); };
    return true;
  } catch {
    return false;
  }
}

const isSeen = () => !document.hidden && document.hasFocus();

// The answer to a question and the next one can come between two looks.
const asksAnew = (before, now) => (now.questions ?? []).some((id) => !(before.questions ?? []).includes(id));

/** What has happened between two looks at a session that somebody wants to know; `before` is null at the first one. */
export function reasonToCall(before, now) {
  if (before === null || (before.status === now.status && !asksAnew(before, now))) return null;
  return now.status === 'awaiting_approval' || isBusy(before.status) ? wordsFor(now.status) : null;
}

export class Caller {
  #known = null; // sessions by id, as they were at the last look

  /** `sessions`: as the list has them. */
  take(sessions) {
    waitingIs(sessions.filter((session) => session.status === 'awaiting_approval').length);
    for (const session of sessions) {
      const before = this.#known && (this.#known.get(session.id) ?? { status: 'active' });
      const reason = reasonToCall(before, session);
      if (reason) this.#tell(session, reason);
    }
    this.#known = new Map(sessions.map((session) => [session.id, session]));
  }

  #tell(session, reason) {
    soundFor(session);
    if (isSeen() || !mayCall() || !isWanted(session.status)) return;
    notify(reason, visible(titleOf(session)), session.id, session.id);
  }
}
