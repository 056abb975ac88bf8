// Line icons on a grid of 16, drawn for this page.
import { svg } from './dom.js';

const kPaths = {
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  send: 'M8 13V3M4 7l4-4 4 4',
  stop: 'M4.5 4.5h7v7h-7z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6l7.5-4.8z',
  menu: 'M3 7.5a.5.5 0 100 1 .5.5 0 000-1zM8 7.5a.5.5 0 100 1 .5.5 0 000-1zM13 7.5a.5.5 0 100 1 .5.5 0 000-1z',
  bars: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  back: 'M10 3L5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  down: 'M3 6l5 5 5-5',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 100 4 2 2 0 000-4z',
  wheel: 'M8 3.2a4.8 4.8 0 100 9.6 4.8 4.8 0 000-9.6zM8 6.6a1.4 1.4 0 100 2.8 1.4 1.4 0 000-2.8zM8 1v5.6M8 9.4V15M1 8h5.6M9.4 8H15M3.1 3.1L7 7M9 9l3.9 3.9M12.9 3.1L9 7M7 9l-3.9 3.9',
  expand: 'M9.5 2.5h4v4M13.5 2.5l-5 5M6.5 13.5h-4v-4M2.5 13.5l5-5',
  fit: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3',
  clipboard: 'M5.5 3h-2v10.5h9V3h-2M5.5 2h5v2.5h-5z',
  files: 'M1.8 12.5v-9h4l1.5 1.8h6.9v7.2z',
  upload: 'M8 10.5V3M5 5.5L8 2.5l3 3M2.5 10.5v3h11v-3',
  download: 'M8 2.5V10M5 7.5l3 3 3-3M2.5 10.5v3h11v-3',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4',
  replay: 'M3 8a5 5 0 105-5H4M6 .8L3.8 3 6 5.2',
  search: 'M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.3 10.3l3.2 3.2',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  clock: 'M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM8 5v3.2l2 1.6',
  pointer: 'M4 2.5l8.5 6.2-4 .6-2 3.6z',
  keyboard: 'M1.8 4.5h12.4v7.5H1.8zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.7h6',
  camera: 'M2 5h2.6l1-1.7h4.8l1 1.7H14v7.5H2zM8 6.6a2 2 0 100 4 2 2 0 000-4z',
  scroll: 'M8 2.5v11M5 5.2L8 2.2l3 3M5 10.8l3 3 3-3',
  terminal: 'M2 3h12v10H2zM4.3 6l2.2 2-2.2 2M8.3 10h3',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  pencil: 'M2.5 13.5l.7-3 7.6-7.6 2.3 2.3-7.6 7.6z',
  alert: 'M8 2.2l6.3 11.3H1.7zM8 6.3v3.4M8 11.6h.01',
  shield: 'M8 1.8l5 1.9v4c0 3.1-2.1 5.3-5 6.5-2.9-1.2-5-3.4-5-6.5v-4z',
  thought: 'M8 2.5c3.5 0 6 2 6 4.6s-2.5 4.6-6 4.6c-.7 0-1.4-.1-2-.3L3 13l.7-2.6C2.6 9.6 2 8.4 2 7.1 2 4.5 4.5 2.5 8 2.5z',
  sun: 'M8 5.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M13 3l-1.1 1.1M4.1 11.9L3 13',
  moon: 'M13.5 9.5A5.8 5.8 0 016.5 2.5a5.8 5.8 0 107 7z',
  book: 'M8 3.5C6.5 2.5 4.5 2.3 2.5 2.5v9.8c2-.2 4 0 5.5 1 1.5-1 3.5-1.2 5.5-1V2.5c-2-.2-4 0-5.5 1zM8 3.5v9.8',
  exit: 'M6 2.5H2.5v11H6M10 5l3 3-3 3M13 8H6',
  key: 'M10.2 2.2a3.6 3.6 0 100 7.2 3.6 3.6 0 000-7.2zM7.6 8.4L2.5 13.5M4 12l1.7 1.7M10.8 5.2h.01',
  help: 'M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM6.3 6.4c.1-2 3.5-2 3.4.1C9.7 7.8 8 7.9 8 9.2M8 11.3h.01',
  chat: 'M2.5 3h11v7.5h-6L4.5 13v-2.5h-2z',
  screen: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
};

/** Decorative: whatever it stands on has a name of its own. */
export function icon(name) {
  return svg('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' },
    svg('path', { d: kPaths[name] ?? kPaths.help }));
}
