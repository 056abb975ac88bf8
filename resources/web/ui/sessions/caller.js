// Calls a person who looks elsewhere: a session asks, or has come to an end.
import { isBusy, titleOf } from '../lib/format.js';
import { waitingIs } from '../lib/page_title.js';
import { visible } from '../session/invisible.js';

const kWords = { awaiting_approval: 'The agent asks', completed: 'Done', error: 'Failed', paused: 'Paused' };

/** Whether this browser can call people at all; without TLS it does on this machine only. */
export const canCall = () => 'Notification' in globalThis && isSecureContext;

const isSeen = () => !document.hidden && document.hasFocus();

/** What has happened between two looks that somebody wants to know; `before` is null at the first one. */
export function reasonToCall(before, now) {
  if (before === null || before === now || !kWords[now]) return null;
  return now === 'awaiting_approval' || isBusy(before) ? kWords[now] : null;
}

export class Caller {
  #statuses = null; // by session, as they were at the last look

  /** `sessions`: as the list has them. */
  take(sessions) {
    waitingIs(sessions.filter((session) => session.status === 'awaiting_approval').length);
    for (const session of sessions) {
      const before = this.#statuses && (this.#statuses.get(session.id) ?? 'active');
      const reason = reasonToCall(before, session.status);
      if (reason && !isSeen()) this.#call(session, reason);
    }
    this.#statuses = new Map(sessions.map((session) => [session.id, session.status]));
  }

  #call(session, reason) {
    if (!canCall() || Notification.permission !== 'granted') return;
    const options = { body: visible(titleOf(session)), tag: `pilothouse-${session.id}` };
    const call = new Notification(`${reason} · Pilothouse`, options);
    call.onclick = () => {
      window.focus();
      location.hash = session.id;
      call.close();
    };
  }
}
