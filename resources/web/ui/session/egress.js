// Where a session may connect to, in words. Pure.

/** [value, words] of what a session's network can be, the widest first. */
export const kNetworks = [
  ['all', 'Everything but this computer'],
  ['public', 'Public internet'],
  ['list', 'Only these hosts'],
  ['none', 'None'],
];

const kMeanings = {
  all: 'Its programs may connect to everything but the computer that Pilothouse runs on.',
  public: 'Its programs may connect to public addresses. Private networks and this computer are closed.',
  list: 'Its programs may connect to these hosts and to nothing else.',
  none: 'Its programs cannot connect to anything.',
};

/** What a network is, in a sentence. */
export const meaningOf = (egress) => kMeanings[egress] ?? egress;

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
  if (reason === 'public') return 'It is not a public address.';
  if (reason === 'none') return 'This session has no network.';
  if (reason === 'all') return 'It is the computer that Pilothouse runs on.';
  return entry ? 'It is not on this session’s list.' : 'A list lets hosts through by name only.';
}

const kDoors = { browser: 'on this page', token: 'with the token', terminal: 'at the terminal', anonymous: '' };

/** "Allowed by ann", or by which door where the server knows no name. */
export const allowedWords = (by) => `Allowed ${kDoors[by] ?? `by ${by}`}`.trimEnd();

/** The hosts in a field: separated by commas, spaces or lines. */
export const hostsIn = (text) => text.split(/[\s,;]+/).filter(Boolean);
