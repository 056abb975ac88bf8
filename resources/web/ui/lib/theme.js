// Light or dark: as the system has it, until somebody says otherwise. All tabs follow.
import { remember, remembered } from './stored.js';

const kKey = 'theme'; // theme.js reads it before anything is painted

/** 'light', 'dark' or 'system'. */
export const chosenTheme = () => document.documentElement.dataset.theme ?? 'system';

function show(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function chooseTheme(theme) {
  remember(kKey, theme);
  show(theme);
}

const isDark = () => chosenTheme() === 'dark' ||
  (chosenTheme() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);

export const turnTheme = () => chooseTheme(isDark() ? 'light' : 'dark');

addEventListener('storage', ({ key }) => {
  if (key === `pilothouse.${kKey}`) show(remembered(kKey, 'system'));
});
