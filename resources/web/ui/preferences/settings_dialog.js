// How somebody likes the page. What is chosen holds at once and is kept in this browser.
import { h } from '../lib/dom.js';
import { remember, remembered } from '../lib/stored.js';
import { kLanguages, languageChoice, setLanguage, t } from '../lib/texts.js';
import { chooseTheme, chosenTheme } from '../lib/theme.js';
import { showDialog } from '../dialogs/dialog.js';
import { callsSection } from './calls_section.js';
import { defaultsSection } from './defaults_section.js';
import { nodesSection } from './nodes_section.js';
import { section, segments } from './parts.js';
import { soundsSection } from './sounds_section.js';

const kThemes = ['system', 'light', 'dark'];

function themeSection() {
  const options = kThemes.map((name) => [name, t(`preferences.theme.${name}`)]);
  return section(t('preferences.theme'),
    segments(t('preferences.theme'), 'theme', options, chosenTheme(), chooseTheme));
}

function languageSection() {
  const options = [['system', t('preferences.language.system')], ...kLanguages];
  return section(t('preferences.language'),
    segments(t('preferences.language'), 'language', options, languageChoice(), setLanguage));
}

function nameSection() {
  const words = t('preferences.name');
  const name = h('input', { type: 'text', maxlength: '60', autocomplete: 'name', placeholder: words,
    'aria-label': words, 'aria-describedby': 'name-use' });
  name.value = remembered('name', '');
  name.oninput = () => remember('name', name.value.trim());
  return section(words, h('p', { class: 'soft', id: 'name-use' }, t('preferences.name_use')), name);
}

export function showSettings() {
  return showDialog(t('preferences.settings'), [themeSection(), languageSection(), callsSection(), soundsSection(),
    nameSection(), defaultsSection(),
    h('p', { class: 'soft preferences-note' }, t('preferences.kept_here')), nodesSection()], { wide: true });
}
