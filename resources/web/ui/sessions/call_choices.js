// What somebody wants to be called for, as this browser remembers it.
import { remember, remembered } from '../lib/stored.js';

const kKey = 'calls';
const kAll = { isOn: true, questions: true, ends: true, failures: true };
const kKinds = { awaiting_approval: 'questions', completed: 'ends', paused: 'ends', error: 'failures' };

/** {isOn, questions, ends, failures}. */
export const callChoices = () => ({ ...kAll, ...remembered(kKey, {}) });

export const chooseCalls = (change) => remember(kKey, { ...callChoices(), ...change });

/** Whether it is wanted to be called for a session that has this status now. */
export function isWanted(status) {
  const choices = callChoices();
  return choices.isOn && choices[kKinds[status]] === true;
}
