// What the browser's tab says: what is open, and how many sessions wait for an answer.
import { addressOf } from './root.js';

let opened = 'Pilothouse';
let waiting = 0;

function show() {
  document.title = waiting > 0 ? `(${waiting}) ${opened}` : opened;
  const mark = document.querySelector('link[rel="icon"]');
  const wanted = String(addressOf(waiting > 0 ? 'ui/icon_asks.svg' : 'ui/icon.svg'));
  if (mark.href !== wanted) mark.href = wanted;
}

export function titleIs(text) {
  opened = text;
  show();
}

/** `count`: of the sessions that wait for a person. */
export function waitingIs(count) {
  waiting = count;
  show();
}
