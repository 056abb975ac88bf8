// A sentence at the foot of the page for what went wrong or is done; it goes by itself. It covers
// nothing: the page is as much lower meanwhile.
import { h } from './dom.js';
import { icon } from './icons.js';
import { visible } from '../session/invisible.js';

const kShown = 7000;
const kRoom = 16; // pixels around them
let stack = null;

function makeRoom() {
  const height = stack.childElementCount > 0 ? stack.offsetHeight + kRoom : 0;
  document.documentElement.style.setProperty('--toasts', `${height}px`);
}

/** `kind`: 'problem' or 'info'. */
export function toast(text, kind = 'problem') {
  if (!stack) {
    stack = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    document.body.append(stack);
    new ResizeObserver(makeRoom).observe(stack);
  }
  if ([...stack.children].some((other) => other.dataset.text === text)) return;
  const made = h('div', { class: `toast ${kind}`, data: { text } }, h('span', {}, visible(text)),
    h('button', { class: 'quiet', 'aria-label': 'Dismiss', onclick: () => made.remove() }, icon('close')));
  stack.append(made);
  setTimeout(() => made.remove(), kShown);
}
