// The second secret of a login. The cookie goes to whatever listens on this machine's name, since
// cookies know no port; this key is kept by the pages' own origin, and without it the cookie opens
// nothing but the empty pages.
const kName = 'pilothouse.key';

/** Null before a login, and in a browser that keeps nothing. */
export function pageKey() {
  try {
    return localStorage.getItem(kName);
  } catch {
    return null;
  }
}

/** Throws where the browser keeps nothing. */
export const keepPageKey = (key) => localStorage.setItem(kName, key);

export function forgetPageKey() {
  try {
    localStorage.removeItem(kName);
  } catch { /* nothing is kept */ }
}

/** The header fields of a request that show it. */
export const keyFields = (key = pageKey()) => (key ? { 'X-Pilothouse-Key': key } : {});

/** The subprotocols of a WebSocket that show it, after the one that is spoken. */
export const keyProtocols = (spoken) => (pageKey() ? [spoken, `key.${pageKey()}`] : [spoken]);
