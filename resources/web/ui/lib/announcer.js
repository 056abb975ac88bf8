// The one place from which a screen reader is told, in a short sentence, what happens elsewhere on the page.
import { h } from './dom.js';
import { visible } from '../session/invisible.js';

const kKept = 5000; // milliseconds: long enough to be read out, gone before somebody comes across it

let region = null;

/** Where things over the page must be: what is outside of an open dialog is neither clicked nor read. */
export const topmost = () => [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;

export function announce(sentence) {
  region ??= h('div', { class: 'for-ears announcements', 'aria-live': 'polite' });
  if (region.parentNode !== topmost()) topmost().append(region);
  const said = h('p', {}, visible(sentence));
  region.append(said);
  setTimeout(() => said.remove(), kKept);
}
