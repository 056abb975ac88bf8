// Secrets that the model types by name and never sees: where they are named, and where they may go,
// in words. Pure.
import { t } from '../lib/texts.js';

const kPlaceholder = /\{\{secret:([^{}]*)\}\}/g; // as the server reads it: core/secret.h

/** The text as pieces: {text} as it is, {text, secret: 'NAME'} for a placeholder. */
export function secretPieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(kPlaceholder)) {
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: match[0], secret: match[1].trim() });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/** The names in a text, each once. */
export const secretsIn = (text) =>
  [...new Set(secretPieces(text).filter(({ secret }) => secret !== undefined).map(({ secret }) => secret))];

/** "a", "a and b", "a, b and c". */
export function listed(words, last = t('session.and')) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** "the secret PASS", "the secrets A and B". */
export const secretsInWords = (names) => 
  t('session.secrets', { count: names.length, names: listed(names) });

export const isBound = ({ hosts, windows }) => hosts.length + windows.length > 0;

/** Where a secret may be typed: "pages of a.example, windows of xterm"; empty when it is bound to nothing. */
export function placesOf({ hosts, windows }) {
  const places = [];
  if (hosts.length > 0) places.push(t('session.pages_of', { hosts: listed(hosts, t('session.or')) }));
  if (windows.length > 0) places.push(t('session.windows_of', { windows: listed(windows, t('session.or')) }));
  return places.join(', ');
}

/** What is wrong with a name; empty when nothing is. */
export const wrongWithName = (name) => (/^[A-Za-z0-9_.-]{1,64}$/.test(name) ? ''
  : t('session.wrong_name'));

/** The hosts or windows in a field: separated by commas or lines, as classes of windows may hold blanks. */
export const entriesIn = (text) => text.split(/[,;\n]+/).map((entry) => entry.trim()).filter(Boolean);

const kParts = [['name', /^a name/i], ['hosts', /^a host/i], ['windows', /^a window/i]];

/** What the server says of a wrong secret, as {name, part, words}: whose it is, and of which field. */
export function complaintIn(message) {
  const [, name = null, rest = message] = /^Secret "([^"]*)": (.*)$/s.exec(message) ?? [];
  const part = kParts.find(([, sign]) => sign.test(rest))?.[0] ?? 'value';
  return { name, part, words: rest.charAt(0).toUpperCase() + rest.slice(1) };
}
