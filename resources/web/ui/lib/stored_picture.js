// Stored pictures. An address alone shows none of them, since it cannot carry the page's key: they
// are fetched and kept by this page for a while.
import { request } from './api.js';
import { t } from './texts.js';

const kMostKept = 150;
const kept = new Map(); // url -> promise of an address in this page; the longest unused first
let seen = null;

async function fetchPicture(url) {
  const answer = await request('GET', url.replace(/^\//, ''));
  return URL.createObjectURL(await answer.blob());
}

/** Resolves with an address to show the picture by; `url` is as the server names it. */
export function storedPicture(url) {
  const found = kept.get(url) ?? fetchPicture(url);
  kept.delete(url);
  kept.set(url, found);
  found.catch(() => kept.delete(url));
  if (kept.size > kMostKept) {
    const [oldest, address] = kept.entries().next().value;
    kept.delete(oldest);
    address.then((gone) => URL.revokeObjectURL(gone), () => {});
  }
  return found;
}

/** Resolves with the picture as a file of this name. Throws a sentence. */
export async function storedFile(url, name) {
  const answer = await request('GET', url.replace(/^\//, '')).catch((error) => {
    throw error.status === 404 ? new Error(t('chat.picture_not_kept')) : error;
  });
  const blob = await answer.blob();
  return new File([blob], name, { type: blob.type });
}

function show(img, url) {
  storedPicture(url).then((address) => { img.src = address; }, () => img.dispatchEvent(new Event('error')));
}

function whenSeen(img, then) {
  seen ??= new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      target.toBeShown();
    }
  }, { rootMargin: '300px' });
  img.toBeShown = then;
  seen.observe(img);
}

/** Shows the picture in `img`, which gets 'error' if it is gone; `lazy`: once it is in sight. */
export function showStored(img, url, { lazy = false } = {}) {
  if (lazy) whenSeen(img, () => show(img, url));
  else show(img, url);
}
