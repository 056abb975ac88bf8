// What somebody has begun to write, kept by the tab until it is sent: over a reload, and over a look
// at another session. Private windows may refuse.

export function draftOf(name) {
  try {
    return sessionStorage.getItem(`pilothouse.${name}`) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(name, text) {
  try {
    if (text) sessionStorage.setItem(`pilothouse.${name}`, text);
    else sessionStorage.removeItem(`pilothouse.${name}`);
  } catch { /* it is forgotten with the page */ }
}
