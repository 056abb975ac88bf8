// What stands where a session would be, when there is none to show: what is the matter, and what helps.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { titleIs } from '../lib/page_title.js';
import { t } from '../lib/texts.js';
import { copyButton } from '../chat/copy_button.js';

/** What was typed and not sent: the one thing here that nobody else has. */
function unsent(text) {
  return h('div', { class: 'unsent' }, h('label', { for: 'unsent' }, t('layout.unsent')),
    h('div', { class: 'copyable' }, h('textarea', { id: 'unsent', readonly: true, rows: '4', dir: 'auto' }, text),
      copyButton(() => text)));
}

/** `lead`: elements before the page's name; `deeds`: buttons and links; `draft`: a text that must not be lost. */
export function troublePage({ heading, words, deeds, glyph = 'alert', lead = [], draft = '' }) {
  const title = h('h1', { tabindex: '-1' }, heading);
  titleIs(`${heading} · Pilothouse`);
  const element = h('div', { class: 'trouble-view' },
    h('header', { class: 'session-header plain' }, ...lead, 'Pilothouse'),
    h('div', { class: 'trouble' }, icon(glyph), title, h('p', {}, words), draft.trim() ? unsent(draft) : null,
      h('p', { class: 'deeds' }, ...deeds)));
  return { element, focus: () => title.focus() };
}

/** In words: why a session could not be opened. */
export function whyNotOpened(error) {
  if (error.status === 404) {
    return { heading: t('layout.not_here'),
      words: t('layout.not_here_why') };
  }
  return { heading: t('layout.not_opened'), words: error.message };
}
