// Light or dark: as the system has it, until somebody says otherwise.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { remember } from '../lib/stored.js';

const isDark = () => (document.documentElement.dataset.theme ??
  (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

const redraws = [];

export function turnTheme() {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  remember('theme', theme);
  for (const redraw of redraws) redraw();
}

export function themeSwitch() {
  const made = h('button', { class: 'quiet', type: 'button', onclick: turnTheme });
  const draw = () => {
    made.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    made.setAttribute('aria-label', isDark() ? 'Light theme' : 'Dark theme');
    made.title = made.getAttribute('aria-label');
  };
  redraws.push(draw);
  draw();
  return made;
}
