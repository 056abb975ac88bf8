// What the palette offers for what somebody has typed. Pure.
import { titleOf } from '../lib/format.js';

const kMostSessions = 6;
const kMostActions = 8;

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (query) => plain(query).split(/\s+/).filter(Boolean);

/** How well `text` has all words of `query`: 2 if it begins with the first, 1 if it has them, 0 if not. */
export function fit(text, query) {
  const words = wordsOf(query);
  const own = plain(text);
  if (!words.every((word) => own.includes(word))) return 0;
  return words.length > 0 && own.startsWith(words[0]) ? 2 : 1;
}

/** Those of `all` that fit, the best first and else in their order; `most` of them. */
function fitting(all, textOf, query, most) {
  return all.map((one) => ({ one, rank: fit(textOf(one), query) })).filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank).slice(0, most).map(({ one }) => one);
}

/** `open`: the id of the session on the page, which needs no way there. */
export const sessionsFor = (sessions, query, open) =>
  fitting(sessions.filter(({ id }) => id !== open), titleOf, query, kMostSessions);

/** `actions`: {words, also: other words for it}. */
export const actionsFor = (actions, query) =>
  fitting(actions, ({ words, also = '' }) => `${words} ${also}`, query, kMostActions);

/** A snippet in pieces: [{text, isFound}]. */
export function piecesOf({ text, marks }) {
  const pieces = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start > at) pieces.push({ text: text.slice(at, start), isFound: false });
    if (end > start) pieces.push({ text: text.slice(start, end), isFound: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isFound: false });
  return pieces;
}
