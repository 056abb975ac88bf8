// A sentence at the foot of the page for what went wrong or is done; it goes by itself.
import { h } from './dom.js';
import { icon } from './icons.js';
import { visible } from '../session/invisible.js';

const kShown = 7000;
let stack = null;

/** `kind`: 'problem' or 'info'. */
export function toast(text, kind = 'problem') {
  if (!stack) {
    stack = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    document.body.append(stack);
  }
  if ([...stack.children].some((other) => other.dataset.text === text)) return;
  const made = h('div', { class: `toast ${kind}`, data: { text } }, h('span', {}, visible(text)),
    h('button', { class: 'quiet', 'aria-label': 'Dismiss', onclick: () => made.remove() }, icon('close')));
  stack.append(made);
  setTimeout(() => made.remove(), kShown);
}
