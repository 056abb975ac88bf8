// The keyboard of a phone or tablet for the desktop: it comes up for a text field, so there is one
// that nobody sees, and what changes in it is typed.
import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { t } from '../lib/texts.js';
import { strokesBetween } from './strokes.js';

const kFiller = '_'.repeat(64); // for Backspace to have something to remove

/** `type(text, backspaces)` does it. Returns {button, field, setSteering}. */
export function touchKeyboard(type) {
  const field = h('textarea',
    { class: 'touch-field', 'aria-label': t('desktop.type_here'), autocapitalize: 'off', autocomplete: 'off',
    autocorrect: 'off', spellcheck: 'false', tabindex: '-1' });
  const button = h('button',
    { class: 'quiet', type: 'button', 'aria-label': t('desktop.keyboard'), title: t('desktop.keyboard'),
      hidden: true }, icon('keyboard'));
  let before = kFiller;

  function reset() {
    field.value = before = kFiller;
    field.setSelectionRange(kFiller.length, kFiller.length);
  }

  field.oninput = (event) => {
    const { text, backspaces } = strokesBetween(before, field.value);
    before = field.value;
    type(text, backspaces);
    if (!event.isComposing && (before.length < kFiller.length / 2 || before.length > 4 * kFiller.length)) reset();
  };
  button.onclick = () => {
    reset();
    field.focus({ preventScroll: true });
  };
  return {
    button,
    field,
    setSteering(steers) {
      button.hidden = !steers || !matchMedia('(any-pointer: coarse)').matches;
      if (!steers) field.blur();
    },
  };
}
