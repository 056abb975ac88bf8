// All texts of the page in English. Each part has its area's name before its keys: see lib/texts.js.
import chat from './en/chat.js';
import desktop from './en/desktop.js';
import lib from './en/lib.js';
import preferences from './en/preferences.js';
import search from './en/search.js';
import share from './en/share.js';
import templates from './en/templates.js';

export default { ...chat, ...desktop, ...lib, ...preferences, ...search, ...share, ...templates };
