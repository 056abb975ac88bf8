// Runs without a page: shows what the server has sealed for this browser, and leads to it. Joined to one file by
// scripts/bundle-page, as a worker's address must stay.
/* global self */
import { useTexts } from './lib/texts.js';
import { pushWords } from './sessions/push_words.js';
import german, { sentences } from './texts/de.js';

const worker = self;
if (new URL(worker.location).searchParams.get('language') === 'de') useTexts('de', german, 'de', sentences);
const root = () => new URL('.', worker.registration.scope);
const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

async function show(message) {
  const { kind, session } = message;
  const { title, body } = pushWords(message);
  // Whoever looks at a page sees it there.
  if ((await pages()).some((page) => page.focused && page.visibilityState === 'visible')) return;
  await worker.registration.showNotification(title, {
    body,
    tag: `pilothouse-${session}`,
    icon: new URL('icon.svg', root()).href,
    data: { session },
    requireInteraction: kind === 'ask',
  });
}

async function open({ session }) {
  const top = root().href; // "…/ui/", which is also the page "…/ui"
  const ours = (await pages()).filter(({ url }) => url.startsWith(top) || url.replace(/[?#].*/, '/') === top);
  if (ours.length === 0) return worker.clients.openWindow(new URL(`#${session}`, root()).href);
  const page = await ours[0].focus();
  page.postMessage({ session });
  return page;
}

worker.addEventListener('push', (event) => event.waitUntil(show(event.data?.json() ?? {})));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data ?? {}));
});
