// Says for as long as it lasts why the desktop is not to be had live, and tries again when asked.
import { announce } from '../lib/announcer.js';
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { visible } from '../session/invisible.js';

const kOnTheWay = 'Something between this browser and the server does not let it through: a proxy that passes no ' +
  'WebSockets, or a firewall.';
const kWhy = { // by the code with which the server closes the connection
  1011: 'The desktop does not answer. It may be busy with what runs on it; Stop ends that.',
  1013: 'The server has too much to do now.',
  4401: 'This browser is not logged in any more. Reload the page to log in.',
  4409: 'The desktop has ended. It starts with the next message.',
};

/** In words: why there is no live view. `close`: the last {code, reason}, or null. */
export function whyNotLive(close) {
  if (close?.code === 1008 && close.reason) return `The server ended the connection: ${visible(close.reason)}.`;
  return kWhy[close?.code] ?? kOnTheWay;
}

/** {element, show(words or null)}; `again()` tries at once. */
export function liveTrouble(again) {
  const words = h('span', {});
  const element = h('div', { class: 'live-trouble', hidden: true }, icon('alert'),
    h('p', {}, h('strong', {}, 'No live view. '), words),
    h('button', { type: 'button', onclick: again }, 'Try again'));
  return {
    element,
    show(text) {
      if (text && element.hidden) announce(`No live view. ${text}`);
      element.hidden = !text;
      setText(words, text ?? '');
    },
  };
}
