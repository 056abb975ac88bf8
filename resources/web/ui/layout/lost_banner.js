// Says that the connection to a session is lost, after a moment, until it is back.
import { h } from '../lib/dom.js';

const kGrace = 1500; // milliseconds before it is said

/** {element, close()} for `session`. */
export function lostBanner(session) {
  const element = h('p', { class: 'banner', role: 'status', hidden: true }, 'The connection is lost. Trying again…');
  let timer = null;
  session.on('connection', (state) => {
    clearTimeout(timer);
    if (state === 'live') element.hidden = true;
    else timer = setTimeout(() => { element.hidden = false; }, kGrace);
  });
  return { element, close: () => clearTimeout(timer) };
}
