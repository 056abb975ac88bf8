// A button with a list of deeds that opens below it.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';

let menus = 0;

/** Which of `words` a key leads to, from entry number `at`: -1 for none. Letters lead to what begins with them. */
export function entryFor({ key, ctrlKey, altKey, metaKey }, words, at) {
  const last = words.length - 1;
  if (ctrlKey || altKey || metaKey) return -1;
  if (key === 'ArrowDown') return at < last ? at + 1 : 0;
  if (key === 'ArrowUp') return at > 0 ? at - 1 : last;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key.length !== 1 || key === ' ') return -1;
  const starts = (index) => words[index].toLowerCase().startsWith(key.toLowerCase());
  const after = words.map((_, step) => (at + 1 + step) % words.length);
  return after.find(starts) ?? -1;
}

function entryOf({ words, glyph, href, onclick, danger }, leave) {
  const inside = [icon(glyph), h('span', {}, words)];
  const common = { class: danger ? 'danger' : '', role: 'menuitem' };
  if (href) return h('a', { ...common, href, onclick: leave }, ...inside);
  return h('button', { ...common, type: 'button', onclick: () => { leave(); onclick(); } }, ...inside);
}

/** Shows `made` once the promise `when` says yes. */
function hideUntil(when, made) {
  made.hidden = true;
  when.then((yes) => { made.hidden = !yes; });
  return made;
}

/**
 * `entries`: {words, glyph, onclick} or {words, glyph, href}; `danger: true` at will; `when`: a promise of whether it
 * is there at all.
 */
export function menu(label, entries) {
  const id = `menu-${++menus}`;
  const list = h('div', { class: 'menu', id, popover: 'auto', role: 'menu', 'aria-label': label },
    ...entries.map((entry) => {
      const made = entryOf(entry, () => list.hidePopover());
      return entry.when ? hideUntil(entry.when, made) : made;
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
    const all = [...list.children].filter((entry) => !entry.hidden);
    const next = entryFor(event, all.map((entry) => entry.textContent), all.indexOf(document.activeElement));
    if (next < 0) return;
    event.preventDefault();
    all[next].focus();
  };
  return h('span', { class: 'menu-holder' }, button, list);
}
