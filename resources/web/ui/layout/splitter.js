// Bars that are dragged, or moved with the arrow keys, to give a pane another width. It is remembered.
import { h } from '../lib/dom.js';
import { remember, remembered } from '../lib/stored.js';
import { t } from '../lib/texts.js';

/**
 * `kind`: {name: under which the width is remembered, label, least, most, step, controls: what has the width,
 * show(width or null: as the page has it), read(): the width now, at(x of a pointer): the width there}. All in one
 * unit, which is told in whole numbers of `unit`.
 */
function bar({ name, label, least, most, step, unit = 1, show, read, at }) {
  const told = (width) => String(Math.round(width / unit));
  const element = h('div', { class: 'splitter', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical',
    'aria-label': label, title: t('lib.width_how', { label }),
    'aria-valuemin': told(least), 'aria-valuemax': told(most) });
  const within = (width) => Math.min(most, Math.max(least, width));
  const tell = () => element.setAttribute('aria-valuenow', told(within(read())));

  function place(width, isFinal = true) {
    show(width === null ? null : within(width));
    tell();
    if (isFinal) remember(name, width === null ? null : within(width));
  }

  element.onpointerdown = (event) => {
    event.preventDefault();
    element.focus();
    element.setPointerCapture(event.pointerId);
    document.body.classList.add('dragging');
    element.onpointermove = (move) => place(at(move.clientX), false);
    element.onpointerup = element.onpointercancel = () => {
      if (element.onpointermove === null) return;
      element.onpointermove = null;
      document.body.classList.remove('dragging');
      place(read());
    };
  };
  element.ondblclick = () => place(null);
  element.onfocus = tell;
  element.onkeydown = (event) => {
    const to = { ArrowLeft: read() - step, ArrowRight: read() + step, Home: least, End: most }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    place(to);
  };
  const before = Number(remembered(name, null)) || null;
  show(before === null ? null : within(before));
  requestAnimationFrame(tell);
  return element;
}

const kStart = 0.36;

/** A grid of both, side by side; `name` is under which their place is remembered. */
export function split(name, left, right) {
  const element = h('div', { class: 'split' });
  let share = kStart;
  const show = (next) => {
    share = next ?? kStart;
    element.style.setProperty('--share', `${(share * 100).toFixed(2)}%`);
  };
  const at = (x) => {
    const { left: start, width } = element.getBoundingClientRect();
    return (x - start) / width;
  };
  element.append(left, bar({ name, label: t('lib.width_of_chat'), least: 0.2, most: 0.75, step: 0.02, unit: 0.01, show,
    read: () => share, at }), right);
  return element;
}

/** The bar at the right edge of the list of sessions; theme.js shows its width before the scripts are there. */
export function listSplitter(list) {
  const { style } = document.documentElement;
  const show = (width) => {
    if (width === null) style.removeProperty('--list');
    else style.setProperty('--list', `${Math.round(width)}px`);
  };
  return bar({ name: 'list.width', label: t('lib.width_of_list'), least: 220, most: 560, step: 16, show,
    read: () => list.getBoundingClientRect().width, at: (x) => x - list.getBoundingClientRect().left });
}
