// What the settings are made of.
import { h } from '../lib/dom.js';

/** A part with a heading of its own. */
export function section(heading, ...children) {
  return h('section', { class: 'preferences' }, h('h3', {}, heading), ...children);
}

/** {element, box}: `onchange(isOn)` when somebody ticks it. */
export function tick(words, isOn, onchange) {
  const box = h('input', { type: 'checkbox' });
  box.checked = isOn;
  box.onchange = () => onchange(box.checked);
  return { box, element: h('label', { class: 'check' }, box, words) };
}

/** One of `options`, [value, words], side by side. */
export function segments(heading, name, options, chosen, onchange) {
  return h('fieldset', { class: 'segments' }, h('legend', { class: 'for-ears' }, heading),
    ...options.map(([value, words]) => {
      const button = h('input', { type: 'radio', name, value, class: 'for-ears', onchange: () => onchange(value) });
      button.checked = value === chosen;
      return h('label', {}, button, words);
    }));
}
