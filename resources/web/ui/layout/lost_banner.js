// Says that the connection to a session is lost, after a moment, until it is back.
import { announce } from '../lib/announcer.js';
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';

const kGrace = 1500; // milliseconds before it is said

/** {element, close()} for `session`. */
export function lostBanner(session) {
  const element = h('p', { class: 'banner', hidden: true }, t('layout.lost'));
  let timer = null;
  const tell = () => {
    if (element.hidden) announce(t('layout.lost'));
    element.hidden = false;
  };
  session.on('connection', (state) => {
    clearTimeout(timer);
    if (state === 'live') element.hidden = true;
    else timer = setTimeout(tell, kGrace);
  });
  return { element, close: () => clearTimeout(timer) };
}
