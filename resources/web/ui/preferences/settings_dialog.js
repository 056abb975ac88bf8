// How somebody likes the page. What is chosen holds at once and is kept in this browser.
import { h } from '../lib/dom.js';
import { remember, remembered } from '../lib/stored.js';
import { chooseTheme, chosenTheme } from '../lib/theme.js';
import { showDialog } from '../dialogs/dialog.js';
import { callsSection } from './calls_section.js';
import { defaultsSection } from './defaults_section.js';
import { section, segments } from './parts.js';
import { soundsSection } from './sounds_section.js';

const kThemes = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']];

function nameSection() {
  const name = h('input', { type: 'text', maxlength: '60', autocomplete: 'name', placeholder: 'Your name',
    'aria-label': 'Your name', 'aria-describedby': 'name-use' });
  name.value = remembered('name', '');
  name.oninput = () => remember('name', name.value.trim());
  return section('Your name',
    h('p', { class: 'soft', id: 'name-use' }, 'Others see it while you have the wheel.'), name);
}

export function showSettings() {
  return showDialog('Settings', [
    section('Theme', segments('Theme', 'theme', kThemes, chosenTheme(), chooseTheme)),
    callsSection(),
    soundsSection(),
    nameSection(),
    defaultsSection(),
    h('p', { class: 'soft preferences-note' }, 'All of this is kept in this browser.')], { wide: true });
}
