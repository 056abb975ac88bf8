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
    icon('plus'), 'New session');
  const withOptions = h('button', { class: 'new-options', type: 'button', 'aria-label': 'New session with options',
    title: 'With options', onclick: options }, icon('down'));
  const nav = h('nav', { class: 'sidebar', 'aria-label': 'Sessions' },
    h('div', { class: 'brand' },
      h('img', { src: String(addressOf('ui/icon.svg')), alt: '', width: '22', height: '22' }), 'Pilothouse',
      search,
      h('button', { class: 'quiet hide-list', type: 'button', 'aria-label': 'Hide the list', onclick: hide },
        icon('back'))),
    h('div', { class: 'new-row' }, fresh, withOptions),
    list.element,
    h('footer', { class: 'sidebar-foot' }, h('span', { class: 'provider' }),
      quiet(t('preferences.settings'), 'sliders', showSettings,
        { title: t('preferences.settings_hint'), 'aria-keyshortcuts': 'Control+,' }),
      quiet('Keyboard shortcuts', 'keyboard', showShortcuts),
      h('a', { class: 'button quiet', href: String(addressOf('docs')), 'aria-label': 'Description of the API',
        title: 'API' }, icon('book')),
      quiet('Log out', 'exit', logOut)));
  nav.append(listSplitter(nav));
  return nav;
}
