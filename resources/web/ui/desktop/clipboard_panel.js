// The clipboard between this computer and the desktop, as text that can be seen before it goes.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { hiddenBelow } from '../chat/hidden_text.js';

/** `paste(text)` puts it into the desktop's clipboard. Returns {element, setSteering, received}. */
export function clipboardPanel(paste) {
  const area = h('textarea',
    { rows: '5', 'aria-label': 'Text of the clipboard', placeholder: 'Nothing was copied on the desktop yet' });
  const marked = hiddenBelow(area);
  const send = h('button', { class: 'primary', type: 'button' }, 'Put into the desktop’s clipboard');
  const panel = h('div', { class: 'menu clipboard', id: 'clipboard-panel', popover: 'auto' },
    h('h3', {}, 'Clipboard'), area, marked.element, send,
    h('small', {},
      'What is copied on the desktop shows here. With the wheel you can send text there and paste it with Ctrl+V.'));
  const button = h('button',
    { class: 'quiet', type: 'button', 'aria-label': 'Clipboard', title: 'Clipboard', popovertarget: 'clipboard-panel' },
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
