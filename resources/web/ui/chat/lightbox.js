// A stored picture, large, over the page. The arrow keys go to the one before and after.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { inWords } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { isOnPicture } from '../lib/marks.js';
import { markedPicture } from '../lib/picture.js';
import { visiblePieces } from './hidden_text.js';

function caption(item) {
  const { title, object } = inWords(item.call);
  return [h('strong', {}, visible(title)), object ? h('code', {}, ...visiblePieces(object.slice(0, 200))) : '',
    h('time', {}, new Date(item.at).toLocaleTimeString())];
}

/** Shows `item`, a call with a picture; `items` are all of the transcript's. */
export function openLightbox(item, items) {
  const shown = items.filter((other) => other.image);
  let at = Math.max(0, shown.indexOf(item));
  const stage = h('div', { class: 'lightbox-stage' });
  const text = h('p', { class: 'lightbox-caption' });
  const step = (by) => show(at + by);
  const before = h('button', { class: 'quiet', 'aria-label': 'Picture before', onclick: () => step(-1) }, icon('back'));
  const after = h('button', { class: 'quiet', 'aria-label': 'Next picture', onclick: () => step(1) }, icon('forward'));
  const close = h('button', { class: 'quiet', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'));
  const dialog = h('dialog', { class: 'lightbox', 'aria-label': 'Picture of the screen' },
    h('div', { class: 'lightbox-bar' }, text, before, after, close), stage);

  function show(index) {
    at = Math.min(shown.length - 1, Math.max(0, index));
    const current = shown[at];
    stage.replaceChildren(markedPicture(current.image, isOnPicture(current.call) ? current.call : null,
      { shownWidth: 1000, alt: `The screen after: ${visible(inWords(current.call).title)}`, lazy: false }));
    text.replaceChildren(...caption(current));
    before.disabled = at === 0;
    after.disabled = at === shown.length - 1;
  }

  dialog.onkeydown = (event) => {
    if (event.key === 'ArrowLeft') step(-1);
    if (event.key === 'ArrowRight') step(1);
  };
  dialog.onclick = (event) => { if (event.target === dialog || event.target === stage) dialog.close(); };
  dialog.onclose = () => dialog.remove();
  show(at);
  document.body.append(dialog);
  dialog.showModal();
}
