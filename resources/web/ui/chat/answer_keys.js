// The keys that answer a question. Never a bare one; Alt+D would be a browser's way to the address. Pure.

export const kAllowKey = 'Alt+Y';
export const kDenyKey = 'Alt+X';

const kAnswers = { y: 'allow', x: 'deny' };

/**
 * 'allow', 'deny' or null. The letter counts, wherever a keyboard has it; one that has other letters is taken by
 * place. `isWriting`: the key goes to a text, in which Alt types other characters on some machines: they come first.
 */
export function answerOf({ key, code, altKey, ctrlKey, metaKey, shiftKey, repeat }, isWriting) {
  if (!altKey || ctrlKey || metaKey || shiftKey || repeat) return null;
  const isLetter = /^[a-z]$/i.test(key);
  if (!isLetter && isWriting) return null;
  return kAnswers[isLetter ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase()] ?? null;
}
