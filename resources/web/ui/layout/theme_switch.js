// Light or dark: as the system has it, until somebody says otherwise.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { remember } from '../lib/stored.js';

const isDark = () => (document.documentElement.dataset.theme ??
  (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

export function themeSwitch() {
  const made = h('button', { class: 'quiet', type: 'button' });
  const draw = () => {
    made.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    made.setAttribute('aria-label', isDark() ? 'Light theme' : 'Dark theme');
    made.title = made.getAttribute('aria-label');
  };
  made.onclick = () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    remember('theme', theme);
    draw();
  };
  draw();
  return made;
}
