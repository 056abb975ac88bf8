// Two panes side by side with a bar between them that can be dragged, moved with the arrow keys,
// and remembers where it was.
import { h } from '../lib/dom.js';
import { remember, remembered } from '../lib/stored.js';

const kLeast = 0.2;
const kMost = 0.75;
const kStart = 0.36;

const within = (share) => Math.min(kMost, Math.max(kLeast, share));

/** A grid of both; `name` is under which its place is remembered. */
export function split(name, left, right) {
  const bar = h('div', { class: 'splitter', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical',
    'aria-label': 'Width of the chat', 'aria-valuemin': String(kLeast * 100), 'aria-valuemax': String(kMost * 100) });
  const element = h('div', { class: 'split' }, left, bar, right);
  let share = within(Number(remembered(name, kStart)) || kStart);

  function place(next, isFinal = true) {
    share = within(next);
    element.style.setProperty('--share', `${(share * 100).toFixed(2)}%`);
    bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    if (isFinal) remember(name, share);
  }

  bar.onpointerdown = (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    element.classList.add('dragging');
    const { left: start, width } = element.getBoundingClientRect();
    bar.onpointermove = (move) => place((move.clientX - start) / width, false);
    bar.onpointerup = bar.onpointercancel = () => {
      bar.onpointermove = null;
      element.classList.remove('dragging');
      place(share);
    };
  };
  bar.ondblclick = () => place(kStart);
  bar.onkeydown = (event) => {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02 }[event.key];
    if (step) place(share + step);
    if (event.key === 'Home') place(kLeast);
    if (event.key === 'End') place(kMost);
  };
  place(share, false);
  return element;
}
