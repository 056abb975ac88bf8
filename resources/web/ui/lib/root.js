// Where the server is, seen from this file: a reverse proxy may put it below any path.
import { keyProtocols } from '../../auth/page_key.js';

const root = new URL('../../', import.meta.url);

/** The address of a path of the server, like "sessions/ID"; never starts with a slash. */
export const addressOf = (path) => new URL(path, root);

/** A WebSocket to a path of the server; `spoken`: its subprotocol. */
export function openSocket(path, spoken) {
  const address = addressOf(path);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address, keyProtocols(spoken));
}

/** The path of this page as the server knows it, without what a proxy puts before it. */
export const ownPath = () => '/' + location.pathname.slice(root.pathname.length) + location.search;
