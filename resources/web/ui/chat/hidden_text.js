// A text with what nobody would see made visible, and placeholders of secrets as such.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { hiddenCount, pieces, visible, withoutHidden } from '../session/invisible.js';
import { secretPieces, secretsIn } from '../session/secrets.js';

/** A placeholder as a chip. Its text stays the placeholder: that is what is copied. */
function secretChip({ text, secret }) {
  const [before, after] = ['{{secret:', '}}'];
  return h('span', { class: 'secret', title: visible(t('chat.the_secret', { name: secret })) }, icon('key'),
    h('span', { class: 'secret-mark' }, before),
    ...markedPieces(text.slice(before.length, -after.length)), h('span', { class: 'secret-mark' }, after));
}

/** Hidden characters as marks with their names, placeholders of secrets as chips, the rest as it is. */
export function visiblePieces(text) {
  return secretPieces(text).flatMap((piece) =>
    (piece.secret === undefined ? markedPieces(piece.text) : [secretChip(piece)]));
}

function markedPieces(text) {
  return pieces(text).map((piece) => (!piece.hidden || piece.plain ? piece.text
    : h('mark', { class: 'hidden-character', title: t('chat.hidden_character') }, piece.hidden)));
}

const classesOf = (style) => ['ansi', ...style.split(' ').map((name) => `ansi-${name}`)].join(' ');

/** Runs of a command's output (terminal_text.js) in their colours, what nobody sees in them marked by `mark`. */
export function terminalPieces(runs, mark = visiblePieces) {
  return runs.flatMap(({ text, style }) => {
    const marked = [mark(text)].flat();
    return style ? [h('span', { class: classesOf(style) }, ...marked)] : marked;
  });
}

/** What may be longer or wider than its place can be reached and scrolled by keys, and says what it is. */
export function nameScrolling(block, name) {
  block.tabIndex = 0;
  block.setAttribute('role', 'group');
  block.setAttribute('aria-label', name);
  return block;
}

/** A text with marks as a block of code. */
export function visibleText(text) {
  return nameScrolling(h('pre', { class: 'visible-text' }, ...visiblePieces(text)), t('chat.text'));
}

/** Marks what nobody sees, and placeholders, in all texts below `element`; and in those that show under the pointer. */
export function markHidden(element) {
  for (const titled of element.querySelectorAll('[title]')) titled.title = visible(titled.title);
  const walker = document.createTreeWalker(element, globalThis.NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    if (hiddenCount(data) > 0 || secretsIn(data).length > 0) found.push(walker.currentNode);
  }
  for (const text of found) text.replaceWith(...visiblePieces(text.data));
}

/** A sentence that warns of them; null when there are none. */
export function hiddenWarning(text) {
  const count = hiddenCount(text);
  return count === 0 ? null : h('p', { class: 'warning' }, t('chat.hidden_warning', { count }));
}

/**
 * Below a field that a person reads and changes: the same text with marks, where it needs any, and a way
 * to be rid of them. Draw it with draw(). `textOf()`: the text, where the field cannot hold it as it is.
 */
export function hiddenBelow(field, textOf = () => field.value) {
  const element = h('div', { class: 'hidden-below' });
  const remove = () => {
    field.value = withoutHidden(textOf());
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  };
  const draw = () => {
    const warning = hiddenWarning(textOf());
    element.replaceChildren(...(warning ? [
      h('div', { class: 'hidden-warning' }, warning,
        h('button', { type: 'button', onclick: remove }, t('chat.remove_hidden'))),
      visibleText(textOf())] : []));
  };
  field.addEventListener('input', draw);
  draw();
  return { element, draw };
}
