// A sentence at the foot of the page for what went wrong or is done; it goes by itself. It stands over
// all else, dialogs too: in the browser's top layer, and in the dialog that is open. It covers nothing
// of the page, which is as much lower meanwhile.
import { h } from './dom.js';
import { icon } from './icons.js';
import { announce, topmost } from './announcer.js';
import { t } from './texts.js';
import { visible } from '../session/invisible.js';

const kShown = 7000;
const kRoom = 16; // pixels around them
let stack = null;

function makeRoom() {
  const height = stack.childElementCount > 0 ? stack.offsetHeight + kRoom : 0;
  document.documentElement.style.setProperty('--toasts', `${height}px`);
}

/** Shows the stack over what is uppermost now; hides it when there is nothing in it. */
function place() {
  const host = topmost();
  if (stack.parentNode !== host) {
    host.append(stack);
    if (host.localName === 'dialog') host.addEventListener('close', place, { once: true });
  }
  if (stack.matches(':popover-open')) stack.hidePopover(); // who is shown last is uppermost
  if (stack.childElementCount > 0) stack.showPopover();
}

/** `kind`: 'problem' or 'info'. */
export function toast(text, kind = 'problem') {
  if (!stack) {
    stack = h('div', { class: 'toasts', popover: 'manual', role: 'region', 'aria-label': t('lib.messages') });
    new ResizeObserver(makeRoom).observe(stack);
  }
  if ([...stack.children].some((other) => other.dataset.text === text)) return;
  const remove = () => {
    made.remove();
    if (stack.childElementCount === 0 && stack.matches(':popover-open')) stack.hidePopover();
  };
  const made = h('div', { class: `toast ${kind}`, data: { text } }, h('span', {}, visible(text)),
    h('button', { class: 'quiet', type: 'button', 'aria-label': t('lib.dismiss'), onclick: remove }, icon('close')));
  stack.append(made);
  place();
  announce(text);
  setTimeout(remove, kShown);
}
