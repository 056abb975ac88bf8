// All texts of the page in English. Each part has its area's name before its keys: see lib/texts.js.
import chat from './en/chat.js';
import desktop from './en/desktop.js';
import dialogs from './en/dialogs.js';
import files from './en/files.js';
import layout from './en/layout.js';
import lib from './en/lib.js';
import palette from './en/palette.js';
import preferences from './en/preferences.js';
import push from './en/push.js';
import replay from './en/replay.js';
import search from './en/search.js';
import session from './en/session.js';
import sessions from './en/sessions.js';
import share from './en/share.js';
import templates from './en/templates.js';

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
