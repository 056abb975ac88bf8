// Where the server is, seen from this file: a reverse proxy may put it below any path.
const root = new URL('../../', import.meta.url);

/** The address of a path of the server, like "sessions/ID"; never starts with a slash. */
export const addressOf = (path) => new URL(path, root);

/** The same for a WebSocket. */
export function socketAddressOf(path) {
  const address = addressOf(path);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address;
}

/** The path of this page as the server knows it, without what a proxy puts before it. */
export const ownPath = () => '/' + location.pathname.slice(root.pathname.length) + location.search;
