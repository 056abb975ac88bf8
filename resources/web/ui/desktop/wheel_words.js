// What is said to who has lost the wheel. Pure.
import { hasText, t } from '../lib/texts.js';


/** `holder`: who has it now; `name` of the person, if they gave one; `reason` of the last change. */
export function lossWords({ holder, name, reason }) {
  if (holder === 'person') return t('desktop.lost_to', { name: name || t('desktop.another_person') });
  return hasText(`desktop.lost.${reason}`) ? t(`desktop.lost.${reason}`) : t('desktop.lost_wheel');
}
