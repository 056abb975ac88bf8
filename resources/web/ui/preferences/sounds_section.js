// Sounds: on or off, how loud, and a try of each.
import { h } from '../lib/dom.js';
import { chooseSounds, soundChoices, tryOut } from '../sessions/sounds.js';
import { section, tick } from './parts.js';

export function soundsSection() {
  const { isOn, volume } = soundChoices();
  const loudness = h('input', { type: 'range', min: '0.1', max: '1', step: '0.1', 'aria-label': 'Loudness' });
  loudness.value = String(volume);
  loudness.oninput = () => chooseSounds({ volume: Number(loudness.value) });
  loudness.onchange = () => tryOut('question');
  const main = tick('A sound when the agent asks, another when a task ends', isOn, (chosen) => {
    chooseSounds({ isOn: chosen });
    if (chosen) tryOut('question');
  });
  const attempt = (kind, words) => h('button', { type: 'button', onclick: () => tryOut(kind) }, words);
  return section('Sounds', main.element,
    h('label', { class: 'loudness' }, h('span', { 'aria-hidden': 'true' }, 'Loudness'), loudness),
    h('p', { class: 'pair' }, attempt('question', 'Try the question'), attempt('end', 'Try the end')));
}
