// Being called while no page is open: a worker of this page (push_worker.js) is woken by the push service of
// whoever made the browser, and shows what the server has sealed for this browser alone.
import { get, post, request } from '../lib/api.js';
import { addressOf } from '../lib/root.js';
import { hasText, language, t } from '../lib/texts.js';
import { callChoices } from './call_choices.js';

const kEvents = { questions: ['ask', 'budget'], ends: ['completed', 'interrupted'], failures: ['failed'] };
let worker = null; // the registration while this browser is called

/** Whether this browser can be woken at all; without TLS it can on this machine only. */
export const canPush = () => isSecureContext && 'serviceWorker' in navigator && 'PushManager' in globalThis;

/** The registration through which calls are shown while this browser is woken, else null. */
export const pushWorker = () => worker;

/** The events of the server that somebody with these choices wants to hear of. */
export const wantedEvents = (choices) =>
  Object.keys(kEvents).filter((name) => choices[name]).flatMap((name) => kEvents[name]);

/** "Firefox · Linux": how people tell their browsers apart. */
export function browserLabel(agent) {
  const [browser] = /\b(Edg|OPR|Firefox)(?=\/)/.exec(agent) ?? /\b(Chrome|Safari)(?=\/)/.exec(agent) ?? [];
  const [system] = /Android|iPhone|iPad|CrOS/.exec(agent) ?? /Windows|Mac OS|Linux/.exec(agent) ?? [];
  const name = hasText(`push.browser.${browser}`) ? t(`push.browser.${browser}`) : browser;
  return [name, system].filter(Boolean).join(' · ');
}

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
const isSameKey = (subscription, key) => {
  const known = new Uint8Array(subscription.options.applicationServerKey ?? []);
  return known.length === key.length && known.every((byte, index) => byte === key[index]);
};

const register = () => navigator.serviceWorker.register(addressOf(`ui/push_worker.js?language=${language()}`),
  { scope: addressOf('ui/').pathname });

async function subscribed(registration, key) {
  const old = await registration.pushManager.getSubscription();
  if (old && isSameKey(old, key)) return old;
  await old?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** Has this browser woken from now on, for what is chosen; it may call already. The server's row of it. */
export async function startPush() {
  const registration = await register();
  const { key } = await get('push');
  const subscription = await subscribed(registration, bytesOf(key));
  const { endpoint, keys } = subscription.toJSON();
  const row = await post('push', { endpoint, keys, label: browserLabel(navigator.userAgent),
    events: wantedEvents(callChoices()) });
  worker = registration;
  return row;
}

async function ownSubscription() {
  const registration = await navigator.serviceWorker.getRegistration(addressOf('ui/'));
  return registration?.pushManager?.getSubscription() ?? null;
}

/** Whether this browser is woken. */
export const isPushed = async () => canPush() && await ownSubscription() !== null;

/** This browser is woken no more. `id`: its row at the server, if there is one. */
export async function stopPush(id = null) {
  await (await ownSubscription())?.unsubscribe();
  worker = null;
  if (id) await removeBrowser(id);
}

export const removeBrowser = (id) => request('DELETE', `push/${encodeURIComponent(id)}`);

/** The server's list of browsers: [{id, label, service, events, created_at}]. */
export const pushedBrowsers = async () => (await get('push')).browsers;

/** At the start of the page, and when choices have changed: tells the server what holds now. Null: not woken. */
export async function renewPush() {
  if (!await isPushed() || Notification.permission !== 'granted') return null;
  return startPush();
}

/** `open(session)` when somebody follows a call to a page that is open. */
export function followCalls(open) {
  if (!canPush()) return;
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (typeof data?.session === 'string') open(data.session);
  });
}
