// All texts of the page in German. Each part has its area's name before its keys: see lib/texts.js.
import chat from './de/chat.js';
import desktop from './de/desktop.js';
import dialogs from './de/dialogs.js';
import files from './de/files.js';
import layout from './de/layout.js';
import lib from './de/lib.js';
import palette from './de/palette.js';
import preferences from './de/preferences.js';
import push from './de/push.js';
import replay from './de/replay.js';
import search from './de/search.js';
import session from './de/session.js';
import sessions from './de/sessions.js';
import share from './de/share.js';
import templates from './de/templates.js';

export { default as sentences } from './de_server.js';

export default {
  ...chat,
  ...desktop,
  ...dialogs,
  ...files,
  ...layout,
  ...lib,
  ...palette,
  ...preferences,
  ...push,
  ...replay,
  ...search,
  ...session,
  ...sessions,
  ...share,
  ...templates,
};
