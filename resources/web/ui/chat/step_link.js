// When something was said or done, and a link to just there: quiet until somebody points at it.
import { h } from '../lib/dom.js';
import { dateAndTime, t } from '../lib/texts.js';
import { toast } from '../lib/toast.js';
import { placeOf } from '../session/places.js';

const kMoment = { dateStyle: 'medium', timeStyle: 'medium' };
const clock = (date) => dateAndTime(date, { hour: '2-digit', minute: '2-digit' });

/** Goes there, which marks it, and copies the address where the browser lets a page do that. */
async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    return; // it stands in the address bar all the same
  }
  toast(t('chat.link_copied'), 'info');
}

/** Null for what has no place of its own yet; the time alone where `session`, an id, is empty. */
export function stepLink(session, { seq, at }) {
  const date = new Date(at);
  if (!seq || Number.isNaN(date.getTime())) return null;
  const time = h('time', { datetime: at }, clock(date));
  if (!session) return h('span', { class: 'step-link', title: dateAndTime(date, kMoment) }, time);
  const link = h('a', { class: 'step-link', href: `#${placeOf(session, seq)}`,
    title: t('chat.link_to_step', { time: dateAndTime(date, kMoment) }), onclick: () => copy(link.href) },
  time);
  return link;
}
