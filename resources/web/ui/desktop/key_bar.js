// Keys that the keyboard of a phone does not have. Ctrl and Alt hold for the next key, here or there.
import { h } from '../lib/dom.js';
import { keysShown } from '../lib/keys.js';
import { t } from '../lib/texts.js';
import { StickyKeys } from './sticky_keys.js';

const kKeys = [['Esc', t('desktop.key.escape'), 0xff1b], [t('desktop.key.tab'), t('desktop.key.tab'), 0xff09],
  ['Ctrl', 'ctrl'], ['Alt', 'alt'],
  ['←', t('desktop.key.left'), 0xff51], ['↑', t('desktop.key.up'), 0xff52], ['↓', t('desktop.key.down'), 0xff54],
    ['→', t('desktop.key.right'), 0xff53]]; // keysyms of X

/** `press(keysym, modifiers)`; modifiers are 'ctrl' and 'alt'. Returns {element, takeModifiers, setSteering}. */
export function keyBar(press) {
  const sticky = new StickyKeys(draw);
  const buttons = kKeys.map(([words, name, keysym]) => {
    const button = h('button', { type: 'button', 'aria-label': keysym ? t(`desktop.key.${name.toLowerCase()}`) : null,
      data: { key: name } }, keysShown(words));
    button.onclick = () => (keysym ? press(keysym, sticky.take()) : sticky.toggle(name));
    return button;
  });
  function draw() {
    for (const [at, [, name, keysym]] of kKeys.entries())
      if (!keysym) buttons[at].setAttribute('aria-pressed', String(sticky.has(name)));
  }
  draw();
  const element = h('div', { class: 'key-bar', role: 'toolbar', 'aria-label': t('desktop.keys'), hidden: true },
    ...buttons);
  element.onmousedown = (event) => event.preventDefault(); // the keyboard stays where it is
  return {
    element,
    takeModifiers: () => sticky.take(),
    setSteering(steers) {
      element.hidden = !steers || !matchMedia('(any-pointer: coarse)').matches;
      sticky.clear();
    },
  };
}
