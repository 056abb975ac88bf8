// A button with a list of deeds that opens below it.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';

let menus = 0;

/** `entries`: {words, glyph, onclick} or {words, glyph, href}; `danger: true` at will. */
export function menu(label, entries) {
  const id = `menu-${++menus}`;
  const list = h('div', { class: 'menu', id, popover: 'auto', role: 'menu', 'aria-label': label },
    ...entries.map((entry) => {
    const inside = [icon(entry.glyph), h('span', {}, entry.words)];
    const common = { class: entry.danger ? 'danger' : '', role: 'menuitem' };
    if (entry.href)
      return h('a', { ...common, href: entry.href, onclick: () => list.hidePopover() },
        ...inside);
    return h('button', { ...common, type: 'button', onclick: () => { list.hidePopover(); entry.onclick(); } },
      ...inside);
  }));
  const button = h('button', { class: 'quiet', type: 'button', 'aria-label': label, title: label,
    'aria-haspopup': 'menu', popovertarget: id }, icon('menu'));
  list.ontoggle = (event) => {
    if (event.newState !== 'open') return;
    const place = button.getBoundingClientRect();
    list.style.top = `${place.bottom + 4}px`;
    list.style.left = `${Math.max(8, Math.min(place.right, innerWidth - 8) - list.offsetWidth)}px`;
    list.querySelector('button, a')?.focus();
  };
  list.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...list.children];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  };
  return h('span', { class: 'menu-holder' }, button, list);
}
