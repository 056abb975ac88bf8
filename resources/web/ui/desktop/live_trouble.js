// Says for as long as it lasts why the desktop is not to be had live, and tries again when asked.
import { announce } from '../lib/announcer.js';
import { h, setText } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { hasText, t } from '../lib/texts.js';
import { visible } from '../session/invisible.js';

/** In words: why there is no live view. `close`: the last {code, reason}, or null. */
export function whyNotLive(close) {
  if (close?.code === 1008 && close.reason) return t('desktop.server_ended', { reason: visible(close.reason) });
  const key = `desktop.trouble.${close?.code}`; // of how the server closes the connection
  return hasText(key) ? t(key) : t('desktop.trouble.on_the_way');
}

/** {element, show(words or null)}; `again()` tries at once. */
export function liveTrouble(again) {
  const words = h('span', {});
  const element = h('div', { class: 'live-trouble', hidden: true }, icon('alert'),
    h('p', {}, h('strong', {}, t('desktop.no_live_view')), ' ', words),
    h('button', { type: 'button', onclick: again }, t('desktop.try_again')));
  return {
    element,
    show(text) {
      if (text && element.hidden) announce(`${t('desktop.no_live_view')} ${text}`);
      element.hidden = !text;
      setText(words, text ?? '');
    },
  };
}
