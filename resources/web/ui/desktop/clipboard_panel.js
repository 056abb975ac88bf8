// The clipboard between this computer and the desktop, as text that can be seen before it goes.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { keysShown } from '../lib/keys.js';
import { t } from '../lib/texts.js';
import { hiddenBelow } from '../chat/hidden_text.js';

/** `paste(text)` puts it into the desktop's clipboard. Returns {element, setSteering, received}. */
export function clipboardPanel(paste) {
  const area = h('textarea',
    { rows: '5', 'aria-label': t('desktop.clipboard_text'), placeholder: t('desktop.nothing_copied') });
  const marked = hiddenBelow(area);
  const send = h('button', { class: 'primary', type: 'button' }, t('desktop.put_in_clipboard'));
  const panel = h('div', { class: 'menu clipboard', id: 'clipboard-panel', popover: 'auto' },
    h('h3', {}, t('desktop.clipboard')), area, marked.element, send,
    h('small', {},
      t('desktop.clipboard_help', { keys: keysShown('Ctrl+V') })));
  const button = h('button',
    { class: 'quiet', type: 'button', 'aria-label': t('desktop.clipboard'), title: t('desktop.clipboard'),
      popovertarget: 'clipboard-panel' },
    icon('clipboard'));
  send.onclick = () => {
    paste(area.value);
    panel.hidePopover();
  };
  panel.ontoggle = (event) => {
    if (event.newState !== 'open') return;
    const place = button.getBoundingClientRect();
    panel.style.top = `${place.bottom + 4}px`;
    panel.style.left = `${Math.max(8, place.right - panel.offsetWidth)}px`;
    area.focus();
  };
  const holder = h('span', { class: 'menu-holder' }, button, panel);
  return {
    element: holder,
    setSteering(steers) {
      send.disabled = !steers;
    },
    received(text) {
      area.value = text;
      marked.draw();
    },
  };
}
