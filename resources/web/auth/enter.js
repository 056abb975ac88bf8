// After a login this takes the key from the address, and for what can only be had by its address
// (a picture, a file, an export) it gets a ticket; then it leads on.
import { keepPageKey, keyFields, pageKey } from './page_key.js';

const { next, path, login, ticket, problem } = document.documentElement.dataset;

/** A ticket for the path; null if the key is not good. */
async function ticketFor(key) {
  const answer = await fetch('ticket', { method: 'POST', body: JSON.stringify({ path }),
    headers: { 'Content-Type': 'application/json', ...keyFields(key) } });
  return answer.ok ? (await answer.json()).ticket : null;
}

async function enter() {
  const fresh = location.hash.slice(1);
  for (const key of [fresh, pageKey() ?? '']) {
    const got = await ticketFor(key);
    if (!got) continue;
    if (key) keepPageKey(key); // not before it is known to be good: anybody can lead here
    const address = new URL(next, location.href);
    if (ticket) address.searchParams.append('ticket', got);
    location.replace(address);
    return;
  }
  location.replace(login);
}

enter().catch((error) => { document.querySelector('p').textContent = `${problem} ${error.message}`; });
