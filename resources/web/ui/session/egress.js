// Where a session may connect to, in words. Pure.
import { hasText, t } from '../lib/texts.js';

const kNetworks = ['all', 'public', 'list', 'none']; // the widest first

/** [value, words] of what a session's network can be. */
export const networks = () => kNetworks.map((value) => [value, networkWords(value)]);

export const networkWords = (egress) => (hasText(`session.network.${egress}`) ? t(`session.network.${egress}`)
  : egress);

/** What a network is, in a sentence. */
export const meaningOf = (egress) =>
  (hasText(`session.network_meaning.${egress}`) ? t(`session.network_meaning.${egress}`) : egress);

/** Whether an entry of a list, perhaps "*.debian.org", lets through what needs `entry`. */
export function covers(allowed, entry) {
  if (allowed === entry) return true;
  const [pattern, port = ''] = allowed.split(':');
  const [host, wanted = ''] = entry.split(':');
  return port === wanted && pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}

/** The host that was refused, with the port where that is not the usual one. */
export function placeOf({ host, port }) {
  const shown = host.includes(':') ? `[${host}]` : host;
  return [0, 80, 443].includes(port) ? shown : `${shown}:${port}`;
}

/** Why it was refused. */
export function reasonOf({ reason, entry }) {
  if (reason !== 'list' && hasText(`session.refused.${reason}`)) return t(`session.refused.${reason}`);
  return entry ? t('session.refused.list') : t('session.refused.by_name');
}

/** "Allowed by ann", or by which door where the server knows no name. */
export const allowedWords = (by) =>
  (hasText(`session.allowed.${by}`) ? t(`session.allowed.${by}`) : t('session.allowed_by', { name: by }));

/** The hosts in a field: separated by commas, spaces or lines. */
export const hostsIn = (text) => text.split(/[\s,;]+/).filter(Boolean);
