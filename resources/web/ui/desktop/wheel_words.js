// What is said to who has lost the wheel. Pure.

const kReasons = {
  idle: 'Nobody moved for a while: the wheel went back to the agent.',
  disconnected: 'The connection was lost: the wheel went back to the agent.',
  ended: 'The desktop ended, and your turn at the wheel with it.',
};

/** `holder`: who has it now; `name` of the person, if they gave one; `reason` of the last change. */
export function lossWords({ holder, name, reason }) {
  if (holder === 'person') return `${name || 'Another person'} took the wheel.`;
  return kReasons[reason] ?? 'The wheel was taken from you: the agent has it.';
}
