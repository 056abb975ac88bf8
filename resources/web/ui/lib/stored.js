// What this browser remembers of how somebody likes the page. Private windows may refuse.

export function remembered(name, otherwise) {
  try {
    const text = localStorage.getItem('pilothouse.' + name);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem('pilothouse.' + name, JSON.stringify(value));
  } catch { /* it is forgotten with the page */ }
}
