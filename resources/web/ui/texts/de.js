// All texts of the page in German. Each part has its area's name before its keys: see lib/texts.js.
import chat from './de/chat.js';
import desktop from './de/desktop.js';
import lib from './de/lib.js';
import preferences from './de/preferences.js';
import search from './de/search.js';
import share from './de/share.js';
import templates from './de/templates.js';

export default { ...chat, ...desktop, ...lib, ...preferences, ...search, ...share, ...templates };
