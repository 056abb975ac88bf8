// Beside the session: the list of all, the way to a new one, and what belongs to the page as a whole.
import { showShortcuts } from '../dialogs/shortcuts.js';
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { addressOf } from '../lib/root.js';
import { t } from '../lib/texts.js';
import { showSettings } from '../preferences/settings_dialog.js';
import { listSplitter } from './splitter.js';

const quiet = (words, glyph, onclick, more = {}) => h('button',
  { class: 'quiet', type: 'button', 'aria-label': words, title: words, ...more, onclick }, icon(glyph));

/** `page`: {search: a button, options(), hide(), logOut()}. */
export function sidebar(list, { search, options, hide, logOut }) {
  const fresh = h('button', { class: 'primary new', type: 'button', onclick: () => { location.hash = ''; } },
    icon('plus'), t('layout.new_session'));
  const withOptions = h('button', { class: 'new-options', type: 'button', 'aria-label': t('layout.new_with_options'),
    title: t('layout.with_options'), onclick: options }, icon('down'));
  const nav = h('nav', { class: 'sidebar', 'aria-label': t('layout.sessions') },
    h('div', { class: 'brand' },
      h('img', { src: String(addressOf('ui/icon.svg')), alt: '', width: '22', height: '22' }), 'Pilothouse',
      search,
      h('button', { class: 'quiet hide-list', type: 'button', 'aria-label': t('layout.hide_list'), onclick: hide },
        icon('back'))),
    h('div', { class: 'new-row' }, fresh, withOptions),
    list.element,
    h('footer', { class: 'sidebar-foot' }, h('span', { class: 'provider', data: { lost: t('layout.no_connection') } }),
      quiet(t('preferences.settings'), 'sliders', showSettings,
        { title: t('preferences.settings_hint'), 'aria-keyshortcuts': 'Control+,' }),
      quiet(t('layout.keyboard_shortcuts'), 'keyboard', showShortcuts),
      h('a', { class: 'button quiet', href: String(addressOf('docs')), 'aria-label': t('layout.api'),
        title: t('layout.api_short') }, icon('book')),
      quiet(t('layout.log_out'), 'exit', logOut)));
  nav.append(listSplitter(nav));
  return nav;
}
