// A stored picture, large, over the page. The arrow keys go to the one before and after.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { inWords } from '../session/calls.js';
import { visible } from '../session/invisible.js';
import { isOnPicture } from '../lib/marks.js';
import { markedPicture } from '../lib/picture.js';
import { dateAndTime, t } from '../lib/texts.js';
import { visiblePieces } from './hidden_text.js';

/** All pictures of a transcript: {item, image, call, index}; those that people sent have no call. */
const picturesIn = (items) => items.flatMap((item) => {
  if (item.kind === 'user') return item.images.map((image, index) => ({ item, image, call: null, index }));
  return item.image ? [{ item, image: item.image, call: item.call, index: 0 }] : [];
});

function caption({ item, call }) {
  const time = h('time', {}, dateAndTime(new Date(item.at), { timeStyle: 'medium' }));
  if (!call) return [h('strong', {}, t('chat.sent_with_message')), time];
  const { title, object } = inWords(call);
  return [h('strong', {}, visible(title)), object ? h('code', {}, ...visiblePieces(object.slice(0, 200))) : '', time];
}

const altOf = ({ call }) => (call
  ? t('chat.screen_after', { title: visible(inWords(call).title) }) : t('chat.message_picture'));

/** Shows a picture of `item`, a call or a message; `items` are all of the transcript's. */
export function openLightbox(item, items, index = 0) {
  const shown = picturesIn(items);
  let at = Math.max(0, shown.findIndex((other) => other.item === item && other.index === index));
  const stage = h('div', { class: 'lightbox-stage' });
  const text = h('p', { class: 'lightbox-caption' });
  const step = (by) => show(at + by);
  const before = h('button', { class: 'quiet', 'aria-label': t('chat.picture_before'), onclick: () => step(-1) },
    icon('back'));
  const after = h('button', { class: 'quiet', 'aria-label': t('chat.next_picture'), onclick: () => step(1) },
    icon('forward'));
  const close = h('button', { class: 'quiet', 'aria-label': t('chat.close'), onclick: () => dialog.close() },
    icon('close'));
  const dialog = h('dialog', { class: 'lightbox', 'aria-label': t('chat.picture') },
    h('div', { class: 'lightbox-bar' }, text, before, after, close), stage);

  function show(wanted) {
    at = Math.min(shown.length - 1, Math.max(0, wanted));
    const current = shown[at];
    const mark = current.call && isOnPicture(current.call) ? current.call : null;
    stage.replaceChildren(markedPicture(current.image, mark, { shownWidth: 1000, alt: altOf(current), lazy: false }));
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
