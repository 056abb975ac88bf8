// Sounds: on or off, how loud, and a try of each.
import { h } from '../lib/dom.js';
import { t } from '../lib/texts.js';
import { chooseSounds, soundChoices, tryOut } from '../sessions/sounds.js';
import { section, tick } from './parts.js';

export function soundsSection() {
  const { isOn, volume } = soundChoices();
  const loudness = h('input', { type: 'range', min: '0.1', max: '1', step: '0.1',
    'aria-label': t('preferences.loudness') });
  loudness.value = String(volume);
  loudness.oninput = () => chooseSounds({ volume: Number(loudness.value) });
  loudness.onchange = () => tryOut('question');
  const main = tick(t('preferences.make_sounds'), isOn, (chosen) => {
    chooseSounds({ isOn: chosen });
    if (chosen) tryOut('question');
  });
  const attempt = (kind, words) => h('button', { type: 'button', onclick: () => tryOut(kind) }, words);
  return section(t('preferences.sounds'), main.element,
    h('label', { class: 'loudness' }, h('span', { 'aria-hidden': 'true' }, t('preferences.loudness')), loudness),
    h('p', { class: 'pair' }, attempt('question', t('preferences.try_question')),
      attempt('end', t('preferences.try_end'))));
}
