// What a browser saves by its address. The address carries no key, but a ticket that works once.
import { post } from './api.js';
import { addressOf } from './root.js';
import { h } from './dom.js';
import { toast } from './toast.js';

/** Saves what is at a path of the server, "sessions/ID/export?format=json". */
export async function download(path, name = '') {
  try {
    const address = addressOf(path);
    const { ticket } = await post('auth/ticket', { path: `/${path.split('?')[0]}` });
    address.searchParams.append('ticket', ticket);
    const link = h('a', { href: String(address), download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
  } catch (error) {
    toast(error.message);
  }
}
